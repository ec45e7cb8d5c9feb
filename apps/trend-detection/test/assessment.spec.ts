import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { charter, communityState, organisationState } from '@landbridge/contracts/testing';
import type { Caller } from '@landbridge/platform';
import { AssessmentService, type Answered } from '../src/assessment/assessment.service.ts';
import { AssessmentsRepository } from '../src/assessment/assessments.repository.ts';
import { acknowledge, assign, dismiss, fillIn, merge, note, publish, reopen } from '../src/assessment/decisions.ts';
import { PrecisionService } from '../src/assessment/precision.service.ts';
import { completeSheet } from '../src/assessment/testing.ts';
import { startOf } from '../src/counting/calendar.ts';
import { TrendWriter } from '../src/evaluation/trend-writer.ts';
import { FiguresRepository } from '../src/figures/figures.repository.ts';
import { TrendsRepository } from '../src/trends/trends.repository.ts';
import { ANNA, BRUNO, callerOf, NEIGHBOUR, TEAM } from './support/assessors.ts';
import { EvaluationBench } from './support/evaluation.ts';
import { background, RISING, WEEK, weekOf } from './support/rises.ts';

const anna = callerOf(TEAM, ANNA);
const bruno = callerOf(NEIGHBOUR, BRUNO);
const member = callerOf(organisationState({ communities: ['practitioners'] }));
const CORRIDOR = 'practitioners corridor:RO>SE reports';

