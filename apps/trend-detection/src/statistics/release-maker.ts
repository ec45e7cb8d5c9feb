import { createHash, randomUUID } from 'node:crypto';
import { ConsumerStatus } from '@landbridge/messaging';
import { Audit, StoreClock } from '@landbridge/platform';
import type { Random } from '@landbridge/disclosure-control';
import { Inject, Injectable } from '@nestjs/common';
import { CountersRepository } from '../counting/counters.repository.ts';
import { periodsFrom } from './period.ts';
import { type Asked, type Decided, decide } from './release-figures.ts';
import { publicForm } from './public-form.ts';
import { ReleasesRepository } from './releases.repository.ts';
import { Tally } from './tally.ts';
import type { TableId } from './catalogue.ts';

/** Where what is held back, and noise, are drawn from. */
export const RANDOM = Symbol('random');
/** Reports that are counted between two signs of life. */
const STRETCH = 1_000;

/** Makes releases, one after the other in the order of their numbers. A kill anywhere costs what was not written yet, and nobody saw it. */
@Injectable()
export class ReleaseMaker {
  constructor(
    private readonly releases: ReleasesRepository,
    private readonly counters: CountersRepository,
    private readonly consumers: ConsumerStatus,
    private readonly audit: Audit,
    private readonly clock: StoreClock,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  /**
   * Makes the release that has waited longest, unless there is none or counting is not live.
   * @param alive is called again and again while it works
   * @returns its number
   * @throws ReleaseTakenOver where another instance makes it meanwhile
   */
  async makeNext(alive: () => Promise<unknown>): Promise<number | undefined> {
    const [number] = await this.releases.unpublished();
    const generation = await this.generation();
    if (number === undefined || generation === undefined) return undefined;
    const run = randomUUID();
    const { asked, done } = await this.releases.begin(number, run);
    const open = asked.tables.filter((table) => !done.includes(table));
    const tally = await this.tally(generation, asked, open, alive);
    for (const table of open) {
      await alive();
      await this.releases.writeTable(number, run, table, await this.decided(number, asked, table, tally));
    }
    await this.publish(number, run);
    return number;
  }

  /** What a release of this would show and leave out now; nothing is written. */
  async preview(generation: string, asked: Asked): Promise<Decided[]> {
    const tally = await this.tally(generation, asked, asked.tables, () => Promise.resolve());
    return (await Promise.all(asked.tables.map((table) => this.decided(Infinity, asked, table, tally)))).flat();
  }

  /** What is counted now; absent while counts are made anew, when they would be too low. */
  async generation(): Promise<string | undefined> {
    const topic = (await this.consumers.topics()).find(({ topic: name }) => name === 'reports');
    return topic?.state === 'live' ? topic.generation : undefined;
  }

  private async tally(
    generation: string,
    { from, to, epsilon }: Asked,
    tables: readonly TableId[],
    alive: () => Promise<unknown>,
  ): Promise<Tally> {
    const periods = periodsFrom(from, to);
    const tally = new Tally(tables, periods, epsilon !== undefined);
    let counted = 0;
    for await (const report of this.counters.contributionsOccurred(generation, periods.from, periods.until)) {
      tally.add(report);
      counted += 1;
      if (counted % STRETCH === 0) await alive();
    }
    return tally;
  }

  private async decided(release: number, asked: Asked, table: TableId, tally: Tally): Promise<Decided[]> {
    return [...decide(asked, table, tally, await this.releases.givenBefore(release, table), this.random)];
  }

  private async publish(number: number, run: string): Promise<void> {
    const [release, figures, publishedAt] = await Promise.all([
      this.releases.begin(number, run),
      this.releases.figuresOf(number),
      this.clock.now(),
    ]);
    const form = publicForm({ ...release, publishedAt }, figures);
    await this.audit.record({
      actor: { by: 'service', service: 'trend-detection' },
      action: 'statistics.published',
      objects: [{ kind: 'statistics-release', id: String(number) }],
      details: { figures: figures.length, ...(release.asked.epsilon !== undefined && { epsilon: release.asked.epsilon }) },
    });
    await this.releases.publish(number, run, publishedAt, createHash('sha256').update(JSON.stringify(form)).digest('hex'));
  }
}
