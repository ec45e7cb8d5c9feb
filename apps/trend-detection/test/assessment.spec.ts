import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { charter, communityState } from '@landbridge/contracts/testing';
import type { Caller } from '@landbridge/platform';
import { acknowledge, assign, dismiss, fillIn, merge, note, publish, reopen } from '../src/assessment/decisions.ts';
import { PrecisionService } from '../src/assessment/precision.service.ts';
import { completeSheet } from '../src/assessment/testing.ts';
import { anna, Assessing, bruno, CORRIDOR, member } from './support/assessing.ts';
import { ANNA, BRUNO, NEIGHBOUR } from './support/assessors.ts';
import type { EvaluationBench } from './support/evaluation.ts';
import { RISING, weekOf } from './support/rises.ts';

describe('assessing', () => {
  let assessing: Assessing;
  let bench: EvaluationBench;
  beforeEach(async () => {
    assessing = await Assessing.open();
    bench = assessing.bench;
  });
  afterEach(() => bench.close());

  it('makes a finding of a candidate, which its audience then sees with what is advised', async () => {
    const { id } = await assessing.corridor();
    await assessing.act(acknowledge);
    expect(bench.told()).toEqual([`trend.revised ${CORRIDOR}`]);
    await assessing.act((of) => note(of, 'Asked the liaison in Bucharest.'));
    await assessing.act((of) => assign(of, { organisation: NEIGHBOUR.id, person: BRUNO.id }));
    await assessing.act((of) => fillIn(of, completeSheet()), bruno);
    expect(bench.told()).toEqual([]);
    expect(await assessing.shownTo(member)).toEqual([]);
    const { body } = await assessing.act(publish, bruno);
    expect(bench.told()).toEqual([`trend.revised ${CORRIDOR}`]);
    expect(body).toMatchObject({ trend: { state: 'published', revision: 3 }, missing: [], assignee: { person: BRUNO.id } });
    expect(body.acts.map(({ act: what, by, revision }) => [what, by.person, revision])).toEqual([
      ['acknowledged', ANNA.id, 2],
      ['noted', ANNA.id, 2],
      ['assigned', ANNA.id, 2],
      ['sheet', BRUNO.id, 2],
      ['published', BRUNO.id, 3],
    ]);
    expect(await assessing.shownTo(member)).toEqual([id]);
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
    await assessing.requireGapless();
  });

  it('shows where its change stands in its series to those who assess, and to everybody else as long as it is a finding', async () => {
    const { series, audience } = await assessing.corridor();
    const weeksFor = async (caller: Caller) => {
      const { buckets } = await bench.answers.series.read(caller, { ...series, audience, bucket: 'week', clock: 'recorded' });
      return buckets.filter(({ alarm }) => alarm).map(({ from }) => from);
    };
    expect([await weeksFor(anna), await weeksFor(member)]).toEqual([['2026-03-02'], []]);
    await assessing.publish();
    expect(await weeksFor(member)).toEqual(['2026-03-02']);
    await assessing.act((of) => dismiss(of, 'other', 'The same press release twice.'));
    expect([await weeksFor(anna), await weeksFor(member)]).toEqual([['2026-03-02'], []]);
  });

  it('tells nothing of its words to anybody by events', async () => {
    await assessing.act((of) => note(of, 'Zebrafish note.'));
    await assessing.act((of) => fillIn(of, completeSheet({ otherExplanations: 'Zebrafish explanation.' })));
    await assessing.act(publish);
    await assessing.act((of) => dismiss(of, 'other', 'Zebrafish reason.'));
    const sent = JSON.stringify(bench.sent);
    expect(sent).toContain('dismissed');
    expect(sent).not.toMatch(/Zebrafish|judgement|perWeek/);
  });

  it('takes a published one back when it rests on one organisation only', async () => {
    const { id } = await assessing.corridor();
    await assessing.publish();
    bench.told();
    await bench.count(...assessing.rise.map((report) => ({ ...report, revision: 2, attribution: 'hidden' as const })));
    await bench.round();
    expect(bench.told()).toContain(`trend.revised ${CORRIDOR}`);
    expect(await assessing.corridor()).toMatchObject({ id, state: 'under-assessment', organisations: 1 });
    expect(await assessing.shownTo(member)).toEqual([]);
    await expect(bench.answers.trends.get(member, id)).rejects.toThrow('404');
    await expect(bench.answers.trends.history(member, id)).rejects.toThrow('404');
    expect((await assessing.read()).body.missing).toEqual(['it does not rest on two organisations that the attributions tell apart']);
    await expect(assessing.act(publish)).rejects.toThrow('409 not-now');
    await assessing.requireGapless();
  });

  it('leaves a finding to its audience when its change has ended, and takes it away when its reports are withdrawn', async () => {
    const { id } = await assessing.corridor();
    await assessing.publish();
    await assessing.after(6);
    const { otherExplanations, action } = completeSheet();
    expect(await bench.answers.trends.get(member, id)).toMatchObject({
      state: 'closed',
      closedBecause: 'ended',
      explanation: expect.stringContaining('It was assessed and published before it was closed.'),
      assessment: { otherExplanations, action },
    });
    expect(await assessing.shownTo(member)).toEqual([id]);
    const { revisions } = await bench.answers.trends.history(member, id);
    expect(revisions.map(({ state }) => state)).toEqual(['published', 'closed']);
    await bench.count(...assessing.rise.map((report) => ({ withdrawn: report })));
    await bench.round();
    expect(await assessing.corridor()).toMatchObject({ id, state: 'retracted' });
    expect(await assessing.shownTo(member)).toEqual([]);
    await expect(bench.answers.trends.get(member, id)).rejects.toThrow('404');
    await expect(bench.answers.trends.history(member, id)).rejects.toThrow('404');
  });

  it('takes a finding that has ended away from its audience when it rests on one organisation only', async () => {
    const { id } = await assessing.corridor();
    await assessing.publish();
    await assessing.after(6);
    await bench.count(...assessing.rise.map((report) => ({ ...report, revision: 2, attribution: 'hidden' as const })));
    await bench.round();
    expect(await assessing.corridor()).toMatchObject({ id, state: 'closed', organisations: 1 });
    expect(await assessing.shownTo(member)).toEqual([]);
    await expect(bench.answers.trends.get(member, id)).rejects.toThrow('404');
  });

  it('shows nobody else what ended as a candidate', async () => {
    await assessing.after(6);
    expect(await assessing.corridor()).toMatchObject({ state: 'closed' });
    expect(await assessing.shownTo(member)).toEqual([]);
  });

  it('keeps a dismissed line silent until it grows, and says so then', async () => {
    const first = await assessing.corridor();
    await assessing.dismiss();
    expect(bench.told()).toEqual([`trend.closed ${CORRIDOR}`]);
    // so long that the first rise no longer passes for what is usual
    const goesOn = Array.from({ length: 40 }, (_, i) => [
      ...weekOf(i + 1, 9, { origin: 'BG', exploitation: 'DE' }),
      ...weekOf(i + 1, 1, RISING),
    ]);
    await bench.count(...goesOn.flat());
    await assessing.after(38);
    expect(bench.told()).not.toContain(`trend.opened ${CORRIDOR}`);
    await bench.count(...weekOf(39, 12, RISING));
    await assessing.after(39);
    expect(bench.told()).not.toContain(`trend.opened ${CORRIDOR}`);
    const silent = await assessing.corridor();
    expect(silent).toMatchObject({ state: 'dismissed', revision: 1 });
    expect(silent.id).not.toBe(first.id);
    expect((await assessing.read()).body).toMatchObject({
      dismissed: { trend: silent.id },
      earlier: [{ trend: first.id, reason: 'campaign' }],
    });
    await bench.count(...weekOf(40, 40, RISING));
    await assessing.after(40);
    expect(bench.told()).toContain(`trend.opened ${CORRIDOR}`);
    const again = await assessing.corridor();
    expect(again).toMatchObject({ id: silent.id, state: 'candidate' });
    expect(again.explanation).toContain('A change of this series was dismissed before');
    await bench.round();
    expect(bench.told()).toEqual([]);
    await assessing.requireGapless();
  });

  it('calls a dismissed one up again when late reports make it half as large again', async () => {
    await assessing.dismiss();
    bench.told();
    await bench.count(...weekOf(0, 5, RISING));
    await bench.round();
    expect((await assessing.corridor()).state).toBe('dismissed');
    await bench.count(...weekOf(0, 5, RISING));
    await bench.round();
    expect(bench.told().filter((event) => event.startsWith('trend.opened'))).toEqual([`trend.opened ${CORRIDOR}`]);
    expect((await assessing.corridor()).state).toBe('candidate');
  });

  it('lets a dismissal be taken back', async () => {
    await assessing.dismiss();
    await assessing.act(reopen);
    expect(await assessing.corridor()).toMatchObject({ state: 'under-assessment', revision: 3 });
    await bench.round();
    expect(await assessing.corridor()).toMatchObject({ state: 'under-assessment', revision: 3 });
  });

  it('merges one trend into another, and keeps its series with the other when that is evaluated', async () => {
    const elsewhere = { origin: 'NG', exploitation: 'IT' };
    const quiet = Array.from({ length: 19 }, (_, i) => weekOf(i - 19, 1, elsewhere)).flat();
    await bench.count(...quiet, ...weekOf(0, 12, elsewhere));
    await bench.round();
    const other = (await bench.trends()).find(({ series, state }) => series.value === 'NG>IT' && state === 'candidate');
    if (!other) throw new Error('There is no other trend.');
    bench.told();
    const one = await assessing.corridor();
    const { body } = await assessing.act(merge, anna, other.id);
    expect(body).toMatchObject({ trend: { state: 'dismissed' }, duplicateOf: other.id });
    expect(bench.told().sort()).toEqual([`trend.closed ${CORRIDOR}`, 'trend.revised practitioners corridor:NG>IT reports']);
    const found = async () => (await bench.trends()).find(({ id }) => id === other.id);
    expect((await found())?.shares).toContainEqual(one.series);
    await bench.round();
    expect(bench.told()).toEqual([]);
    await bench.count(...weekOf(0, 1, elsewhere));
    await bench.round();
    expect((await found())?.shares).toContainEqual(one.series);
    await assessing.act(reopen, anna, other.id);
    expect((await found())?.shares ?? []).not.toContainEqual(one.series);
    expect(await assessing.corridor()).toMatchObject({ state: 'under-assessment' });
    await assessing.requireGapless();
  });

  it('names a merged series no longer when its reports are withdrawn, in the round that takes it back', async () => {
    const elsewhere = { origin: 'NG', exploitation: 'IT' };
    const quiet = Array.from({ length: 19 }, (_, i) => weekOf(i - 19, 1, elsewhere)).flat();
    const risen = weekOf(0, 12, elsewhere);
    await bench.count(...quiet, ...risen);
    await bench.round();
    const other = (await bench.trends()).find(({ series, state }) => series.value === 'NG>IT' && state === 'candidate');
    if (!other) throw new Error('There is no other trend.');
    const { id: into } = await assessing.corridor();
    await assessing.publish();
    await assessing.actOn(other.id, merge, into);
    const named = async () => (await bench.answers.trends.get(member, into)).shares ?? [];
    expect(await named()).toContainEqual(other.series);
    await bench.count(...[...quiet, ...risen].map((report) => ({ withdrawn: report })));
    await bench.round();
    expect((await bench.trends()).find(({ id }) => id === other.id)).toMatchObject({ state: 'retracted' });
    expect(await named()).not.toContainEqual(other.series);
    await assessing.requireGapless();
  });

  it('measures precision by what was decided', async () => {
    const precision = () => bench.part(PrecisionService).measure(anna, undefined);
    expect((await precision()).all).toEqual({ by: 'all', published: 0, dismissedAsFalse: 0, takenBack: 0 });
    const { method } = (await assessing.publish()).body.trend;
    expect(await precision()).toMatchObject({
      all: { published: 1, dismissedAsFalse: 0, precision: 1 },
      methods: [{ by: method, published: 1 }],
      kinds: [{ by: 'rise', published: 1 }],
      dimensions: [{ by: 'corridor', published: 1 }],
    });
    await assessing.after(6);
    expect(await assessing.corridor()).toMatchObject({ state: 'closed', closedBecause: 'ended' });
    expect((await precision()).all).toMatchObject({ published: 1 });
    await bench.count(...assessing.rise.map((report) => ({ withdrawn: report })));
    await bench.round();
    expect((await precision()).all).toEqual({ by: 'all', published: 0, dismissedAsFalse: 0, takenBack: 1 });
    await expect(bench.part(PrecisionService).measure(member, undefined)).rejects.toThrow('403');
  });

  it('decides nothing on figures of a charter that is no longer in force', async () => {
    bench.communities = [communityState({ charter: charter({ clearance: 'red' }), sequence: 2 })];
    await expect(assessing.act(acknowledge)).rejects.toThrow('503 figures-made-anew');
  });
});
