import { PUBLIC_AUDIENCE } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { audienceSees, type Audience as Counted } from '@landbridge/sharing';
import { Injectable } from '@nestjs/common';
import { CountersRepository, seriesKey } from '../counting/counters.repository.ts';
import { TOTAL } from '../counting/series.ts';
import { firstWeek, weeklySums } from './weekly-series.ts';

/** Who a series is summed for. */
export interface Audience {
  /** `public`, or a community. */
  readonly id: string;
  /** Monday of the first week with a report that it sees; from then on a week without one is a nought. Infinity where there is none. */
  readonly from: number;
  readonly sees: (cell: string) => boolean;
}

@Injectable()
export class Audiences {
  constructor(
    private readonly policy: PolicyContext,
    private readonly counters: CountersRepository,
  ) {}

  ids(): string[] {
    return this.counted().map(idOf);
  }

  async read(generation: string): Promise<Audience[]> {
    const key = seriesKey(generation, TOTAL);
    const documents = (await this.counters.documentsOf([key])).get(key) ?? [];
    return this.counted().map((audience) => {
      const id = idOf(audience);
      const sees = (cell: string) => audienceSees(audience, cell);
      return { id, from: firstWeek(weeklySums(documents, 'reports', sees)) ?? Infinity, sees };
    });
  }

  private counted(): Counted[] {
    return [PUBLIC_AUDIENCE, ...this.policy.communities()];
  }

  /** Another text whenever an audience comes, or counts other reports or over another time. */
  fingerprint(audiences: readonly Audience[]): string {
    const charters = this.policy.communities().map(({ id, charter }) => JSON.stringify([id, charter]));
    return JSON.stringify([charters.sort(), audiences.map(({ id, from }) => `${id} ${from}`).sort()]);
  }
}

const idOf = (audience: Counted) => (audience === PUBLIC_AUDIENCE ? audience : audience.id);
