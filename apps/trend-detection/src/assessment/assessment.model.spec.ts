import { describe, expect, it } from '@jest/globals';
import { ARTEFACTS, restsOnSeveral } from '@landbridge/contracts';
import fc from 'fast-check';
import { epochDay } from '../counting/calendar.ts';
import { episodesOf } from '../evaluation/episodes.ts';
import { WEEK } from '../evaluation/grain.ts';
import { changeOf, matchTrends, retraction, type TrendChange } from '../evaluation/reconcile.ts';
import type { Rise } from '../evaluation/rises.ts';
import { type JudgedTrend, perWeek } from '../trends/judgement.ts';
import type { Assessment } from './assessment.schema.ts';
import { acknowledge, assign, type Case, type Decided, dismiss, fillIn, merge, note, NotNow, publish, reopen } from './decisions.ts';
import { missingIn, type Sheet } from './sheet.ts';
import { completeSheet } from './testing.ts';

const START = epochDay('2026-01-05');
const AUDIENCE = 'practitioners';
const LINES = ['corridor:RO>SE', 'origin:RO'] as const;

/** What a week brings on a line, or what a late report makes of an earlier one. */
interface Week {
  readonly line: number;
  readonly back: number;
  readonly observed: number;
  readonly organisations: number;
  readonly survives: boolean;
}
type Step =
  | { readonly kind: 'week'; readonly weeks: readonly Week[]; readonly quiet: number }
  | { readonly kind: 'act'; readonly act: number; readonly trend: number; readonly other: number; readonly sheet: Sheet };

const weeks: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('week' as const),
  quiet: fc.constantFrom(1, 1, 1, 3, 6, 12),
  weeks: fc.array(
    fc.record({
      line: fc.constantFrom(0, 0, 1),
      back: fc.constantFrom(0, 0, 0, 1, 2),
      observed: fc.constantFrom(0, 8, 10, 12, 16, 30),
      organisations: fc.constantFrom(1, 2, 3, 3),
      survives: fc.constantFrom(true, true, true, false),
    }),
    { maxLength: 3 },
  ),
});
const sheets = fc.constantFrom<Sheet>(
  completeSheet(),
  completeSheet(),
  completeSheet(),
  completeSheet(),
  { artefacts: [] },
  completeSheet({ artefacts: ARTEFACTS.map((code) => ({ code, finding: 'present', reason: 'It is.' })) }),
);
const acts: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('act' as const),
  act: fc.constantFrom(0, 1, 2, 3, 3, 4, 4, 5, 6, 7),
  trend: fc.constantFrom(0, 0, 1, 2),
  other: fc.nat(3),
  sheet: sheets,
});

const rise = ({ line, observed, organisations, survives }: Week): Rise => ({
  kind: 'rise',
  lead: { series: LINES[line] ?? LINES[0], measure: 'reports', method: 'default', p: 0.001, buckets: 1, observed, expected: 3, bound: 7 },
  shares: [],
  organisations,
  countries: 1,
  survivesLeavingOneOut: survives,
  artefacts: [],
});

/** One audience over time, in memory: evaluation and people change its trends in turn. */
class Network {
  readonly trends = new Map<string, JudgedTrend>();
  readonly assessments = new Map<string, Assessment>();
  readonly tally = { acts: 0, opened: 0, published: 0, takenBack: 0, silent: 0, risen: 0, named: 0 };
  private readonly alarms = new Map<number, Map<number, Rise>>();
  private week = START;

  pass({ weeks, quiet }: Extract<Step, { kind: 'week' }>): void {
    this.week += 7 * quiet;
    for (const one of weeks) {
      const at = this.week - 7 * one.back;
      const rises = this.alarms.get(at) ?? new Map<number, Rise>();
      this.alarms.set(at, rises);
      if (one.observed === 0) rises.delete(one.line);
      else rises.set(one.line, rise(one));
    }
    for (const change of this.evaluate()) this.write(change);
    // evaluating again changes nothing
    expect(this.evaluate()).toEqual([]);
  }

  private evaluate(): TrendChange[] {
    const stored = [...this.trends.values()];
    const buckets = [...this.alarms].sort(([a], [b]) => a - b).map(([bucket, rises]) => ({ bucket, rises: [...rises.values()] }));
    const { matches, gone } = matchTrends(stored, episodesOf(buckets, WEEK));
    const present = { closedWeek: this.week, evaluatedAt: '2026-03-16T01:00:00Z' };
    const left = { numbers: { observed: 0, expected: 3, bound: 7 }, evidence: { organisations: 0, countries: 0, survivesLeavingOneOut: false }, otherCharter: false }; // prettier-ignore
    const taken = new Set(this.trends.keys());
    const changes = gone.map((trend) => retraction(trend, left, present));
    for (const match of matches) {
      const change = changeOf(AUDIENCE, match, taken, present);
      if (!change) continue;
      taken.add(change.trend.id);
      changes.push(change);
    }
    return changes;
  }

