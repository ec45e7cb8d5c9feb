import { describe, expect, it } from '@jest/globals';
import { Reasons } from '../bulk/reasons.ts';
import type { SeenTrend } from '../demo/trends.ts';
import { foundWords } from './found.ts';

const trend = (over: Partial<SeenTrend>): SeenTrend => ({
  id: 'a',
  state: 'candidate',
  audience: 'practitioners',
  series: { dimension: 'corridor', value: 'NP>SE', measure: 'reports' },
  firstBucket: '2026-11-16',
  lastBucket: '2026-11-16',
  evidence: { bucket: '2026-11-16', observed: 15, expected: 7.2, upperBound: 12 },
  ...over,
});

describe('foundWords', () => {
  it('says what was taken, why lines were refused, and what was found in the past and now', () => {
    const reasons = new Reasons();
    reasons.add([{ pointer: '/observed/from', detail: 'must be a day' }]);
    const text = foundWords({ accepted: 12_000, alreadyHeld: 30, rejected: 1, reasons }, 12_345, [
      trend({}),
      trend({ id: 'b', state: 'closed', closedBecause: 'history' }),
      trend({ id: 'c', state: 'closed', closedBecause: 'ended' }),
    ]);
    expect(text.split('\n').map((line) => line.trim())).toEqual([
      'History   12,000 reports accepted, 30 held already, 1 rejected',
      '1  observed.from: must be a day',
      'Counted   12,345 reports in all',
      'Past      1 change found in the history that is over',
      'Open      1 series changed and not over',
      'Nepal → Sweden: 15 reports in the week of 16 November 2026, 7.2 expected',
    ]);
  });

  it('says when no change goes on', () => {
    expect(foundWords({ accepted: 1, alreadyHeld: 0, rejected: 0, reasons: new Reasons() }, 1, [])).toContain('no change goes on');
  });
});
