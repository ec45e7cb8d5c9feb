import { describe, expect, it } from '@jest/globals';
import { CANARY } from './narratives.ts';
import { sampleReports } from './stream.ts';

const until = new Date('2026-11-26T00:00:00Z');

interface Told {
  readonly organisation: string;
  readonly language: string | undefined;
  readonly isScript: boolean;
  /** Word 3-shingles, which the similarity of narratives is made of. */
  readonly shingles: ReadonlySet<string>;
}

function toldIn(): Told[] {
  return [...sampleReports({ seed: 1, reports: 6_000, until, traps: true })].flatMap((action) => {
    if (action.action !== 'submit' || 'flaw' in action || action.report.narrative === undefined) return [];
    const { organisation, report, planted } = action;
    const words =
      action.report.narrative
        .replace(CANARY, '')
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? [];
    const shingles = new Set(words.slice(2).map((_, i) => words.slice(i, i + 3).join(' ')));
    return [{ organisation, language: report.language, isScript: planted === 'script-flower-hall', shingles }];
  });
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((shingle) => other.has(shingle)).length;
  return both / (one.size + other.size - both);
}

const pairs = (list: readonly Told[]) =>
  list.map((one, i) => list.slice(0, i).map((other) => jaccard(one.shingles, other.shingles))).filter(({ length }) => length > 0);

describe('the narratives of the sample', () => {
  const told = toldIn();
  const scripts = told.filter(({ isScript }) => isScript);

  it('are never nearly the same, but for a planted script', () => {
    const rest = told.filter(({ isScript }) => !isScript);
    expect(rest.length).toBeGreaterThan(1_500);
    for (const same of Map.groupBy(rest, ({ language }) => language).values())
      expect(Math.max(...pairs(same).map((some) => Math.max(...some)))).toBeLessThan(0.5);
    for (const one of rest) for (const script of scripts) expect(jaccard(one.shingles, script.shingles)).toBeLessThan(0.1);
  });

  it('spread one script by four organisations or more within six weeks, nearly the same in each of two languages', () => {
    expect(new Set(scripts.map(({ organisation }) => organisation)).size).toBeGreaterThanOrEqual(4);
    const byLanguage = Map.groupBy(scripts, ({ language }) => language);
    expect([...byLanguage.keys()].sort()).toEqual(['en', 'es']);
    for (const same of byLanguage.values()) {
      expect(new Set(same.map(({ organisation }) => organisation)).size).toBeGreaterThanOrEqual(3);
      expect(Math.min(...pairs(same).map((some) => Math.min(...some)))).toBeGreaterThan(0.8);
    }
  });
});
