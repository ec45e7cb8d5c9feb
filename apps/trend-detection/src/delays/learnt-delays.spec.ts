import { describe, expect, it } from '@jest/globals';
import { type Arrived, atOnce, LearntDelays } from './learnt-delays.ts';

/** A Monday. */
const TODAY = 20_514;
const EVE = TODAY - 1;
const WEEK = { from: TODAY - 7, until: TODAY };

const arrived = (organisation: string, kind: Arrived['kind'], recorded: number, delay: number): Arrived => ({
  organisation,
  kind,
  recorded,
  accepted: recorded + delay,
});
/** One report a day of the last so many days, of three organisations in turn, as far as it has come. */
const daily = (kind: Arrived['kind'], delay: number, days = 182, name: string = kind): Arrived[] =>
  Array.from({ length: days }, (_, i) => arrived(`${name}-${i % 3}`, kind, EVE - i, delay)).filter(({ accepted }) => accepted <= EVE);
/** They have sent before, so that nothing of theirs is history. */
const before = (reports: readonly Arrived[]): Arrived[] =>
  [...new Set(reports.map(({ organisation }) => organisation))].map((organisation) => arrived(organisation, 'ngo', EVE - 300, 0));
const learnt = (...reports: Arrived[]) => LearntDelays.of([...before(reports), ...reports], TODAY);
const share = (delays: LearntDelays<Arrived> | undefined, own: Arrived[] = []) => delays?.coverage(WEEK, 0, own).mean;

describe('LearntDelays', () => {
  it('expects of last week the days that are older than the delay', () => {
    expect(share(learnt(...daily('ngo', 0)))).toBeGreaterThan(0.99);
    expect(share(learnt(...daily('ngo', 3)))).toBeCloseTo(4 / 7, 1);
    expect(share(learnt(...daily('ngo', 20)))).toBeCloseTo(0, 1);
  });

  it('expects of a series what its kinds of organisations let expect', () => {
    const [police, ngo] = [daily('police', 0), daily('ngo', 20)];
    const delays = learnt(...police, ...ngo);
    expect(share(delays)).toBeGreaterThan(0.4);
    expect(share(delays)).toBeLessThan(0.6);
    expect(share(delays, police)).toBeGreaterThan(0.98);
    expect(share(delays, ngo)).toBeLessThan(0.02);
  });

  it('does not learn from history that was loaded when its organisation joined, and does from what comes as late later', () => {
    const JOINED = EVE - 60;
    const history = Array.from({ length: 90 }, (_, i) => arrived('new', 'ngo', JOINED - i - 1, i + 1));
    const since = Array.from({ length: 60 }, (_, i) => arrived('new', 'ngo', EVE - i, 0));
    expect(share(LearntDelays.of([...history, ...since], TODAY))).toBeGreaterThan(0.98);
    // the same reports of one that has been sending all the time did come late
    expect(share(learnt(...history, ...since))).toBeLessThan(0.8);
  });

  it('takes what comes later than a quarter for back-fill', () => {
    const late = Array.from({ length: 90 }, (_, i) => arrived('late', 'ngo', EVE - 180 + i, 91 + (i % 3)));
    const onTime = daily('ngo', 0);
    expect(share(learnt(...onTime, ...late.filter(({ accepted, recorded }) => accepted - recorded > 91)))).toBeGreaterThan(0.98);
  });

  it('takes a kind with few reports, or of few organisations, for one of all kinds', () => {
    const all = daily('ngo', 0);
    const few = daily('police', 20, 40);
    const one = Array.from({ length: 150 }, (_, i) => arrived('only', 'academic', EVE - 30 - i, 20));
    expect(share(learnt(...all, ...few), few)).toBeGreaterThan(0.8);
    const delays = learnt(...all, ...one);
    // its own reports all come too late for last week
    expect(share(delays, one)).toBeGreaterThan(0.3);
  });

  it('knows that fewer reports are recorded on some days', () => {
    const weekdays = daily('ngo', 0).filter(({ recorded }) => ![0, 6].includes(new Date(recorded * 86_400_000).getUTCDay()));
    const delays = learnt(...weekdays);
    const running = (today: number) => delays?.coverage({ from: TODAY - 7 + today, until: TODAY + today }, 0, []).mean;
    // five days of the week are over where only the week-end is to come
    expect(running(2)).toBeCloseTo(3 / 5, 1);
    expect(running(5)).toBeCloseTo(0, 1);
  });

  it('is less sure where reports come in batches', () => {
    const batches = Array.from({ length: 180 }, (_, i) => arrived(`ngo-${i % 3}`, 'ngo', EVE - i, i % 30)).filter(
      ({ accepted }) => accepted <= EVE,
    );
    const singly = Array.from({ length: 180 }, (_, i) => arrived(`ngo-${i}`, 'ngo', EVE - i, i % 30)).filter(
      ({ accepted }) => accepted <= EVE,
    );
    const variance = (reports: Arrived[]) => learnt(...reports)?.coverage(WEEK, 0, []).variance ?? 0;
    expect(variance(batches)).toBeGreaterThan(2 * variance(singly));
  });

  it('tells nothing where few reports have come', () => {
    expect(learnt(...daily('ngo', 0, 29))).toBeUndefined();
    expect(learnt(...daily('ngo', 0, 30))).toBeDefined();
  });

  it('does not learn from today, which is not over', () => {
    const today = Array.from({ length: 90 }, () => arrived('ngo-0', 'ngo', TODAY, 0));
    expect(share(learnt(...daily('ngo', 3), ...today))).toBe(share(learnt(...daily('ngo', 3))));
  });
});

describe('atOnce', () => {
  it('is the size of the lot in which one that comes comes', () => {
    expect(atOnce([1, 1, 1])).toBe(1);
    expect(atOnce([3, 1])).toBe(2.5);
    expect(atOnce([])).toBe(1);
    expect(atOnce([0.5])).toBe(1);
  });
});
