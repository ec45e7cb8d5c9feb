import { Outbox, type NewEvent } from '@landbridge/messaging';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { InboxService } from '../inbox/inbox.service.ts';
import { Delivery, dropped } from '../queue/delivery.schema.ts';
import { deliveryChanged } from '../queue/delivery-events.ts';
import { LineDocument } from '../queue/line.schema.ts';
import { RoutedBatch } from './routed-batch.ts';
import { Subject } from './subject.schema.ts';

/** Events in one document of the outbox. */
const CHUNK = 500;

@Injectable()
export class RoutingRepository {
  constructor(
    @InjectModel(Subject.name) private readonly subjects: Model<Subject>,
    @InjectModel(LineDocument.name) private readonly lines: Model<LineDocument>,
    @InjectModel(Delivery.name) private readonly deliveries: Model<Delivery>,
    private readonly inbox: InboxService,
    private readonly outbox: Outbox,
  ) {}

  /** @param subscription whose lines are loaded; those of all, if it is left out */
  async load(subjects: string[], now: Date, session: ClientSession | null, subscription?: string): Promise<RoutedBatch> {
    const known = await this.subjects
      .find({ _id: { $in: subjects } })
      .session(session)
      .lean<Subject[]>();
    const lines = await this.lines
      .find({ subject: { $in: subjects }, ...(subscription !== undefined && { subscription }) })
      .session(session)
      .lean<LineDocument[]>();
    return new RoutedBatch(known, lines, now);
  }

  async write(routed: RoutedBatch, now: Date, session: ClientSession): Promise<void> {
    const options = { session, ordered: false };
    const upsert = <D extends { _id: string }>(replacement: D) => ({
      replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true },
    });
    const { known, fresh } = routed.changedSubjects();
    if (fresh.length > 0) await this.subjects.insertMany(fresh, { session, lean: true });
    if (known.length > 0) await this.subjects.bulkWrite(known.map(upsert), options);
    await this.inbox.follow({ fresh, known, before: routed.before, takenBack: routed.takenBack }, now, session);
    const { kept, forgotten } = routed.changedLines();
    if (kept.length > 0) await this.lines.bulkWrite(kept.map(upsert), options);
    if (forgotten.length > 0) await this.lines.deleteMany({ _id: { $in: forgotten.map(({ _id }) => _id) } }, { session });
    const made = [...routed.deliveries.values()];
    if (made.length > 0) await this.deliveries.bulkWrite(made.map(upsert), options);
    const gone = [...routed.dropped.values()];
    if (gone.length > 0) await this.deliveries.updateMany({ _id: { $in: gone.map(({ _id }) => _id) } }, dropped(now), { session });
    await this.tell([...made, ...gone.map((each) => ({ ...each, state: 'dropped' as const }))], now, session);
  }

  /** By organisation, so that what is told of one delivery stays in one lane of the outbox. */
  private async tell(
    changed: readonly Pick<Delivery, '_id' | 'subscription' | 'organisation' | 'state' | 'attempts'>[],
    now: Date,
    session: ClientSession,
  ): Promise<void> {
    const byOrganisation = new Map<string, NewEvent[]>();
    for (const { _id: delivery, organisation, ...rest } of changed) {
      const events = byOrganisation.get(organisation) ?? [];
      byOrganisation.set(organisation, events);
      events.push(deliveryChanged({ delivery, ...rest }, now));
    }
    for (const [organisation, events] of byOrganisation)
      for (let from = 0; from < events.length; from += CHUNK)
        await this.outbox.add(session, { organisation, acceptedAt: now, events: events.slice(from, from + CHUNK) });
  }
}
