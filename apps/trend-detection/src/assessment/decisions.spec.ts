import { describe, expect, it } from '@jest/globals';
import { compileCheck, Trend, TREND_STATES, type TrendState } from '@landbridge/contracts';
import type { JudgedTrend } from '../trends/judgement.ts';
import { toldInAll } from '../trends/explained.ts';
import type { Assessment } from './assessment.schema.ts';
import {
  acknowledge,
  assign,
  type Case,
  type Decided,
  dismiss,
  fillIn,
  merge,
  missingFor,
  note,
  NotNow,
  publish,
  reopen,
} from './decisions.ts';
import { completeSheet } from './testing.ts';

const trend = (state: TrendState, over: Partial<JudgedTrend> = {}): JudgedTrend => ({
  id: '00000000-0000-8000-8000-000000000001',
  revision: 3,
  state,
  audience: 'practitioners',
  series: { dimension: 'corridor', value: 'RO>SE', measure: 'reports' },
  method: 'default',
  firstBucket: '2026-03-02',
  lastBucket: '2026-03-09',
  evidence: { bucket: '2026-03-02', buckets: 2, observed: 24, expected: 4, upperBound: 9 },
  organisations: 3,
  countries: 2,
  survivesLeavingOneOut: true,
  explanation: 'Change in reports received.',
  evaluatedAt: '2026-03-09T01:00:00Z',
  ...(state === 'published' && { judgement: { published: true } }),
  ...(state === 'dismissed' && { judgement: { dismissed: { perWeek: 12, reason: 'campaign' } } }),
  ...over,
});
const caseOf = (of: JudgedTrend, assessment: Partial<Assessment> = {}): Case => ({
  trend: of,
  assessment: { _id: of.id, version: 0, sheet: completeSheet(), ...assessment },
});
const other = (state: TrendState = 'candidate', over: Partial<JudgedTrend> = {}) =>
  caseOf(
    trend(state, {
      id: '00000000-0000-8000-8000-000000000002',
      series: { dimension: 'origin', value: 'RO', measure: 'reports' },
      shares: [{ dimension: 'citizenship', value: 'RO', measure: 'reports' }],
      ...over,
    }),
  );
const colleague = { organisation: '00000000-0000-4000-8000-00000000000a', person: '00000000-0000-4000-8000-00000000000b' };

const ACTS: Readonly<Record<string, (of: Case) => Decided[]>> = {
  acknowledge,
  assign: (of) => assign(of, colleague),
  note: (of) => note(of, 'Asked the liaison.'),
  fillIn: (of) => fillIn(of, completeSheet({ otherExplanations: 'Something else.' })),
  publish,
  dismiss: (of) => dismiss(of, 'campaign', undefined),
  merge: (of) => merge(of, other()),
  reopen: (of) => reopen(of, undefined),
};
/** What comes of each act in each state: the next state, `same` where the trend stays as it is, `done` where nothing is left to do, or `no`. */
const TABLE: Readonly<Record<string, Readonly<Record<TrendState, string>>>> = {
  acknowledge: { candidate: 'under-assessment', 'under-assessment': 'done', published: 'no', closed: 'no', dismissed: 'no', retracted: 'no' },
  assign: { candidate: 'same', 'under-assessment': 'same', published: 'same', closed: 'no', dismissed: 'no', retracted: 'no' },
  note: { candidate: 'same', 'under-assessment': 'same', published: 'same', closed: 'same', dismissed: 'same', retracted: 'same' },
  fillIn: { candidate: 'same', 'under-assessment': 'same', published: 'same', closed: 'no', dismissed: 'no', retracted: 'no' },
  publish: { candidate: 'published', 'under-assessment': 'published', published: 'done', closed: 'no', dismissed: 'no', retracted: 'no' },
  dismiss: { candidate: 'dismissed', 'under-assessment': 'dismissed', published: 'dismissed', closed: 'no', dismissed: 'done', retracted: 'no' },
  merge: { candidate: 'dismissed', 'under-assessment': 'dismissed', published: 'dismissed', closed: 'no', dismissed: 'no', retracted: 'no' },
  reopen: { candidate: 'done', 'under-assessment': 'done', published: 'no', closed: 'no', dismissed: 'under-assessment', retracted: 'no' },
}; // prettier-ignore

