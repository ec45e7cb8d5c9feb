import { describe, expect, it } from '@jest/globals';
import { ATTRIBUTIONS } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import fc from 'fast-check';
import { narrows } from './narrowing.ts';
import { atLeast, canSee } from './policy.ts';
import { readerFrom } from './reader.ts';
import { communities, organisations, sharedReports, somePerson, somePurpose } from './testing.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const attributed = sharedReports.chain(({ grants: _, ...report }) =>
  fc.constantFrom(...ATTRIBUTIONS).map((attribution) => ({ ...report, attribution })),
);
/** Two revisions of one report; of half of them the second adds communities and nothing else. */
const revisions = fc.tuple(attributed, attributed, fc.boolean()).map(([before, other, adds]) => {
  if (!adds) return [before, { ...other, contributor: before.contributor }] as const;
  const communities = [...new Set([...(before.marking.communities ?? []), ...(other.marking.communities ?? [])])];
  return [before, { ...before, marking: { ...before.marking, communities } }] as const;
});

describe('narrows', () => {
  it('misses no revision after which somebody sees less', () => {
    let kept = 0;
    fc.assert(
      fc.property(
        organisations,
        communities,
        somePurpose,
        fc.option(somePerson),
        revisions,
        (who, known, purpose, person, [before, after]) => {
          if (narrows(before, after)) return;
          kept += 1;
          const reader = readerFrom(who, { community: (id) => known.get(id), now: NOW, person: person ?? undefined });
          expect(atLeast(canSee(reader, purpose, after), canSee(reader, purpose, before))).toBe(true);
        },
      ),
      { seed: 6, numRuns: 20_000 },
    );
    expect(kept).toBeGreaterThan(1_000);
  });

  const report = structuredReport({ marking: { tlp: 'amber', communities: ['practitioners'] }, attribution: 'kind-and-country' });
  it.each([
    ['the same again', {}, false],
    ['one more community', { marking: { tlp: 'amber', communities: ['practitioners', 'research'] } }, false],
    ['a looser label', { marking: { tlp: 'green', communities: ['practitioners'] } }, false],
    ['made public', { marking: { tlp: 'clear' }, basis: 'no-personal-data' }, false],
    ['a community less', { marking: { tlp: 'amber', communities: ['research'] } }, true],
    ['a stricter label', { marking: { tlp: 'amber+strict', communities: ['practitioners'] } }, true],
    ['a territory', { marking: { tlp: 'amber', communities: ['practitioners'], territory: ['SE'] } }, true],
    ['a handling code', { marking: { tlp: 'amber', communities: ['practitioners'], handling: ['H2'] } }, true],
    ['a purpose less', { usePurposes: ['prevention'] }, true],
    ['a ground with personal data', { basis: 'legal-duty' }, true],
    ['it concerns a child', { concernsMinors: true }, true],
    ['its sender hides', { attribution: 'hidden' }, true],
    ['its sender shows itself', { attribution: 'named' }, false],
  ] as const)('%s', (_title, over, expected) => {
    expect(narrows(report, { ...report, ...over } as typeof report)).toBe(expected);
  });
});
