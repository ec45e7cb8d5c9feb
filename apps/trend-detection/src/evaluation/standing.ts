import { PUBLIC_AUDIENCE } from '@landbridge/contracts';
import { PolicyContext } from '@landbridge/messaging';
import { Injectable } from '@nestjs/common';
import { charterText } from '../figures/same-charter.ts';
import { FiguresRepository } from '../figures/figures.repository.ts';
import { FamiliesRepository } from './families.repository.ts';

/**
 * Knows whether a round can do nothing: the last one did nothing, and all that it began with is as it was. Families tell of lines, signals and
 * buckets, figures of trends, whoever wrote them; counters that have changed are marked. It is known in memory only, so that a start looks
 * at everything once.
 */
@Injectable()
export class Standing {
  private stood: string | undefined;

  constructor(
    private readonly policy: PolicyContext,
    private readonly families: FamiliesRepository,
    private readonly figures: FiguresRepository,
  ) {}

  /** All that a round hangs on, but for marked counters, in a text that differs where anything does. */
  async now(generation: string, closedWeek: number): Promise<string> {
    const communities = this.policy.communities().map(({ id, charter }) => [id, charterText(charter)] as const);
    const figures = await this.figures.of([PUBLIC_AUDIENCE, ...communities.map(([id]) => id)]);
    return JSON.stringify([generation, closedWeek, communities, await this.families.all(), [...figures.values()]]);
  }

  isAsBefore(now: string): boolean {
    return now === this.stood;
  }

  /** @param before what a round began with that did nothing; nothing where it did something, or could not do all */
  keep(before: string | undefined): void {
    this.stood = before;
  }
}
