import type { OrganisationState } from '@landbridge/contracts';
import { CurrentOrganisation, RequireScope, type OrganisationCaller } from '@landbridge/platform';
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  NewSubscription,
  RotatedSecret,
  SubscriptionList,
  SubscriptionParams,
  SubscriptionView,
  SubscriptionWithSecret,
} from './subscription.bodies.ts';
import type { Maker, Subscription } from './subscription.schema.ts';
import { SubscriptionsService } from './subscriptions.service.ts';
import { isOfTeam } from './team.ts';

const WHICH_TRENDS =
  'Published trends come to everybody, and how they end. Candidates come, too, where `candidates` is true: the organisation assesses, and who made the subscription is ' +
  'one of its machines, or a person with the role assessor now. When the role or the organisation’s task ends, published ones go on. ' +
  'Of one that is no longer published, and did not end as a finding, others than the team get `id`, `revision`, `state`, `closedBecause` and `link`. ' +
  'Another secret changes nothing of this; somebody else of the team makes a subscription of their own.';
const WHAT_FITS =
  'Of the filters all that are given must fit, each by one of its values. A trend is about what its series says, or a series that shares its change, ' +
  'or the one that it moves away from; with `dimension` only those of that dimension count.';

/** An organisation sees and changes its own subscriptions only. */
@ApiTags('subscriptions')
@ApiBearerAuth()
@RequireScope('subscriptions')
@Controller('v1/subscriptions')
export class SubscriptionsController {
  constructor(private readonly subscriptions: SubscriptionsService) {}

  @Post()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Subscribe to what happens in the network', description: `${WHICH_TRENDS} ${WHAT_FITS}` })
  @ApiCreatedResponse({ type: SubscriptionWithSecret })
  async subscribe(
    @Body() body: NewSubscription,
    @CurrentOrganisation() { organisation, person }: OrganisationCaller,
  ): Promise<SubscriptionWithSecret> {
    const madeBy: Maker = person ? { kind: 'person', person: person.id } : { kind: 'machine' };
    const { subscription, secret } = await this.subscriptions.subscribe(organisation.id, madeBy, body);
    return { ...viewOf(subscription, organisation), secret };
  }

  @Get()
  @ApiOkResponse({ type: SubscriptionList })
  async list(@CurrentOrganisation() { organisation }: OrganisationCaller): Promise<SubscriptionList> {
    const own = await this.subscriptions.list(organisation.id);
    return { subscriptions: own.map((each) => viewOf(each, organisation)) };
  }

  @Get(':id')
  @ApiOkResponse({ type: SubscriptionView })
  async get(@Param() { id }: SubscriptionParams, @CurrentOrganisation() { organisation }: OrganisationCaller): Promise<SubscriptionView> {
    return viewOf(await this.subscriptions.get(organisation.id, id), organisation);
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

function viewOf(subscription: Subscription, organisation: OrganisationState): SubscriptionView {
  const { _id: id, url, events, filters, purpose, createdAt, disabledAt } = subscription;
  const status = disabledAt ? 'disabled' : 'active';
  return {
    id,
    url,
    events,
    filters,
    purpose,
    candidates: isOfTeam(subscription, organisation),
    status,
    createdAt: createdAt.toISOString(),
  };
}