function outcome(act: (of: Case) => Decided[], of: Case): string {
  try {
    const [first] = act(of);
    return first ? (first.change?.trend.state ?? 'same') : 'done';
  } catch (error) {
    if (error instanceof NotNow) return 'no';
    throw error;
  }
}

describe('what people do with a trend', () => {
  it.each(Object.entries(ACTS))('%s goes by its state', (name, act) => {
    expect(Object.fromEntries(TREND_STATES.map((state) => [state, outcome(act, caseOf(trend(state)))]))).toEqual(TABLE[name]);
  });

  it.each(Object.entries(ACTS))(
    '%s makes the next revision, which the contract takes and which tells nothing of the judgement',
    (_, act) => {
      for (const state of TREND_STATES) {
        if (['no', 'done', 'same'].includes(outcome(act, caseOf(trend(state))))) continue;
        for (const { of, change } of act(caseOf(trend(state)))) {
          expect(change?.trend.revision).toBe(of.trend.revision + 1);
          expect(change && compileCheck(Trend).explain(toldInAll(change.trend))).toEqual([]);
        }
      }
    },
  );

  it('keeps at which level a trend was dismissed', () => {
    const [dismissed] = dismiss(caseOf(trend('candidate')), 'other', 'The same press release twice.');
    expect(dismissed?.change).toMatchObject({
      event: 'trend.closed',
      trend: { judgement: { dismissed: { perWeek: 12, reason: 'other' } } },
    });
    expect(dismissed?.act).toEqual({ kind: 'dismissed', reason: 'other', text: 'The same press release twice.' });
  });

  it('dismisses for another reason only once more when it is reopened', () => {
    expect(() => dismiss(caseOf(trend('dismissed')), 'back-fill', undefined)).toThrow('Reopen it first.');
  });

  it('reopens what is over as closed, and silences it no more', () => {
    const [reopened] = reopen(caseOf(trend('dismissed', { closedBecause: 'ended' })), undefined);
    expect(reopened?.change).toMatchObject({ event: 'trend.closed', trend: { state: 'closed' } });
    expect(reopened?.change?.trend).not.toHaveProperty('judgement');
  });
});

describe('publishing', () => {
  const { artefacts } = completeSheet();
  it.each<[string, Partial<JudgedTrend>, Partial<Assessment>, string]>([
    ['has no sheet', {}, { sheet: { artefacts: [] } }, 'the artefact check of new-contributor, back-fill'],
    ['lacks one artefact', {}, { sheet: completeSheet({ artefacts: artefacts.slice(1) }) }, 'the artefact check of new-contributor is not filled in'],
    ['is an artefact', {}, { sheet: completeSheet({ artefacts: artefacts.map((one, i) => (i === 2 ? { ...one, finding: 'present' } : one)) }) }, 'an artefact is present (campaign)'],
    ['rests on one organisation', { organisations: 1 }, {}, 'two organisations'],
    ['is carried by one', { survivesLeavingOneOut: false }, {}, 'one organisation is left out'],
  ])('is refused where it %s', (_, over, assessment, words) => {
    const of = caseOf(trend('under-assessment', over), assessment);
    expect(() => publish(of)).toThrow(words);
    expect(missingFor(of).join()).toContain(words);
  }); // prettier-ignore

  it.each(['otherExplanations', 'harm', 'action'] as const)('is refused without %s', (field) => {
    const { [field]: _, ...sheet } = completeSheet();
    expect(() => publish(caseOf(trend('candidate'), { sheet }))).toThrow('not filled in');
  });

  it('leaves the sheet complete as long as it is published', () => {
    expect(() => fillIn(caseOf(trend('published')), { artefacts: [] })).toThrow('has to stay complete');
  });

  it('forgets that it was taken back before', () => {
    const [published] = publish(caseOf(trend('under-assessment', { judgement: { takenBack: true } })));
    expect(published?.change?.trend.judgement).toEqual({ published: true });
  });

  it('lacks nothing where all is there', () => {
    expect(missingFor(caseOf(trend('candidate')))).toEqual([]);
    const possible = completeSheet({ artefacts: artefacts.map((one) => ({ ...one, finding: 'possible' as const })) });
    expect(missingFor(caseOf(trend('candidate'), { sheet: possible }))).toEqual([]);
  });
});

