import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { compileCheck, ReportInput, violations } from '@landbridge/contracts';
import { weeksUntil, dayOf } from './calendar.ts';
import { expectedRejected, FLAW_NAMES } from './flaws.ts';
import { CANARY } from './narratives.ts';
import { sampleOrganisations } from './organisations.ts';
import { sampleReports, type SampleAction, type SampleOptions } from './stream.ts';

const until = new Date('2026-11-25T14:30:00Z');
const actions = [...sampleReports({ seed: 7, reports: 6_000, until })];
const submitted = actions.filter((one) => one.action === 'submit');

const bytesOf = (options: SampleOptions) => {
  const hash = createHash('sha256');
  for (const action of sampleReports(options)) hash.update(JSON.stringify(action));
  return hash.digest('hex');
};

describe('the stream of the sample network', () => {
  it('is the same for the same seed, size and day, and another for any other', () => {
    const options = { seed: 3, reports: 1_000, until };
    const bytes = bytesOf(options);
    expect(bytesOf({ ...options, until: new Date('2026-11-25T00:00:00Z') })).toBe(bytes);
    for (const other of [{ seed: 4 }, { reports: 1_001 }, { until: new Date('2026-11-26T00:00:00Z') }, { traps: true }])
      expect(bytesOf({ ...options, ...other })).not.toBe(bytes);
  });

  it.each([500, 1_000, 4_000, 20_000])('submits exactly the %i reports that were asked for', (reports) => {
    let count = 0;
    for (const { action } of sampleReports({ seed: 1, reports, until })) if (action === 'submit') count += 1;
    expect(count).toBe(reports);
  });

  it('refuses a size that cannot hold the planted changes', () => {
    expect(() => [...sampleReports({ seed: 1, reports: 499, until })]).toThrow(/at least 500/);
  });

  it('is in the order of time, and ends before the day of until', () => {
    const times = actions.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(times.at(-1)! < '2026-11-25').toBe(true);
    expect(dayOf(times[0]!)).toBeGreaterThanOrEqual(weeksUntil(until)[0]!.monday);
  });

  it('holds no report that breaks a rule of the contracts but the bad lines, whose number is known', () => {
    const check = compileCheck(ReportInput);
    const objections = (report: unknown) => {
      const found = check.explain(report);
      return found.length > 0 ? found : violations(report as ReportInput, until);
    };
    for (const action of actions) {
      if (action.action === 'withdraw') continue;
      const found = objections(action.report);
      if ('flaw' in action) expect([action.flaw, found.length > 0]).toEqual([action.flaw, true]);
      else expect(found).toEqual([]);
    }
    const flaws = submitted.flatMap((one) => ('flaw' in one ? [one.flaw] : []));
    expect(flaws).toHaveLength(expectedRejected(6_000));
    expect(new Set(flaws)).toEqual(new Set(FLAW_NAMES));
  });

  it('gives every report an external id of its own, and a time that is its record', () => {
    expect(new Set(submitted.map(({ externalId }) => externalId)).size).toBe(submitted.length);
    for (const { report, externalId, at } of submitted) expect(report).toMatchObject({ externalIds: [externalId], recordedAt: at });
  });

  it('puts a canary into every narrative, reference and external id', () => {
    let narratives = 0;
    for (const { report } of submitted) {
      const secret = [report.narrative, ...texts(report.references), ...texts(report.externalIds)].filter((text) => text !== undefined);
      for (const text of secret) expect(text).toMatch(CANARY);
      const { narrative: _n, references: _r, externalIds: _e, ...rest } = report;
      expect(JSON.stringify(rest)).not.toMatch(CANARY);
      if (report.narrative !== undefined) narratives += 1;
    }
    expect(narratives / submitted.length).toBeGreaterThan(0.3);
    expect(narratives / submitted.length).toBeLessThan(0.5);
  });

  it('corrects and withdraws only what the same organisation submitted before, and does nothing after a withdrawal', () => {
    const state = new Map<string, SampleAction>();
    const count = { submit: 0, correct: 0, withdraw: 0 };
    for (const action of actions) {
      const before = state.get(action.externalId);
      if (action.action === 'submit') expect(before).toBeUndefined();
      else expect(before).toMatchObject({ organisation: action.organisation, action: expect.not.stringMatching('withdraw') as unknown });
      if (action.action === 'correct' && before?.action === 'submit')
        expect(action.report.quantities).not.toEqual(before.report.quantities);
      if (action.action === 'correct') expect(action.report.externalIds).toEqual([action.externalId]);
      state.set(action.externalId, action);
      count[action.action] += 1;
    }
    expect(count.correct / count.submit).toBeCloseTo(0.04, 2);
    expect(count.withdraw / count.submit).toBeCloseTo(0.015, 2);
  });

  it('lets every organisation submit, and only these', () => {
    const ids = sampleOrganisations(7).map(({ id }) => id);
    expect(new Set(actions.map(({ organisation }) => organisation))).toEqual(new Set(ids));
  });
});

function texts(list: unknown): unknown[] {
  return Array.isArray(list) ? list : [];
}
