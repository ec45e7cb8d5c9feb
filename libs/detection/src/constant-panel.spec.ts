import { describe, expect, it } from '@jest/globals';
import { Chance } from '../test/chance.ts';
import { constantPanel } from './constant-panel.ts';
import type { Contribution } from './contributions.ts';

const YEARS = { baseline: { from: 1, to: 3 }, window: { from: 4, to: 4 } };

describe('the constant panel', () => {
  it('is those that reported in every bucket, and measures the rise in them alone', () => {
    const rows = [
      ...years('a', 10, 10, 10, 12),
      ...years('b', 20, 20, 20, 18),
      ...years('late', 0, 0, 0, 60).slice(3),
      ...years('gap', 5, 5, 5, 5).slice(1),
    ];
    expect(constantPanel(rows, YEARS)).toEqual({
      contributorsBefore: expect.closeTo(8 / 3),
      contributorsNow: 4,
      rise: expect.closeTo(95 / (100 / 3) - 1),
      organisations: 2,
      panelRise: 0,
      p: 0.5,
    });
  });

  it('is empty where nobody reported throughout', () => {
    expect(constantPanel([], YEARS)).toMatchObject({ organisations: 0, panelRise: 0, p: 1 });
    expect(constantPanel([...years('a', 1).slice(0, 1), ...years('b', 0, 1).slice(1)], YEARS)).toMatchObject({ organisations: 0, p: 1 });
  });

  it('is empty where nobody reported before', () => {
    const now = [...years('a', 0, 0, 0, 9), ...years('b', 0, 0, 0, 8)].filter(({ bucket }) => bucket === 4);
    expect(constantPanel(now, YEARS)).toMatchObject({ contributorsBefore: 0, contributorsNow: 2, organisations: 0, p: 1 });
  });

  it('calls a rise significant no oftener than asked, however unlike the organisations are, and sees one of a half nearly always', () => {
    const chance = new Chance(1969);
    const runs = 2000;
    const below = { same: 0, risen: 0 };
    for (let run = 0; run < runs; run++) {
      const levels = Array.from({ length: 15 }, () => 3 + chance.exponential(0.05));
      const panel = (factor: number) =>
        levels.flatMap((level, i) => years(`o${i}`, ...[1, 1, 1, factor].map((times) => chance.negativeBinomial(level * times, 3))));
      if (constantPanel(panel(1), YEARS).p <= 0.05) below.same++;
      if (constantPanel(panel(1.5), YEARS).p <= 0.05) below.risen++;
    }
    expect(below.same / runs).toBeLessThan(0.07);
    expect(below.same / runs).toBeGreaterThan(0.03);
    expect(below.risen / runs).toBeGreaterThan(0.9);
  });
});

function years(organisation: string, ...amounts: number[]): Contribution[] {
  return amounts.map((amount, i) => ({ organisation, bucket: i + 1, amount, delayDays: 0, firstBucketOfOrganisation: 0 }));
}
