import { describe, expect, it } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { trendsCsv } from './trends-csv.ts';

const TREND: Trend = {
  id: '00000000-0000-8000-8000-000000000001',
  revision: 2,
  state: 'published',
  audience: 'practitioners',
  series: { dimension: 'corridor', value: 'RO>SE', measure: 'reports' },
  method: 'default',
  firstBucket: '2026-02-23',
  lastBucket: '2026-03-02',
  evidence: { bucket: '2026-03-02', observed: 9, expected: 1.5, upperBound: 4 },
  organisations: 2,
  countries: 1,
  survivesLeavingOneOut: false,
  explanation: '=HYPERLINK("https://example.org")',
  evaluatedAt: '2026-03-09T01:00:00Z',
};

const linesOf = (trends: Trend[]) => trendsCsv({ trends }).trimEnd().split('\r\n');

describe('trendsCsv', () => {
  it('writes out what a trend leaves out as the ordinary case, and quotes what a spreadsheet would take for a formula', () => {
    expect(linesOf([TREND])).toEqual([
      'id,revision,state,kind,audience,dimension,value,measure,method,firstBucket,lastBucket,bucket,grain,buckets,observed,expected,upperBound,p,organisations,countries,survivesLeavingOneOut,artefacts,shares,awayFrom,closedBecause,evaluatedAt,explanation',
      '00000000-0000-8000-8000-000000000001,2,published,rise,practitioners,corridor,RO>SE,reports,default,2026-02-23,2026-03-02,2026-03-02,week,1,9,1.5,4,,2,1,false,,,,,2026-03-09T01:00:00Z,"\'=HYPERLINK(""https://example.org"")"',
    ]);
  });

  it('sets what is several into one column', () => {
    const [, line] = linesOf([
      {
        ...TREND,
        kind: 'displacement',
        evidence: { bucket: '2026-01-01', grain: 'quarter', buckets: 2, observed: 9, expected: 1, upperBound: 4, p: 0.001 },
        artefacts: ['campaign', 'back-fill'],
        shares: [
          { dimension: 'origin', value: 'RO', measure: 'reports' },
          { dimension: 'purpose', value: 'begging', measure: 'victim' },
        ],
        awayFrom: { dimension: 'corridor', value: 'RO>IT', measure: 'reports' },
        explanation: 'A change.',
      },
    ]);
    expect(line).toContain(',2026-01-01,quarter,2,9,1,4,0.001,2,1,false,campaign back-fill,');
    expect(line).toContain(',origin:RO:reports purpose:begging:victim,corridor:RO>IT:reports,');
    expect(line).toContain(',displacement,');
  });

  it('has a header where there is no trend', () => {
    expect(linesOf([])).toHaveLength(1);
  });
});
