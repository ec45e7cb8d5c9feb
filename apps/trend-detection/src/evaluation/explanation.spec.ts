import { describe, expect, it } from '@jest/globals';
import { DIMENSIONS, MEASURES, type Trend } from '@landbridge/contracts';
import { explain } from './explanation.ts';

const trend = (over: Partial<Trend> = {}): Omit<Trend, 'explanation'> => ({
  id: '00000000-0000-8000-8000-000000000000',
  revision: 1,
  state: 'candidate',
  audience: 'public',
  series: { dimension: 'corridor-purpose', value: 'VN>GB:forced-labour', measure: 'victim' },
  method: 'ears',
  firstBucket: '2026-02-23',
  lastBucket: '2026-03-02',
  evidence: { bucket: '2026-03-02', observed: 14, expected: 4.29, upperBound: 9.12 },
  organisations: 1,
  countries: 1,
  survivesLeavingOneOut: false,
  evaluatedAt: '2026-03-09T01:00:00Z',
  ...over,
});

describe('explain', () => {
  it('says what changed, where, since when and how sure, in whole sentences', () => {
    expect(explain(trend())).toBe(
      'Change in reports received: 14 victims stated in reports from Vietnam to United Kingdom with the purpose forced labour in the week of ' +
        '2 March 2026, among public reports, with 4.29 expected from the weeks before, and up to 9.12 ordinary. It began in the week of ' +
        '23 February 2026. At least 1 organisation in at least 1 country contributed to that week. ' +
        'It would not stand out without one contributor. ' +
        'This is a signal to be assessed, not a finding.',
    );
  });

  it('has words for every dimension and measure, and never claims a rise in trafficking', () => {
    for (const dimension of DIMENSIONS)
      for (const measure of MEASURES) {
        const value = { corridor: 'RO>SE', 'corridor-purpose': 'RO>RO:servitude' }[dimension as string] ?? 'RO';
        const text = explain(trend({ series: { dimension, value, measure } }));
        expect(text).toMatch(/^Change in reports received: 14 /);
        expect(text).not.toMatch(/trafficking|undefined/);
      }
  });

  it('says no country of those who hide, and nobody of an empty week', () => {
    expect(explain(trend({ countries: 0 }))).toContain('At least 1 organisation contributed to that week.');
    const empty = explain(trend({ organisations: 0, countries: 0, state: 'retracted', closedBecause: 'reports-withdrawn' }));
    expect(empty).toContain('No report is left in that week. It is taken back');
    expect(empty).not.toContain('stand out without');
  });

  it('has words for every reason to take a trend back', () => {
    const words = ['reports-withdrawn', 'corrected', 'charter-changed'] as const;
    const texts = words.map((closedBecause) => explain(trend({ state: 'retracted', closedBecause })));
    for (const text of texts) expect(text).toContain('It is taken back: ');
    expect(new Set(texts).size).toBe(words.length);
  });

  it('calls a domestic corridor by its country', () => {
    const text = explain(trend({ audience: 'research', series: { dimension: 'corridor', value: 'FR>FR', measure: 'reports' } }));
    expect(text).toContain('14 reports within France in the week of 2 March 2026, among the reports that all of research may see');
  });
});
