import { describe, expect, it } from '@jest/globals';
import { sampleReports } from '@landbridge/sample-network';
import { similarity, Signatures } from './signature.ts';

/** From here on two narratives are near-duplicates. */
const NEAR = 0.7;
const SCRIPT = 'script-flower-hall';

const signatures = new Signatures(Buffer.alloc(32, 7));

describe('the signatures of the sample network', () => {
  const told = [...sampleReports({ seed: 1, reports: 6_000, until: new Date('2026-11-26T00:00:00Z') })].flatMap((action) => {
    if (action.action !== 'submit' || 'flaw' in action || action.report.narrative === undefined) return [];
    const signature = signatures.of(action.report.narrative) ?? '';
    return [{ signature, language: action.report.language, isScript: action.planted === SCRIPT }];
  });

  it('are near-duplicates of each other in a planted script, each language for itself', () => {
    const scripts = told.filter(({ isScript }) => isScript);
    expect(scripts.length).toBeGreaterThan(10);
    for (const one of scripts)
      for (const other of scripts) expect(similarity(one.signature, other.signature) >= NEAR).toBe(one.language === other.language);
  });

  it('are near-duplicates nowhere else', () => {
    const rest = told.filter(({ isScript }) => !isScript);
    expect(rest.length).toBeGreaterThan(1_500);
    for (const same of Map.groupBy(rest, ({ language }) => language).values())
      for (const [i, { signature }] of same.entries())
        expect(same.slice(0, i).filter((other) => similarity(signature, other.signature) >= NEAR)).toEqual([]);
  });
});
