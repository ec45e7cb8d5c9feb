import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AssessmentsRepository } from '../src/assessment/assessments.repository.ts';
import { acknowledge, fillIn, note } from '../src/assessment/decisions.ts';
import { completeSheet } from '../src/assessment/testing.ts';
import { TrendWriter } from '../src/evaluation/trend-writer.ts';
import { FiguresRepository } from '../src/figures/figures.repository.ts';
import { TrendsRepository } from '../src/trends/trends.repository.ts';
import { anna, Assessing, bruno, type Decide } from './support/assessing.ts';
import type { EvaluationBench } from './support/evaluation.ts';
import { RISING, weekOf } from './support/rises.ts';

describe('assessing, with others at it and kills between', () => {
  let assessing: Assessing;
  let bench: EvaluationBench;
  beforeEach(async () => {
    assessing = await Assessing.open();
    bench = assessing.bench;
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await bench.close();
  });

  describe('where several are at work', () => {
    it('takes up what two acknowledge at once only once', async () => {
      await Promise.all([assessing.act(acknowledge), assessing.act(acknowledge, bruno)]);
      expect(await assessing.corridor()).toMatchObject({ state: 'under-assessment', revision: 2 });
      expect((await assessing.read()).body.acts).toHaveLength(1);
    });

    it('loses no note of two who write at once', async () => {
      await Promise.all(['One.', 'Two.', 'Three.'].map((text, i) => assessing.act((of) => note(of, text), i % 2 === 0 ? anna : bruno)));
      const { acts } = (await assessing.read()).body;
      expect(acts.map(({ note: text }) => text).sort()).toEqual(['One.', 'Three.', 'Two.']);
      expect(acts.map(({ number }) => number)).toEqual([1, 2, 3]);
    });

    it('refuses who decides on what a colleague has changed', async () => {
      const { tag, body } = await assessing.read();
      const asked = { caller: anna, trend: body.trend.id, purpose: undefined };
      const terms = { judgement: true, match: { header: tag } };
      const sheet =
        (otherExplanations: string): Decide =>
        (of) =>
          fillIn(of, completeSheet({ otherExplanations }));
      const both = await Promise.allSettled([
        assessing.service.act(asked, terms, sheet('Mine.')),
        assessing.service.act({ ...asked, caller: bruno }, terms, sheet('Mine, too.')),
      ]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const [lost] = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
      expect(lost).toContain('412 version-mismatch');
      expect((await assessing.read()).body.acts).toHaveLength(1);
    });

    it('keeps both what a person and what evaluation makes of it at once', async () => {
      await bench.count(...weekOf(0, 2, RISING));
      await Promise.all([bench.round(), assessing.act(acknowledge), assessing.act((of) => note(of, 'Meanwhile.'), bruno)]);
      await bench.round();
      expect(await assessing.corridor()).toMatchObject({ state: 'under-assessment', revision: 3, evidence: { observed: 15 } });
      expect((await assessing.read()).body.acts).toHaveLength(2);
      await assessing.requireGapless();
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
      const before = await assessing.corridor();
      const part = bench.part<object>(type) as Record<string, (...given: unknown[]) => Promise<unknown>>;
      const write = part[step]?.bind(part);
      const spy = jest.spyOn(part, step).mockImplementationOnce(async (...given) => {
        if (when === 'after') await write?.(...given);
        throw new Error('Killed here.');
      });
      await expect(assessing.act(acknowledge)).rejects.toThrow('Killed here.');
      expect(spy).toHaveBeenCalledTimes(1);
      expect(await assessing.corridor()).toEqual(before);
      expect((await assessing.read()).body.acts).toEqual([]);
      await assessing.act(acknowledge);
      expect(await assessing.corridor()).toMatchObject({ state: 'under-assessment', revision: 2 });
      expect((await assessing.read()).body.acts).toHaveLength(1);
      await assessing.requireGapless();
    });

    it('after all was written, has done it, and does it no second time', async () => {
      await assessing.act(acknowledge);
      const again = await assessing.act(acknowledge);
      expect(again.body.trend.revision).toBe(2);
      expect(again.body.acts).toHaveLength(1);
    });
  });
});