  act({ act, trend, other, sheet }: Extract<Step, { kind: 'act' }>): void {
    const of = this.caseAt(trend);
    const into = this.caseAt(other);
    if (!of || !into) return;
    const mergedInto = of.assessment.duplicateOf;
    const decide = [
      () => acknowledge(of),
      () => assign(of, { organisation: 'a', person: String(other) }),
      () => note(of, 'A word.'),
      () => fillIn(of, sheet),
      () => publish(of),
      () => dismiss(of, 'campaign', undefined),
      () => merge(of, into),
      () => reopen(of, mergedInto === undefined ? undefined : this.caseOf(mergedInto)),
    ];
    try {
      for (const decided of decide[act]?.() ?? []) this.keep(decided);
    } catch (error) {
      if (!(error instanceof NotNow)) throw error;
    }
  }

  private keep({ of, change, assessment }: Decided): void {
    expect(this.assessments.get(of.trend.id)?.version ?? 0).toBe(of.assessment.version);
    const next = { ...of.assessment, ...assessment, version: of.assessment.version + 1 } as Assessment;
    this.assessments.set(of.trend.id, next);
    this.tally.acts += 1;
    if (change) this.write(change);
  }

  private write(change: TrendChange): void {
    const { trend } = change;
    const before = this.trends.get(trend.id);
    expect(trend.revision).toBe((before?.revision ?? 0) + 1);
    if (change.event === 'trend.opened') this.opened(trend, before);
    if (trend.state === 'published') this.tally.published += 1;
    if (before?.state === 'published' && trend.state === 'under-assessment') this.tally.takenBack += 1;
    if (!before && trend.state === 'dismissed') this.tally.silent += 1;
    this.trends.set(trend.id, trend);
  }

  /** What opens is new to the team: no line opens that was dismissed as it is. */
  private opened(trend: JudgedTrend, before: JudgedTrend | undefined): void {
    this.tally.opened += 1;
    const level = trend.judgement?.dismissed;
    const sameLine = [...this.trends.values()].filter(
      ({ id, series, state, firstBucket }) =>
        id !== trend.id && series.value === trend.series.value && state !== 'retracted' && firstBucket < trend.firstBucket,
    );
    const last = sameLine.sort((a, b) => (a.firstBucket < b.firstBucket ? -1 : 1)).at(-1);
    const dismissed = before?.state === 'dismissed' ? before : !before && last?.state === 'dismissed' ? last : undefined;
    if (!dismissed) return;
    this.tally.risen += 1;
    expect(level?.risen).toBe(true);
    expect(perWeek(trend.evidence)).toBeGreaterThan(1.5 * (dismissed.judgement?.dismissed?.perWeek ?? Infinity));
    expect(trend.explanation).toContain('was dismissed before');
  }

  require(): void {
    for (const trend of this.trends.values()) {
      if (trend.state !== 'published') continue;
      expect(missingIn(this.assessments.get(trend.id)?.sheet)).toEqual([]);
      expect(restsOnSeveral(trend)).toBe(true);
    }
    for (const trend of this.trends.values()) this.requireNamed(trend);
  }

  /** Nothing else shows a change here: what a trend names was merged into it, and could be published itself. */
  private requireNamed({ shares = [], judgement: { merged = [] } = {} }: JudgedTrend): void {
    const told = merged
      .flatMap(({ trend }) => this.trends.get(trend) ?? [])
      .filter((one) => one.state !== 'retracted' && restsOnSeveral(one));
    for (const series of shares) expect(told.map((one) => one.series)).toContainEqual(series);
    this.tally.named += shares.length;
  }

  private caseAt(i: number): Case | undefined {
    const id = [...this.trends.keys()].at(-1 - (i % Math.max(1, this.trends.size)));
    return id === undefined ? undefined : this.caseOf(id);
  }

  private caseOf(id: string): Case | undefined {
    const trend = this.trends.get(id);
    return trend && { trend, assessment: this.assessments.get(id) ?? { _id: id, version: 0 } };
  }
}

describe('people and evaluation, whatever they do in turn', () => {
  const tally: Network['tally'] = { acts: 0, opened: 0, published: 0, takenBack: 0, silent: 0, risen: 0, named: 0 };

  it('publish only what is assessed and rests on several, keep what is dismissed silent, and lose nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(weeks, acts, acts), { minLength: 20, maxLength: 60 }), (steps) => {
        const network = new Network();
        for (const step of steps) {
          if (step.kind === 'week') network.pass(step);
          else network.act(step);
          network.require();
        }
        const versions = [...network.assessments.values()].reduce((sum, { version }) => sum + version, 0);
        expect(versions).toBe(network.tally.acts);
        for (const name of Object.keys(tally) as (keyof typeof tally)[]) tally[name] += network.tally[name];
      }),
      { seed: 7, numRuns: 400 },
    );
    // else nothing was tried
    for (const count of Object.values(tally)) expect(count).toBeGreaterThan(3);
  });
});