describe('assessing', () => {
  let bench: EvaluationBench;
  let rise = weekOf(0, 12, RISING);
  beforeEach(async () => {
    bench = await EvaluationBench.open();
    rise = weekOf(0, 12, RISING);
    await bench.count(...background(20), ...rise);
    await bench.round();
    bench.told();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await bench.close();
  });

  type Decide = Parameters<AssessmentService['act']>[2];
  const service = () => bench.part(AssessmentService);
  const corridors = async () =>
    (await bench.trends()).filter(
      ({ series }) => series.dimension === 'corridor' && series.value === 'RO>SE' && series.measure === 'reports',
    );
  const corridor = async (): Promise<Trend> => {
    const found = (await corridors()).at(-1);
    if (!found) throw new Error('There is no trend of the corridor.');
    return found;
  };
  const read = async (caller: Caller = anna) => service().read({ caller, trend: (await corridor()).id, purpose: undefined });
  /** On what is there now, as somebody who has just read it. */
  const act = async (decide: Decide, caller: Caller = anna, other?: string): Promise<Answered> => {
    const { id } = await corridor();
    const terms = { judgement: true, match: { header: '*' }, other: () => other };
    return service().act({ caller, trend: id, purpose: undefined }, terms, decide);
  };
  const published = async () => {
    await act((of) => fillIn(of, completeSheet()));
    return act(publish);
  };
  const dismissed = () => act((of) => dismiss(of, 'campaign', undefined));
  /** The week so many after the present one has passed. */
  const after = async (weeks: number) => {
    bench.now = new Date(startOf(WEEK + 7 * (weeks + 1)).getTime() + 3_600_000);
    await bench.round();
  };
  const shown = async (caller: Caller) => (await bench.answers.trends.page(caller, { limit: 200 })).trends.map(({ id }) => id);
  const gapless = async () => {
    for (const { id, revision } of await bench.trends()) {
      const revisions = await bench.part(TrendsRepository).revisionsOf(id);
      expect(revisions.map(({ trend }) => trend.revision)).toEqual(Array.from({ length: revision }, (_, i) => i + 1));
    }
  };

  it('makes a finding of a candidate, which its audience then sees with what is advised', async () => {
    const { id } = await corridor();
    await act(acknowledge);
    expect(bench.told()).toEqual([`trend.revised ${CORRIDOR}`]);
    await act((of) => note(of, 'Asked the liaison in Bucharest.'));
    await act((of) => assign(of, { organisation: NEIGHBOUR.id, person: BRUNO.id }));
    await act((of) => fillIn(of, completeSheet()), bruno);
    expect(bench.told()).toEqual([]);
    expect(await shown(member)).toEqual([]);
    const { body } = await act(publish, bruno);
    expect(bench.told()).toEqual([`trend.revised ${CORRIDOR}`]);
    expect(body).toMatchObject({ trend: { state: 'published', revision: 3 }, missing: [], assignee: { person: BRUNO.id } });
    expect(body.acts.map(({ act: what, by, revision }) => [what, by.person, revision])).toEqual([
      ['acknowledged', ANNA.id, 2],
      ['noted', ANNA.id, 2],
      ['assigned', ANNA.id, 2],
      ['sheet', BRUNO.id, 2],
      ['published', BRUNO.id, 3],
    ]);
    expect(await shown(member)).toEqual([id]);
    const { otherExplanations, action } = completeSheet();
    const answer = await bench.answers.trends.get(member, id);
    expect(answer.assessment).toEqual({ otherExplanations, action });
    expect(JSON.stringify(answer)).not.toMatch(/Bucharest|Travellers|judgement/);
    expect((await bench.answers.trends.history(member, id)).revisions.map(({ revision }) => revision)).toEqual([3]);
    expect((await bench.answers.trends.history(anna, id)).revisions.map(({ state }) => state)).toEqual([
      'candidate',
      'under-assessment',
      'published',
    ]);
    await bench.round();
    expect(bench.told()).toEqual([]);
    await gapless();
  });

  it('tells nothing of its words to anybody by events', async () => {
    await act((of) => note(of, 'Zebrafish note.'));
    await act((of) => fillIn(of, completeSheet({ otherExplanations: 'Zebrafish explanation.' })));
    await act(publish);
    await act((of) => dismiss(of, 'other', 'Zebrafish reason.'));
    const sent = JSON.stringify(bench.sent);
    expect(sent).toContain('dismissed');
    expect(sent).not.toMatch(/Zebrafish|judgement|perWeek/);
  });

  it('takes a published one back when it rests on one organisation only', async () => {
    const { id } = await corridor();
    await published();
    bench.told();
    await bench.count(...rise.map((report) => ({ ...report, revision: 2, attribution: 'hidden' as const })));
    await bench.round();
    expect(bench.told()).toContain(`trend.revised ${CORRIDOR}`);
    expect(await corridor()).toMatchObject({ id, state: 'under-assessment', organisations: 1 });
    expect(await shown(member)).toEqual([]);
    await expect(bench.answers.trends.get(member, id)).rejects.toThrow('404');
    await expect(bench.answers.trends.history(member, id)).rejects.toThrow('404');
    expect((await read()).body.missing).toEqual(['it does not rest on two organisations that the attributions tell apart']);
    await expect(act(publish)).rejects.toThrow('409 not-now');
    await gapless();
  });

  it('keeps a dismissed line silent until it grows, and says so then', async () => {
    const first = await corridor();
    await dismissed();
    expect(bench.told()).toEqual([`trend.closed ${CORRIDOR}`]);
    const goesOn = Array.from({ length: 8 }, (_, i) => [
      ...weekOf(i + 1, 9, { origin: 'BG', exploitation: 'DE' }),
      ...weekOf(i + 1, 1, RISING),
    ]);
    await bench.count(...goesOn.flat());
    await after(6);
    expect(bench.told()).not.toContain(`trend.opened ${CORRIDOR}`);
    await bench.count(...weekOf(7, 12, RISING));
    await after(7);
    expect(bench.told()).not.toContain(`trend.opened ${CORRIDOR}`);
    const silent = await corridor();
    expect(silent).toMatchObject({ state: 'dismissed', revision: 1 });
    expect(silent.id).not.toBe(first.id);
    expect((await read()).body).toMatchObject({ dismissed: { trend: silent.id }, earlier: [{ trend: first.id, reason: 'campaign' }] });
    await bench.count(...weekOf(8, 40, RISING));
    await after(8);
    expect(bench.told()).toContain(`trend.opened ${CORRIDOR}`);
    const again = await corridor();
    expect(again).toMatchObject({ id: silent.id, state: 'candidate' });
    expect(again.explanation).toContain('A change of this series was dismissed before');
    await bench.round();
    expect(bench.told()).toEqual([]);
    await gapless();
  });

  it('calls a dismissed one up again when late reports make it half as large again', async () => {
    await dismissed();
    bench.told();
    await bench.count(...weekOf(0, 5, RISING));
    await bench.round();
    expect((await corridor()).state).toBe('dismissed');
    await bench.count(...weekOf(0, 5, RISING));
    await bench.round();
    expect(bench.told().filter((event) => event.startsWith('trend.opened'))).toEqual([`trend.opened ${CORRIDOR}`]);
    expect((await corridor()).state).toBe('candidate');
  });

  it('lets a dismissal be taken back', async () => {
    await dismissed();
    await act(reopen);
    expect(await corridor()).toMatchObject({ state: 'under-assessment', revision: 3 });
    await bench.round();
    expect(await corridor()).toMatchObject({ state: 'under-assessment', revision: 3 });
  });

  it('merges one trend into another, and keeps its series with the other when that is evaluated', async () => {
    const elsewhere = { origin: 'NG', exploitation: 'IT' };
    const quiet = Array.from({ length: 19 }, (_, i) => weekOf(i - 19, 1, elsewhere)).flat();
    await bench.count(...quiet, ...weekOf(0, 12, elsewhere));
    await bench.round();
    const other = (await bench.trends()).find(({ series, state }) => series.value === 'NG>IT' && state === 'candidate');
    if (!other) throw new Error('There is no other trend.');
    bench.told();
    const one = await corridor();
    const { body } = await act(merge, anna, other.id);
    expect(body).toMatchObject({ trend: { state: 'dismissed' }, duplicateOf: other.id });
    expect(bench.told().sort()).toEqual([`trend.closed ${CORRIDOR}`, 'trend.revised practitioners corridor:NG>IT reports']);
    const found = async () => (await bench.trends()).find(({ id }) => id === other.id);
    expect((await found())?.shares).toContainEqual(one.series);
    await bench.round();
    expect(bench.told()).toEqual([]);
    await bench.count(...weekOf(0, 1, elsewhere));
    await bench.round();
    expect((await found())?.shares).toContainEqual(one.series);
    await act(reopen, anna, other.id);
    expect((await found())?.shares ?? []).not.toContainEqual(one.series);
    expect(await corridor()).toMatchObject({ state: 'under-assessment' });
    await gapless();
  });

  it('measures precision by what was decided', async () => {
    const precision = () => bench.part(PrecisionService).measure(anna, undefined);
    expect((await precision()).all).toEqual({ by: 'all', published: 0, dismissedAsFalse: 0 });
    const { method } = (await published()).body.trend;
    expect(await precision()).toMatchObject({
      all: { published: 1, dismissedAsFalse: 0, precision: 1 },
      methods: [{ by: method, published: 1 }],
      dimensions: [{ by: 'corridor', published: 1 }],
    });
    await after(6);
    expect(await corridor()).toMatchObject({ state: 'closed', closedBecause: 'ended' });
    expect((await precision()).all).toMatchObject({ published: 1 });
    await expect(bench.part(PrecisionService).measure(member, undefined)).rejects.toThrow('403');
  });

  describe('where several are at work', () => {
    it('takes up what two acknowledge at once only once', async () => {
      await Promise.all([act(acknowledge), act(acknowledge, bruno)]);
      expect(await corridor()).toMatchObject({ state: 'under-assessment', revision: 2 });
      expect((await read()).body.acts).toHaveLength(1);
    });

    it('loses no note of two who write at once', async () => {
      await Promise.all(['One.', 'Two.', 'Three.'].map((text, i) => act((of) => note(of, text), i % 2 === 0 ? anna : bruno)));
      const { acts } = (await read()).body;
      expect(acts.map(({ note: text }) => text).sort()).toEqual(['One.', 'Three.', 'Two.']);
      expect(acts.map(({ number }) => number)).toEqual([1, 2, 3]);
    });

    it('refuses who decides on what a colleague has changed', async () => {
      const { tag, body } = await read();
      const asked = { caller: anna, trend: body.trend.id, purpose: undefined };
      const terms = { judgement: true, match: { header: tag } };
      const sheet =
        (otherExplanations: string): Decide =>
        (of) =>
          fillIn(of, completeSheet({ otherExplanations }));
      const both = await Promise.allSettled([
        service().act(asked, terms, sheet('Mine.')),
        service().act({ ...asked, caller: bruno }, terms, sheet('Mine, too.')),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [lost] = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
      expect(lost).toContain('412 version-mismatch');
      expect((await read()).body.acts).toHaveLength(1);
    });

    it('keeps both what a person and what evaluation makes of it at once', async () => {
      await bench.count(...weekOf(0, 2, RISING));
      await Promise.all([bench.round(), act(acknowledge), act((of) => note(of, 'Meanwhile.'), bruno)]);
      await bench.round();
      expect(await corridor()).toMatchObject({ state: 'under-assessment', revision: 3, evidence: { observed: 15 } });
      expect((await read()).body.acts).toHaveLength(2);
      await gapless();
    });
  });

  describe('killed on its way', () => {
    it.each([
      ['before anything is written', FiguresRepository, 'requireEdition', 'before'],
      ['before its act is', AssessmentsRepository, 'add', 'before'],
      ['after its act is', AssessmentsRepository, 'add', 'after'],
      ['before its trend is', TrendsRepository, 'write', 'before'],
      ['after its trend is', TrendsRepository, 'write', 'after'],
      ['after its event is', TrendWriter, 'tell', 'after'],
    ] as const)('%s, has done nothing, and does it when it is asked again', async (_, type, step, when) => {
      const before = await corridor();
      const part = bench.part<object>(type) as Record<string, (...given: unknown[]) => Promise<unknown>>;
      const write = part[step]?.bind(part);
      const spy = jest.spyOn(part, step).mockImplementationOnce(async (...given) => {
        if (when === 'after') await write?.(...given);
        throw new Error('Killed here.');
      });
      await expect(act(acknowledge)).rejects.toThrow('Killed here.');
      expect(spy).toHaveBeenCalledTimes(1);
      expect(await corridor()).toEqual(before);
      expect((await read()).body.acts).toEqual([]);
      await act(acknowledge);
      expect(await corridor()).toMatchObject({ state: 'under-assessment', revision: 2 });
      expect((await read()).body.acts).toHaveLength(1);
      await gapless();
    });

    it('after all was written, has done it, and does it no second time', async () => {
      await act(acknowledge);
      const again = await act(acknowledge);
      expect(again.body.trend.revision).toBe(2);
      expect(again.body.acts).toHaveLength(1);
    });
  });

  it('decides nothing on figures of a charter that is no longer in force', async () => {
    bench.communities = [communityState({ charter: charter({ clearance: 'red' }), sequence: 2 })];
    await expect(act(acknowledge)).rejects.toThrow('503 figures-made-anew');
  });
});
