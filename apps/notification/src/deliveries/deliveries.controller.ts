import { CurrentOrganisation, isOfAssessingTeam, RequireScope, StoreClock, type OrganisationCaller } from '@landbridge/platform';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { pageOf, readPlace } from '../pages/place.ts';
import type { Delivery } from '../queue/delivery.schema.ts';
import { DeliveriesRepository } from './deliveries.repository.ts';
import { DeliveryPage, DeliveryQuery, lastAnswerOf, type DeliveryView } from './delivery.bodies.ts';

const PAGE = 100;

@ApiTags('deliveries')
@ApiBearerAuth()
@RequireScope('subscriptions')
@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(
    private readonly deliveries: DeliveriesRepository,
    private readonly clock: StoreClock,
  ) {}

  /** What became of the caller's own deliveries, the newest first. Those of what only the assessing team may know of a trend are shown to it alone. */
  @Get()
  @ApiOkResponse({ type: DeliveryPage })
  async list(
    @Query() { subscription, state, cursor, limit = PAGE }: DeliveryQuery,
    @CurrentOrganisation() caller: OrganisationCaller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryPage> {
    const after = cursor === undefined ? undefined : readPlace(cursor);
    const found = await this.deliveries.findPage(
      { organisation: caller.organisation.id, subscription, state, ofTeam: isOfAssessingTeam(caller) },
      after,
      limit + 1,
      await this.clock.now(),
    );
    const { rows, next } = pageOf(found, limit, ({ createdAt: at, _id: id }) => ({ at, id }));
    const deliveries = rows.map(viewOf);
    if (next === undefined) return { deliveries };
    const query = new URLSearchParams({
      ...(subscription && { subscription }),
      ...(state && { state }),
      limit: String(limit),
      cursor: next,
    });
    reply.header('link', `</v1/deliveries?${query.toString()}>; rel="next"`);
    return { deliveries, next };
  }
}

function viewOf({ _id: id, subscription, name: event, subject, revision, state, attempts, ...rest }: Delivery): DeliveryView {
  const { createdAt, nextAttemptAt, finishedAt, answer } = rest;
  return {
    id,
    subscription,
    event,
    subject,
    revision,
    state,
    attempts,
    createdAt: createdAt.toISOString(),
    ...(nextAttemptAt && { nextAttemptAt: nextAttemptAt.toISOString() }),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
    ...lastAnswerOf(answer),
  };
}
