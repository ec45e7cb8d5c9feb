import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { historyNeeded } from '@landbridge/detection';
import { Chance } from '../src/counting/model/random-log.ts';
import { EvaluationBench } from './support/evaluation.ts';
import { organisation, smallReport } from './support/small-reports.ts';
import { WEEK } from './support/rises.ts';

const SERIES = 1_500;
const EVALUATED = 40;
const WEEKS = historyNeeded() + EVALUATED;
/** Reports a week of a series, from the rare ones to the busy ones; most are sparse, as they are in any network. */
const RATES = [0.1, 0.15, 0.2, 0.3, 0.5, 1];
/** Tags of one report. */
const TAGS = 6;
const MOST_CANDIDATES_A_WEEK = 0.2;
const AT_ONCE = 2_000;

/** A draw of a Poisson distribution, as so many arrivals come before the time is over. */
function poisson(chance: Chance, mean: number): number {
  let arrivals = 0;
  for (let left = mean + Math.log(1 - chance.fraction()); left > 0; left += Math.log(1 - chance.fraction())) arrivals += 1;
  return arrivals;
}

/** What comes in a week in which nothing changes: each tag so often as chance has it, a few of them on each report. */
function weekOfTags(chance: Chance): string[][] {
  const tags = Array.from({ length: SERIES }, (_, i) =>
    Array<string>(poisson(chance, RATES[i % RATES.length] ?? 0)).fill(`tag-${i}`),
  ).flat();
  const shuffled = chance.shuffled(tags);
  return Array.from({ length: Math.ceil(shuffled.length / TAGS) }, (_, i) => [...new Set(shuffled.slice(i * TAGS, (i + 1) * TAGS))]);
}

const ORIGINS = ['RO', 'BG', 'MD', 'UA', 'NP', 'IN', 'VN', 'NG'];
const DESTINATIONS = ['SE', 'FI', 'NO', 'DK', 'DE', 'NL', 'FR', 'ES'];

/** Of one of a dozen organisations, on one of the days of a week, and of a corridor. */
function reportOf(chance: Chance, week: number, tags: readonly string[]): StructuredReport {
  const contributor = {
    id: organisation(chance.whole(1, 12)),
    kind: 'ngo',
    country: chance.pick(['SE', 'NO', 'FI']),
    regime: 'gdpr',
  } as const;
  const where = { citizenships: [], transit: [], origin: chance.pick(ORIGINS), exploitation: chance.pick(DESTINATIONS) };
  return smallReport(week + chance.whole(0, 6), tags, { contributor, where });
}

describe('a network in which nothing changes', () => {
  let bench: EvaluationBench;
  const chance = new Chance(7);
  beforeAll(async () => {
    bench = await EvaluationBench.open();
    const reports = Array.from({ length: WEEKS }, (_, i) =>
      weekOfTags(chance).map((tags) => reportOf(chance, WEEK - 7 * (WEEKS - 1 - i), tags)),
    ).flat();
    for (let from = 0; from < reports.length; from += AT_ONCE) await bench.count(...reports.slice(from, from + AT_ONCE));
    await bench.settle();
  });
  afterAll(() => bench.close());

  it('has hardly a candidate, among some 1,500 series', async () => {
    const { lines, signals, buckets, trends } = await bench.made();
    // a few tags are too rare for a line
    expect(lines.length).toBeGreaterThan(0.95 * SERIES);
    // chance alone brings many a small p-value
    expect(signals.length).toBeGreaterThan(EVALUATED);
    expect(buckets.flatMap(({ rises }) => rises).length / EVALUATED).toBeLessThanOrEqual(MOST_CANDIDATES_A_WEEK);
    expect(trends.length / EVALUATED).toBeLessThanOrEqual(MOST_CANDIDATES_A_WEEK);
  });

  it('has one as soon as something does change', async () => {
    const rise = Array.from({ length: 20 }, () => reportOf(chance, WEEK, ['tag-5']));
    await bench.count(...rise);
    await bench.settle();
    const candidates = (await bench.trends()).filter(({ state }) => state === 'candidate');
    expect(candidates.map(({ series }) => series.value)).toEqual(['tag-5']);
  });
});
