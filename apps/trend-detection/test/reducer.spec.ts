import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { EvaluationBench } from './support/evaluation.ts';
import { WEEK } from './support/rises.ts';
import { organisation, smallReport } from './support/small-reports.ts';

const WEEKS = 30;
const EACH = 6;

/** The `i`-th report of a week, the present one numbered 0; three organisations take turns. */
function reportIn(week: number, i: number, tags: readonly string[], over: Partial<StructuredReport> = {}): StructuredReport {
  const contributor = { id: organisation(i % 3), kind: 'ngo', country: i % 3 === 0 ? 'NO' : 'SE', regime: 'gdpr' } as const;
  return smallReport(WEEK + 7 * week + (i % 7), tags, { contributor, ...over });
}

/** As many reports in each week, with the tags that each is given. */
const weekly = (tagsOf: (week: number, i: number) => string[], over?: (week: number, i: number) => Partial<StructuredReport>) =>
  Array.from({ length: WEEKS }, (_, at) => at - WEEKS + 1).flatMap((week) =>
    Array.from({ length: EACH }, (_, i) => reportIn(week, i, tagsOf(week, i), over?.(week, i))),
  );

describe('the reducer of a week', () => {
  let bench: EvaluationBench;
  beforeEach(async () => {
    bench = await EvaluationBench.open();
  });
  afterEach(() => bench.close());

  async function reduced(reports: readonly StructuredReport[]) {
    await bench.count(...reports);
    await bench.settle();
    const { lines, signals, buckets } = await bench.made();
    const rises = buckets.filter(({ bucket }) => bucket === WEEK).flatMap((one) => one.rises);
    return { lines, signals: signals.filter(({ bucket }) => bucket === WEEK), rises };
  }

  it('corrects for all lines that were tested: what stands among few does not among many', async () => {
    // in every third week one of the tag, and five in the last
    const tagged = (week: number, i: number) => ((week === 0 ? i < 5 : i === 0 && week % 3 === 0) ? ['rare'] : []);
    const few = await reduced(weekly(tagged));
    expect(few.rises.map(({ lead }) => lead.series)).toEqual(['modus-operandi:rare']);
    await bench.close();
    bench = await EvaluationBench.open();
    const others = (week: number, i: number) => Array.from({ length: 10 }, (_, t) => `other-${(week + WEEKS) % 5}-${i}-${t}`);
    const many = await reduced(weekly((week, i) => [...tagged(week, i), ...others(week, i)]));
    expect(many.lines.length).toBeGreaterThan(few.lines.length + 250);
    const own = ({ series }: { series: string }) => series === 'modus-operandi:rare';
    expect(many.signals.filter(own)).toMatchObject([{ p: few.signals.find(own)?.p }]);
    expect(many.rises).toEqual([]);
  });

  const victims = (value: number) => ({ quantities: [{ unit: 'victim' as const, value }] });

  it('makes nothing of what the reports of one organisation state, where there are no more reports', async () => {
    const { signals, rises } = await reduced(weekly(() => [], (week, i) => victims(week === 0 && i % 3 === 1 ? 12 : 1))); // prettier-ignore
    expect(signals.map(({ series, measure }) => `${series} ${measure}`)).toEqual(['total:all victim']);
    expect(rises).toEqual([]);
  });

  it('makes a change of what those of several state', async () => {
    const { rises } = await reduced(weekly(() => [], (week) => victims(week === 0 ? 5 : 1))); // prettier-ignore
    expect(rises).toMatchObject([
      { kind: 'rise', lead: { series: 'total:all', measure: 'victim', observed: 30 }, organisations: 3, survivesLeavingOneOut: true },
    ]);
  });

  it('tells of more reports of one organisation as of what that may be', async () => {
    const more = Array.from({ length: 16 }, () => reportIn(0, 1, ['tag']));
    const { rises } = await reduced([...weekly((_, i) => (i === 1 ? ['tag'] : [])), ...more]);
    expect(rises).toMatchObject([{ lead: { series: 'modus-operandi:tag' }, artefacts: ['one-organisation'], organisations: 1 }]);
  });

  it('tells of a code that was never seen as of a new one', async () => {
    const now = Array.from({ length: 20 }, (_, i) => reportIn(0, i, ['now']));
    const { rises } = await reduced([...weekly(() => ['before']), ...now]);
    expect(rises.map(({ kind, lead }) => `${kind} ${lead.series}`)).toEqual(['new-code modus-operandi:now']);
  });

  it('tells of what nobody reports any more as of a fall', async () => {
    const { rises } = await reduced(weekly((week) => (week < 0 ? ['before'] : [])));
    expect(rises).toMatchObject([{ kind: 'fall', lead: { series: 'modus-operandi:before', observed: 0 }, organisations: 3 }]);
  });

  it('tells of a code that another takes the place of as of one change', async () => {
    const { rises } = await reduced(weekly((week) => [week < -3 ? 'before' : 'now']));
    expect(rises).toMatchObject([
      { kind: 'displacement', lead: { series: 'modus-operandi:now' }, awayFrom: { series: 'modus-operandi:before' } },
    ]);
  });

  it('takes nothing for gone where reporting itself may explain what rises', async () => {
    const newcomer = { id: organisation(9), kind: 'ngo', country: 'SE', regime: 'gdpr' } as const;
    const { rises } = await reduced(weekly((week) => [week < -3 ? 'before' : 'now'], (week) => (week < -3 ? {} : { contributor: newcomer }))); // prettier-ignore
    const told = rises.map(({ kind, lead, artefacts }) => `${kind} ${lead.series} ${artefacts.join(' ')}`.trim());
    expect(told.sort()).toEqual(['fall modus-operandi:before', 'new-code modus-operandi:now new-contributor one-organisation']);
  });

  it('takes nothing for gone that one organisation alone no longer reports', async () => {
    const [itsOwn, ofOthers] = [
      [1, 4, 7, 10, 13, 16],
      [0, 2, 3, 5, 6, 8],
    ];
    const tagged = Array.from({ length: WEEKS }, (_, at) => at - WEEKS + 1).flatMap((week) =>
      (week < -3 ? itsOwn : ofOthers).map((i) => reportIn(week, i, [week < -3 ? 'before' : 'now'])),
    );
    const { rises } = await reduced([...weekly(() => []), ...tagged]);
    const told = rises.map(({ kind, lead, artefacts }) => `${kind} ${lead.series} ${artefacts.join(' ')}`.trim());
    expect(told.sort()).toEqual(['fall modus-operandi:before one-organisation', 'new-code modus-operandi:now']);
  });

  it('says of a series that may stand for a change who is behind it there, and what may explain it', async () => {
    const now = Array.from({ length: 20 }, (_, i) => reportIn(0, i, i % 5 === 0 ? ['wide'] : ['wide', 'narrow']));
    const { rises } = await reduced([...weekly((week, i) => (i === week % 6 ? ['wide', 'narrow'] : [])), ...now]);
    const [rise] = rises;
    const shares = rise?.shares.map(({ series, behind }) => [
      series,
      behind?.organisations,
      behind?.survivesLeavingOneOut,
      behind?.artefacts,
    ]);
    expect([rise?.lead.series, shares]).toEqual([
      'modus-operandi:narrow',
      [
        ['total:all', 3, true, []],
        ['modus-operandi:wide', 3, true, []],
      ],
    ]);
  });
});
