import { Injectable } from '@nestjs/common';
import { PolicyContext } from '@landbridge/messaging';
import { Clock } from '@landbridge/platform';
import { dayOf } from '../reports/report.documents.ts';
import { DisclosuresRepository, type Untold } from './disclosures.repository.ts';
import { readsUnseen } from './told-reader.ts';

/**
 * What an owner is not told yet. Of police, courts and the like it learns the day; whoever asks again and again would learn the instant by
 * when a look appears, so all looks of a day appear when it has ended.
 */
@Injectable()
export class UntoldLooks {
  constructor(
    private readonly disclosures: DisclosuresRepository,
    private readonly policy: PolicyContext,
    private readonly clock: Clock,
  ) {}

  async at(report: string): Promise<Untold> {
    const from = dayOf(this.clock.now().toISOString());
    const readers = await this.disclosures.readersSince(report, from);
    return { from, readers: readers.filter((reader) => readsUnseen(this.policy.organisation(reader))) };
  }
}
