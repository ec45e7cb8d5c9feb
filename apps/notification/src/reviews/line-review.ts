import { Outbox } from '@landbridge/messaging';
import { StoreClock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { ClientSession, Connection } from 'mongoose';
import { holdsMoreThan } from '../queue/line.ts';
import type { LineDocument } from '../queue/line.schema.ts';
import { QueueRepository } from '../queue/queue.repository.ts';
import type { RoutedBatch, Told } from '../routing/routed-batch.ts';
import { RoutingRepository } from '../routing/routing.repository.ts';
import { Standing } from '../routing/standing.ts';
import type { Subscription } from '../subscriptions/subscription.schema.ts';

/** Lines gone through in one transaction at most. */
const PAGE = 200;

type Lost = Pick<Told, 'time' | 'lostBy'>;

/** Takes back from one receiver what is not for it any more, and drops what waits for it. */
@Injectable()
export class LineReview {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly queue: QueueRepository,
    private readonly routing: RoutingRepository,
    private readonly standing: Standing,
    private readonly outbox: Outbox,
    private readonly clock: StoreClock,
  ) {}

  /**
   * Goes through the next lines of a subscription, by subject.
   * @param lostBy number of the policy change by which its standing was seen
   * @returns the last subject; undefined when there are no more
   */
  async page(subscription: Subscription, after: string, lostBy: number): Promise<string | undefined> {
    const lines = await this.queue.findOfSubscription(subscription._id, after, PAGE);
    const subjects = lines.map(({ subject }) => subject);
    const now = await this.clock.now();
    const look = (session: ClientSession | null) => this.routing.load(subjects, now, session, subscription._id);
    // most reviews find nothing, and need no transaction for that
    const lost = { time: now, lostBy };
    if (this.takeBack(await look(null), subjects, subscription, lost)) {
      await this.connection.transaction(async (session) => {
        const routed = await look(session);
        if (this.takeBack(routed, subjects, subscription, lost)) await this.routing.write(routed, now, session);
      });
      this.outbox.wake();
    }
    return lines.length < PAGE ? undefined : subjects.at(-1);
  }

  /** @returns whether there was something */
  private takeBack(routed: RoutedBatch, subjects: readonly string[], subscription: Subscription, lost: Lost): boolean {
    let found = false;
    for (const subject of subjects) {
      const line = routed.line(subscription._id, subject);
      const revision = line && this.lost(line, routed, subscription);
      if (revision === undefined) continue;
      routed.withdraw(subscription, { name: 'report.withdrawn', subject, revision, ...lost });
      found = true;
    }
    return found;
  }

  /** @returns the revision at which a report is taken back; undefined when it may stay */
  private lost(line: LineDocument, routed: RoutedBatch, { organisation, purpose }: Subscription): number | undefined {
    const { report, revision } = routed.subject(line.subject) ?? {};
    if (!report) return undefined;
    const level = this.standing.keeps(organisation, purpose, report);
    const waits = level === undefined && line.queue.some(({ kind, overtaken }) => kind === 'change' && !overtaken);
    return waits || holdsMoreThan(line, level) ? revision : undefined;
  }
}
