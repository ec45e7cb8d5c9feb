import { CurrentOrganisation, RequireScope, type OrganisationCaller } from '@landbridge/platform';
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  NewSubscription,
  RotatedSecret,
  SubscriptionList,
  SubscriptionParams,
  SubscriptionView,
  SubscriptionWithSecret,
} from './subscription.bodies.ts';
import type { Subscription } from './subscription.schema.ts';
import { SubscriptionsService } from './subscriptions.service.ts';

/** An organisation sees and changes its own subscriptions only. */
@ApiTags('subscriptions')
@ApiBearerAuth()
@RequireScope('subscriptions')
@Controller('v1/subscriptions')
export class SubscriptionsController {
  constructor(private readonly subscriptions: SubscriptionsService) {}

  @Post()
  @Header('cache-control', 'no-store')
  @ApiCreatedResponse({ type: SubscriptionWithSecret })
  async subscribe(
    @Body() body: NewSubscription,
    @CurrentOrganisation() { organisation }: OrganisationCaller,
  ): Promise<SubscriptionWithSecret> {
    const { subscription, secret } = await this.subscriptions.subscribe(organisation.id, body);
    return { ...viewOf(subscription), secret };
  }

  @Get()
  @ApiOkResponse({ type: SubscriptionList })
  async list(@CurrentOrganisation() { organisation }: OrganisationCaller): Promise<SubscriptionList> {
    return { subscriptions: (await this.subscriptions.list(organisation.id)).map(viewOf) };
  }

  @Get(':id')
  @ApiOkResponse({ type: SubscriptionView })
  async get(@Param() { id }: SubscriptionParams, @CurrentOrganisation() { organisation }: OrganisationCaller): Promise<SubscriptionView> {
    return viewOf(await this.subscriptions.get(organisation.id, id));
  }

  /** A new secret; the one before signs beside it for a day. */
  @Post(':id/secret')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: RotatedSecret })
  async rotateSecret(
    @Param() { id }: SubscriptionParams,
    @CurrentOrganisation() { organisation }: OrganisationCaller,
  ): Promise<RotatedSecret> {
    const { secret, previousValidUntil } = await this.subscriptions.rotateSecret(organisation.id, id);
    return { secret, previousValidUntil: previousValidUntil.toISOString() };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  async remove(@Param() { id }: SubscriptionParams, @CurrentOrganisation() { organisation }: OrganisationCaller): Promise<void> {
    await this.subscriptions.remove(organisation.id, id);
  }
}

function viewOf({ _id: id, url, events, filters, purpose, createdAt, disabledAt }: Subscription): SubscriptionView {
  return { id, url, events, filters, purpose, status: disabledAt ? 'disabled' : 'active', createdAt: createdAt.toISOString() };
}
