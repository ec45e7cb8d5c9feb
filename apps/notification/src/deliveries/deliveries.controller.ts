import { CurrentOrganisation, Problem, RequireScope, type OrganisationCaller } from '@landbridge/platform';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Delivery } from '../queue/delivery.schema.ts';
import { DeliveriesRepository, type DeliveryPlace } from './deliveries.repository.ts';
import { DeliveryPage, DeliveryQuery, type DeliveryView } from './delivery.bodies.ts';

const PAGE = 100;

@ApiTags('deliveries')
@ApiBearerAuth()
@RequireScope('subscriptions')
@Controller('v1/deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesRepository) {}

  /** What became of the caller's own deliveries, the newest first. */
  @Get()
  @ApiOkResponse({ type: DeliveryPage })
  async list(
    @Query() { subscription, state, cursor, limit = PAGE }: DeliveryQuery,
    @CurrentOrganisation() { organisation }: OrganisationCaller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeliveryPage> {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const found = await this.deliveries.findPage({ organisation: organisation.id, subscription, state }, after, limit + 1);
    const page = found.slice(0, limit);
    const deliveries = page.map(viewOf);
    const last = page.at(-1);
    if (found.length <= limit || !last) return { deliveries };
    const next = writeCursor({ createdAt: last.createdAt, id: last._id });
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
    ...(answer && { lastAnswer: { ...answer, at: answer.at.toISOString() } }),
  };
}

const writeCursor = ({ createdAt, id }: DeliveryPlace) => Buffer.from(`${createdAt.getTime()} ${id}`).toString('base64url');

function readCursor(cursor: string): DeliveryPlace {
  const [, time, id] = /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (time === undefined || id === undefined)
    throw new Problem({
      type: 'invalid',
      status: 400,
      title: 'The request is not valid',
      detail: 'See errors for each field.',
      errors: [{ pointer: '/cursor', detail: 'cursor must be the next of the page before, as it was given.' }],
    });
  return { createdAt: new Date(Number(time)), id };
}
