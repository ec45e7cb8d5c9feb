import { type Charter, PUBLIC_AUDIENCE } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { audienceSees, type Audience as Counted } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { TOTAL } from '../counting/series.ts';
import { sameCharter } from '../figures/same-charter.ts';
import type { CounterDocument } from '../counting/counting.collections.ts';
import { type Grain, GRAINS, WEEK } from './grain.ts';
import { firstBucket, sumsByCell, sumsOver } from './series-sums.ts';

/** Who a series is summed for. */
export interface Audience {
  /** `public`, or a community. */
  readonly id: string;
  /** The charter that it is counted by; the public has none. */
  readonly charter?: Charter;
  /** The first bucket with a report that it sees, of each grain that it sees one of, and of weeks always; from then on one without is a nought. */
  readonly begins: ReadonlyMap<Grain, number>;
  readonly sees: (cell: string) => boolean;
}

@Injectable()
export class Audiences {
  constructor(
    private readonly policy: PolicyContext,
    private readonly counters: CountersRepository,
  ) {}

  /** Every audience, by the charter that it has now. @param closedWeek from which one counts that sees nothing */
  async read(generation: string, closedWeek: number): Promise<Audience[]> {
    const key = seriesKey(generation, TOTAL);
    const total = (await this.counters.documentsOf([key])).get(key) ?? [];
    const counted: Counted[] = [PUBLIC_AUDIENCE, ...this.policy.communities()];
    return counted.map((one) => audienceOf(one, total, closedWeek));
  }

  /** Whether one of them has another charter by now, or is no more. */
  haveChanged(audiences: readonly Audience[]): boolean {
    return audiences.some(({ id, charter }) => {
      const now = this.policy.communities().find((community) => community.id === id);
      return charter !== undefined && (!now || !sameCharter(charter, now.charter));
    });
  }
}

function audienceOf(counted: Counted, total: readonly CounterDocument[], closedWeek: number): Audience {
  const sees = eyesOf(counted);
  const begins = new Map<Grain, number>();
  for (const grain of GRAINS) {
    const last = grain.closedWith(closedWeek);
    const first = firstBucket(sumsOver(sumsByCell(total, grain), 'reports', sees)) ?? (grain === WEEK ? last : undefined);
    if (first !== undefined) begins.set(grain, Math.min(last, first));
  }
  return counted === PUBLIC_AUDIENCE ? { id: counted, begins, sees } : { id: counted.id, charter: counted.charter, begins, sees };
}

/** The policy's answer for each cell, asked once: thousands of series have the same few hundred cells. */
function eyesOf(audience: Counted): (cell: string) => boolean {
  const answers = new Map<string, boolean>();
  return (cell) => {
    const known = answers.get(cell) ?? audienceSees(audience, cell);
    answers.set(cell, known);
    return known;
  };
}
