import { describe, expect, it } from '@jest/globals';
import { quietNetwork } from './quiet-network.ts';

const network = quietNetwork({ seed: 1005, series: 2000, years: 4, weeks: 26 });
const [weeks] = network;
const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

describe('quietNetwork', () => {
  it('has the series that are asked for, in buckets of all lengths, longer ones for longer back', () => {
    const all = network.map(({ series }) => series.length);
    expect(sumOf(all)).toBeGreaterThanOrEqual(2000);
    expect(sumOf(all)).toBeLessThan(2020);
    expect(network.map(({ bucketsPerYear, judged, series }) => [Math.round(bucketsPerYear), judged, series[0]!.reports.length])).toEqual([
      [52, 26, 235],
      [12, 6, 102],
      [4, 2, 66],
      [1, 1, 17],
    ]);
  });

  it('has busy series, and as many sparse ones as life has', () => {
    const rates = weeks!.series.map(({ reports }) => sumOf(reports) / reports.length);
    const part = (wanted: (rate: number) => boolean) => rates.filter(wanted).length / rates.length;
    expect(part((rate) => rate < 1)).toBeGreaterThan(0.6);
    expect(part((rate) => rate < 0.1)).toBeGreaterThan(0.2);
    expect(part((rate) => rate > 5)).toBeGreaterThan(0.1);
    expect(Math.max(...rates)).toBeGreaterThan(50);
  });

  it('has series that vary more than chance has it, and hold nothing for most of the time', () => {
    const spread = ({ reports }: { reports: readonly number[] }) => {
      const mean = sumOf(reports) / reports.length;
      return sumOf(reports.map((count) => (count - mean) ** 2)) / reports.length / mean;
    };
    const busy = weeks!.series.filter(({ reports }) => sumOf(reports) > 2 * reports.length);
    expect(busy.filter((one) => spread(one) > 2).length).toBeGreaterThan(50);
    expect(busy.filter((one) => spread(one) < 1.3).length).toBeGreaterThan(100);
    const empty = ({ reports }: { reports: readonly number[] }) => reports.filter((count) => count === 0).length / reports.length;
    expect(weeks!.series.filter((one) => empty(one) > 0.7 && spread(one) > 2).length).toBeGreaterThan(50);
  });

  it('has sums of the same reports', () => {
    const corridors = weeks!.series.slice(-400);
    const { reports, stated } = corridors.reduce((most, next) => (sumOf(next.reports) > sumOf(most.reports) ? next : most));
    expect(corridors.every((one) => one.reports.every((count, t) => count <= reports[t]!))).toBe(true);
    expect(sumOf(stated!)).toBeGreaterThan(sumOf(reports) / 2);
  });

  it('has no fewer persons than reports, where these state some', () => {
    const plain = weeks!.series.slice(0, 1000).filter(({ stated }) => stated);
    expect(plain.length).toBeGreaterThan(400);
    expect(plain.every(({ reports, stated }) => stated!.every((count, t) => count >= reports[t]! && (reports[t]! > 0 || count === 0)))).toBe(true); // prettier-ignore
  });

  it('is the same under the same seed, and another under another', () => {
    const [again, other] = [1005, 1006].map((seed) => quietNetwork({ seed, series: 200, years: 1, weeks: 4 }));
    expect(quietNetwork({ seed: 1005, series: 200, years: 1, weeks: 4 })).toEqual(again);
    expect(other).not.toEqual(again);
  });
});