describe('merging', () => {
  it('dismisses the one as a duplicate, and lists its series with the other', () => {
    const of = caseOf(trend('published'));
    const [merged, took] = merge(of, other());
    expect(merged).toMatchObject({
      act: { kind: 'merged', other: other().trend.id },
      assessment: { duplicateOf: other().trend.id },
      change: { event: 'trend.closed', trend: { state: 'dismissed', judgement: { dismissed: { reason: 'duplicate' } } } },
    });
    expect(took?.change).toMatchObject({
      event: 'trend.revised',
      trend: {
        state: 'candidate',
        shares: [...(other().trend.shares ?? []), of.trend.series],
        judgement: { merged: [{ trend: of.trend.id, series: of.trend.series }] },
      },
    });
  });

  const weak = [{ organisations: 1 }, { survivesLeavingOneOut: false }];
  it.each(weak)('names nothing with the other that could not be published itself: %j', (over) => {
    const of = caseOf(trend('candidate', over));
    const [, took] = merge(of, other());
    expect(took?.change?.trend.shares).toEqual(other().trend.shares);
    expect(took?.change?.trend.judgement?.merged).toEqual([{ trend: of.trend.id, series: of.trend.series }]);
    expect(() => merge(of, other('published'))).toThrow('its audience would read of this one');
    expect(merge(caseOf(trend('candidate')), other('published'))[1]?.change?.trend.shares).toContainEqual(of.trend.series);
  });

  it('keeps the series that are named already, and no other', () => {
    const named = { trend: '00000000-0000-8000-8000-000000000003', series: { dimension: 'purpose', value: 'begging', measure: 'reports' } } as const; // prettier-ignore
    const hidden = { trend: '00000000-0000-8000-8000-000000000004', series: { dimension: 'lure', value: 'job', measure: 'reports' } } as const; // prettier-ignore
    const into = other('candidate', { shares: [named.series], judgement: { merged: [named, hidden] } });
    const [, took] = merge(caseOf(trend('candidate')), into);
    expect(took?.change?.trend.shares).toEqual([named.series, trend('candidate').series]);
  });

  it('is undone by reopening', () => {
    const [merged, took] = merge(caseOf(trend('candidate')), other());
    const into = { ...other(), trend: took!.change!.trend };
    const [reopened, gave] = reopen(caseOf(merged!.change!.trend, { duplicateOf: into.trend.id }), into);
    expect(reopened).toMatchObject({ change: { trend: { state: 'under-assessment' } }, assessment: { duplicateOf: undefined } });
    expect(gave?.change?.trend.shares).toEqual(other().trend.shares);
    expect(gave?.change?.trend).not.toHaveProperty('judgement');
  });

  it('says nothing twice', () => {
    expect(merge(caseOf(trend('dismissed'), { duplicateOf: other().trend.id }), other('closed'))).toEqual([]);
  });

  const many = Array.from({ length: 10 }, (_, i) => ({
    trend: `00000000-0000-8000-8000-00000000010${i}`,
    series: { dimension: 'corridor', value: `A${i}>SE`, measure: 'reports' } as const,
  }));
  it.each<[string, Case | undefined, string]>([
    ['itself', caseOf(trend('candidate')), 'not merged into itself'],
    ['nothing', undefined, 'no trend to merge into'],
    ['another audience', other('candidate', { audience: 'public' }), 'two audiences'],
    ['a closed one', other('closed'), 'is closed'],
    ['a dismissed one', other('dismissed'), 'reopen it'],
    ['one that has taken in ten', other('candidate', { judgement: { merged: many } }), 'At most 10'],
  ])('is refused with %s', (_, into, words) => {
    expect(() => merge(caseOf(trend('candidate')), into)).toThrow(words);
  });
});
