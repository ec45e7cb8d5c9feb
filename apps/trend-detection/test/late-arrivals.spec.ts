import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { startOf } from '../src/counting/calendar.ts';
import { Chance } from '../src/counting/model/random-log.ts';
import { EvaluationBench } from './support/evaluation.ts';
import { WEEK } from './support/rises.ts';
import { organisation, smallReport } from './support/small-reports.ts';

const DAY = 86_400_000;
const TAG = 'rented-by-the-week';
/** Weeks that are lived through, the last of them the present one of the bench. */
const LIVED = 5;

/** A year and more of reports on two tags, each accepted up to six weeks after it was recorded, half of them within nine days. */
function network(seed: number, risen = 0): StructuredReport[] {
  const chance = new Chance(seed);
  const weeks = Array.from({ length: 60 }, (_, i) => WEEK - 7 * (59 - i));
  return weeks.flatMap((monday, i) => {
    const tags = [...Array<string>(18 + chance.whole(0, 8)).fill('ordinary'), ...Array<string>(i >= 58 ? 5 + risen : 5).fill(TAG)];
    return tags.map((tag, j) => {
      const day = monday + chance.whole(0, 6);
      const late = Math.min(42, Math.floor(-13 * Math.log(1 - chance.fraction())));
      return smallReport(day, [tag], {
        contributor: { id: organisation(j % 4), kind: 'ngo', country: j % 2 === 0 ? 'SE' : 'NO', regime: 'gdpr' },
        acceptedAt: startOf(day + late).toISOString(),
      });
    });
  });
}

describe('reports that come weeks after they were recorded', () => {
  let bench: EvaluationBench;
  beforeEach(async () => {
    bench = await EvaluationBench.open();
  });
  afterEach(() => bench.close());

  const acceptedBefore = (all: readonly StructuredReport[], until: Date, from = new Date(0)) =>
    all.filter(({ acceptedAt }) => acceptedAt >= from.toISOString() && acceptedAt < until.toISOString());

  /** Counts and evaluates week by week up to the present one of the bench. */
  async function lived(all: readonly StructuredReport[]): Promise<string[]> {
    const present = bench.now;
    let from = new Date(0);
    for (let ago = LIVED; ago >= 0; ago -= 1) {
      bench.now = new Date(present.getTime() - 7 * ago * DAY);
      await bench.count(...acceptedBefore(all, bench.now, from));
      from = bench.now;
      await bench.settle();
    }
    return bench.told();
  }

  it('are no fall while they are on their way', async () => {
    expect(await lived(network(1))).toEqual([]);
    const { families } = await bench.made();
    const [family] = families.filter((one) => 'audience' in one && one.audience === 'practitioners');
    const shares = (family as { arrived: { mean: number }[] }).arrived.map(({ mean }) => mean);
    // about a third of the last week's, and of each older one more
    expect(shares.length).toBeGreaterThan(3);
    expect(shares).toEqual(shares.toSorted((one, other) => one - other));
    expect(shares[0]).toBeLessThan(0.45);
    expect(shares.at(-1)).toBeGreaterThan(0.8);
  });

  it('show a rise by what has come of it', async () => {
    const all = network(2, 22);
    await bench.count(...acceptedBefore(all, bench.now));
    await bench.settle();
    const trends = (await bench.trends()).filter(({ audience, series }) => audience === 'practitioners' && series.value === TAG);
    expect(trends).toMatchObject([{ state: 'candidate', series: { dimension: 'modus-operandi' } }]);
    const sent = all.filter(
      ({ modusOperandi, recordedAt }) => modusOperandi?.includes(TAG) && recordedAt >= startOf(WEEK - 7).toISOString(),
    );
    expect(trends[0]?.evidence.observed).toBeLessThan(sent.length / 2);
  });

  it('give the same, lived through or counted at once', async () => {
    const all = network(3, 22);
    await lived(all);
    const living = await bench.made();
    const other = await EvaluationBench.open();
    try {
      await other.count(...acceptedBefore(all, other.now));
      await other.settle();
      const { lines, signals, buckets, families } = await other.made();
      expect({ lines: living.lines, signals: living.signals, buckets: living.buckets }).toEqual({ lines, signals, buckets });
      expect(living.families.map((family) => ({ ...family, done: 0, total: 0 }))).toEqual(families.map((family) => ({ ...family, done: 0, total: 0 }))); // prettier-ignore
    } finally {
      await other.close();
    }
  });
});
