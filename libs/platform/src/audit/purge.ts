import { Injectable } from '@nestjs/common';
import { StoreClock } from '../clock.ts';
import { Problem } from '../problem.ts';
import { AuditStore } from './audit-store.ts';

/** Younger entries are never purged, whoever asks: what was done lately must not be hidden by who did it. */
const KEPT_DAYS = 365;
const DAY_MS = 24 * 3_600_000;
const AT_ONCE = 500;

/** Takes away what old entries say, and leaves the digests, so that strands and roots stay whole. */
@Injectable()
export class Purge {
  constructor(
    private readonly store: AuditStore,
    private readonly clock: StoreClock,
  ) {}

  /** @returns how many entries were purged @throws Problem 422 when some of them are too young */
  async before(instant: string): Promise<number> {
    const oldest = new Date((await this.clock.now()).getTime() - KEPT_DAYS * DAY_MS).toISOString();
    if (instant > oldest)
      throw new Problem({
        type: 'too-young-to-purge',
        status: 422,
        title: 'The audit is kept longer',
        detail: `Entries are kept for ${KEPT_DAYS} days at least; purge what is older than ${oldest}.`,
      });
    let purged = 0;
    for (let old = await this.find(instant); old.length > 0; old = await this.find(instant)) {
      const operations = old.map(({ _id }) => ({
        updateOne: { filter: { _id }, update: { $unset: { salt: '', content: '', ownerToldAt: '' } } } as const,
      }));
      purged += (await this.store.entries.bulkWrite(operations, { ordered: false })).modifiedCount;
    }
    return purged;
  }

  private find(instant: string) {
    const old = { 'content.at': { $lt: instant } };
    return this.store.entries
      .find(old, { projection: { _id: 1 } })
      .limit(AT_ONCE)
      .toArray();
  }
}
