import { type Charter, PUBLIC_AUDIENCE } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { audienceSees, type Audience as Counted } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { TOTAL } from '../counting/series.ts';
import { sameCharter } from '../figures/same-charter.ts';
import { type CellWeeks, firstWeek, weeklySums, weeksByCell } from './weekly-series.ts';

/** Who a series is summed for. */
export interface Audience {
  /** `public`, or a community. */
  readonly id: string;
  /** The charter that it is counted by; the public has none. */
  readonly charter?: Charter;
  /** Monday of the first week with a report that it sees; from then on a week without one is a nought. */
  readonly from: number;
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
    const cells = weeksByCell((await this.counters.documentsOf([key])).get(key) ?? []);
    const counted: Counted[] = [PUBLIC_AUDIENCE, ...this.policy.communities()];
    return counted.map((one) => audienceOf(one, cells, closedWeek));
  }

  /** Whether one of them has another charter by now, or is no more. */
  haveChanged(audiences: readonly Audience[]): boolean {
    return audiences.some(({ id, charter }) => {
      const now = this.policy.communities().find((community) => community.id === id);
      return charter !== undefined && (!now || !sameCharter(charter, now.charter));
    });
  }
}

function audienceOf(counted: Counted, cells: CellWeeks, closedWeek: number): Audience {
  const sees = eyesOf(counted);
  const from = Math.min(closedWeek, firstWeek(weeklySums(cells, 'reports', sees)) ?? closedWeek);
  return counted === PUBLIC_AUDIENCE ? { id: counted, from, sees } : { id: counted.id, charter: counted.charter, from, sees };
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
