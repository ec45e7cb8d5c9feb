import { Injectable } from '@nestjs/common';
import { Clock, Problem } from '@landbridge/platform';
import { notFound } from '../reports/refused-request.ts';
import { ReportsRepository } from '../reports/reports.repository.ts';
import { IngestionStore } from '../store/ingestion-store.ts';
import { HoldsRepository } from './holds.repository.ts';
import type { HoldDocument } from './purge.document.ts';
import type { HoldAnswer, HoldRequest } from './retention.bodies.ts';

const LONGEST_MS = 10 * 366 * 24 * 3600 * 1000;

/** Who sets a hold: the owner, on its own reports, or the operator. */
export type Holder = { readonly by: 'owner'; readonly organisation: string } | { readonly by: 'operator' };

@Injectable()
export class HoldsService {
  constructor(
    private readonly store: IngestionStore,
    private readonly reports: ReportsRepository,
    private readonly holds: HoldsRepository,
    private readonly clock: Clock,
  ) {}

  /** Takes the place of the holder's own hold before. What was purged cannot be held any more. */
  async set(holder: Holder, id: string, { reason, until }: HoldRequest): Promise<HoldAnswer> {
    const now = this.clock.now();
    if (Date.parse(until) <= now.getTime() || Date.parse(until) > now.getTime() + LONGEST_MS) throw badEnd();
    await this.require(holder, id);
    const hold = { report: id, by: holder.by, reason, until: new Date(until).toISOString(), since: now.toISOString() };
    const isThere = await this.store.transaction(async (session) => {
      // so that a purge that begins at the same time sees it
      if (!(await this.reports.bump(session, id))) return false;
      await this.holds.set(session, hold);
      return true;
    });
    if (!isThere) throw notFound();
    return answerOf(hold);
  }

  async end(holder: Holder, id: string): Promise<void> {
    await this.require(holder, id);
    await this.holds.end(id, holder.by);
  }

  /** @throws Problem 404 where none is in force */
  async get(holder: Holder, id: string): Promise<HoldAnswer> {
    await this.require(holder, id);
    const hold = await this.holds.findInForce(id, this.clock.now().toISOString());
    if (!hold) throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'No hold on this report is in force.' });
    return answerOf(hold);
  }

  private async require(holder: Holder, id: string): Promise<void> {
    const report = await this.reports.find(id);
    if (!report || (holder.by === 'owner' && report.contributor.id !== holder.organisation)) throw notFound();
  }
}

function answerOf({ by, reason, until, since }: Omit<HoldDocument, '_id'>): HoldAnswer {
  return { by, reason, until, since };
}

function badEnd(): Problem {
  return new Problem({
    type: 'invalid',
    status: 400,
    title: 'The request is not valid',
    detail: 'See errors for each field.',
    errors: [{ pointer: '/until', detail: 'until lies in the future, at most ten years from now; set the hold again to prolong it.' }],
  });
}
