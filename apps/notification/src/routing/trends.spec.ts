import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { subscription, trend } from '../testing.ts';
import { envelope, RouterBench } from './testing.ts';

describe('Router, told of trends', () => {
  let bench: RouterBench;

  beforeEach(async () => {
    bench = await RouterBench.open();
  });

  it('gives candidates to assessors of the audience only, and published ones to the audience', async () => {
    bench.subscriptions = [bench.reader, bench.outsider, bench.assessor].map(({ id }) => subscription({ organisation: id }));
    const candidate = trend();
    const opened = { ...envelope(candidate.id, 1), name: 'trend.opened' as const, data: candidate };
    expect(await bench.routeTrends(opened)).toEqual([bench.assessor.id]);
    const published = { ...candidate, revision: 2, state: 'published' as const };
    expect(await bench.routeTrends({ ...envelope(candidate.id, 2), name: 'trend.revised', data: published })).toEqual([
      bench.reader.id,
      bench.assessor.id,
    ]);
    const closed = { ...candidate, revision: 3, state: 'closed' as const };
    expect(await bench.routeTrends({ ...envelope(candidate.id, 3), name: 'trend.closed', data: closed })).toEqual([
      bench.reader.id,
      bench.assessor.id,
    ]);
  });

  it('tells the end of a trend to whoever was told of it, asked for or not, and to nobody else who did not ask', async () => {
    bench.subscriptions = [subscription({ organisation: bench.assessor.id, events: ['trend.opened'] })];
    const known = trend();
    await bench.routeTrends({ ...envelope(known.id, 1), name: 'trend.opened', data: known });
    bench.sendAll();
    const revised = { ...envelope(known.id, 2), name: 'trend.revised' as const, data: { ...known, revision: 2 } };
    expect(await bench.routeTrends(revised)).toEqual([]);
    const closed = (id: string) => ({ ...envelope(id, 3), name: 'trend.closed' as const, data: { ...known, id, revision: 3, state: 'closed' as const } }); // prettier-ignore
    expect(await bench.routeTrends(closed(known.id))).toEqual([bench.assessor.id]);
    expect(await bench.routeTrends(closed('00000000-0000-8000-8000-000000000009'))).toEqual([]);
  });

  describe('what people make of a trend', () => {
    const candidate = trend();
    const told = (name: 'trend.opened' | 'trend.revised' | 'trend.closed', revision: number, over: Partial<Trend>) => {
      const data = { ...candidate, revision, ...over };
      return bench.routeTrends({ ...envelope(data.id, revision), name, data });
    };
    beforeEach(async () => {
      bench.subscriptions = [bench.reader, bench.assessor].map(({ id }) => subscription({ organisation: id }));
      await told('trend.opened', 1, {});
      bench.sendAll();
    });

    it('is no longer published for whoever had it, and is the team’s alone after that', async () => {
      await told('trend.revised', 2, { state: 'published' });
      bench.sendAll();
      bench.subscriptions.push(subscription({ organisation: bench.reader.id }));
      // the second subscription came later and was not told of it
      expect(await told('trend.revised', 3, { state: 'under-assessment' })).toEqual([bench.reader.id, bench.assessor.id]);
      // outside the team it must arrive, and at once
      const waiting = bench.store.lines.map(({ organisation, urgent, queue }) => [organisation, urgent, queue.at(-1)?.narrower]);
      expect(waiting).toEqual([
        [bench.reader.id, true, true],
        [bench.assessor.id, false, undefined],
      ]);
      bench.sendAll();
      expect(await told('trend.revised', 4, { state: 'under-assessment' })).toEqual([bench.assessor.id]);
      expect(await told('trend.revised', 5, { state: 'published' })).toEqual([bench.reader.id, bench.assessor.id, bench.reader.id]);
    });

    it('is told to have been taken back also where only its publishing was asked for', async () => {
      await told('trend.revised', 2, { state: 'published' });
      bench.sendAll();
      bench.subscriptions = bench.subscriptions.map((each) => ({ ...each, events: ['trend.opened'] }));
      expect(await told('trend.revised', 3, { state: 'under-assessment' })).toEqual([bench.reader.id]);
    });

    it('ends for those who had it, and for nobody else, where it is dismissed', async () => {
      expect(await told('trend.closed', 2, { state: 'dismissed' })).toEqual([bench.assessor.id]);
      bench.sendAll();
      expect(await told('trend.revised', 3, { state: 'dismissed' })).toEqual([]);
      expect(await told('trend.opened', 4, {})).toEqual([bench.assessor.id]);
    });

    it('calls nobody where it is silent from the start', async () => {
      const silent = trend({ id: '00000000-0000-8000-8000-000000000009', state: 'dismissed' });
      expect(await bench.routeTrends({ ...envelope(silent.id, 1), name: 'trend.closed', data: silent })).toEqual([]);
    });

    it('is not told to have ended where it was taken back before', async () => {
      bench.subscriptions = [subscription({ organisation: bench.reader.id, events: ['trend.closed'] })];
      await told('trend.revised', 2, { state: 'published' });
      await told('trend.revised', 3, { state: 'under-assessment' });
      expect(await told('trend.closed', 4, { state: 'closed' })).toEqual([]);
    });

    /** Each delivery of a revision, with what it says of the revision. */
    const marked = async (...of: Parameters<typeof told>) => {
      await told(...of);
      const made = [...bench.store.last.deliveries.values()];
      bench.sendAll();
      return made.map(({ organisation, finding, teamOnly }) => {
        const who = organisation === bench.assessor.id ? 'team' : 'reader';
        return `${who}${finding ? ' finding' : ''}${teamOnly ? ' teamOnly' : ''}`;
      });
    };

    it('is a finding as long as its audience reads it, is taken back from it once, and else only the team may know of it', async () => {
      const ONE = { organisations: 1 };
      expect(await marked('trend.revised', 2, { state: 'published' })).toEqual(['reader finding', 'team finding']);
      expect(await marked('trend.revised', 3, { state: 'under-assessment' })).toEqual(['reader', 'team']);
      expect(await marked('trend.revised', 4, { state: 'under-assessment' })).toEqual(['team teamOnly']);
      expect(await marked('trend.revised', 5, { state: 'published' })).toEqual(['reader finding', 'team finding']);
      expect(await marked('trend.closed', 6, { state: 'closed' })).toEqual(['reader finding', 'team finding']);
      expect(await marked('trend.closed', 7, { state: 'closed' })).toEqual(['reader finding', 'team finding']);
      expect(await marked('trend.closed', 8, { state: 'closed', ...ONE })).toEqual(['reader', 'team']);
      // whoever had it is told how it ends, but not that the team looks at it
      expect(await marked('trend.closed', 9, { state: 'retracted' })).toEqual(['reader', 'team teamOnly']);
      expect(await marked('trend.revised', 10, {})).toEqual(['team teamOnly']);
    });

    it.each<[string, Partial<Trend>, 'trend.revised' | 'trend.closed']>([
      ['its change goes on', { state: 'candidate' }, 'trend.revised'],
      ['it is taken back', { state: 'retracted', closedBecause: 'reports-withdrawn' }, 'trend.closed'],
      ['it rests on one organisation', { state: 'closed', survivesLeavingOneOut: false }, 'trend.closed'],
    ])('is told to be none any more where it had ended, and %s', async (_what, then, name) => {
      await told('trend.revised', 2, { state: 'published' });
      bench.sendAll();
      await told('trend.closed', 3, { state: 'closed' });
      bench.sendAll();
      expect(await marked(name, 4, then)).toEqual(['reader', 'team']);
    });

    it.each<[string, () => void]>([
      ['is suspended', () => (bench.organisations = [{ ...bench.reader, status: 'suspended' }])],
      ['has left the community', () => (bench.organisations = [{ ...bench.reader, communities: [] }])],
      ['is in one whose record cannot be read', () => (bench.unreadable = true)],
    ])('is told to be none any more also to who had it and %s, and nothing else then', async (_who, happens) => {
      await told('trend.revised', 2, { state: 'published' });
      bench.sendAll();
      bench.subscriptions = bench.subscriptions.slice(0, 1);
      happens();
      expect(await told('trend.revised', 3, { state: 'under-assessment' })).toEqual([bench.reader.id]);
      expect(await told('trend.closed', 4, { state: 'closed' })).toEqual([]);
      expect(await told('trend.closed', 5, { state: 'published' })).toEqual([]);
    });

    it('is told by a replay to be none any more to who has it outside, and of nothing else', async () => {
      const replayed = (revision: number, state: Trend['state']) =>
        bench.replayTrends({ ...envelope(candidate.id, revision), name: 'trend.revised', data: { ...candidate, revision, state } });
      await told('trend.revised', 2, { state: 'published' });
      bench.sendAll();
      bench.subscriptions.push(subscription({ organisation: bench.reader.id }));
      expect(await replayed(3, 'published')).toEqual([]);
      expect(await replayed(5, 'under-assessment')).toEqual([bench.reader.id]);
      bench.sendAll();
      expect(await replayed(6, 'under-assessment')).toEqual([]);
      // what comes live after that is the team's
      expect(await told('trend.revised', 5, { state: 'under-assessment' })).toEqual([bench.assessor.id]);
    });

    it('is the team’s alone from its beginning to its end where it never was published', async () => {
      expect(await marked('trend.revised', 2, { state: 'under-assessment' })).toEqual(['team teamOnly']);
      expect(await marked('trend.closed', 3, { state: 'closed' })).toEqual(['team teamOnly']);
    });
  });

  it('tells of a community’s trends who reads for its charter’s purpose, and of the public’s everybody', async () => {
    bench.subscriptions = (['prevention', 'research'] as const).map((purpose) =>
      subscription({ organisation: bench.assessor.id, purpose }),
    );
    const told = async (data: Trend) => {
      await bench.routeTrends({ ...envelope(data.id, 1), name: 'trend.opened', data });
      return [...bench.store.last.deliveries.values()].map(
        ({ subscription: id }) => bench.subscriptions.find((each) => each._id === id)?.purpose,
      );
    };
    expect(await told(trend())).toEqual(['prevention']);
    expect(await told(trend({ audience: 'public' }))).toEqual(['prevention', 'research']);
  });

  it('tells who came by a later charter nothing that was made under the one before', async () => {
    bench.subscriptions = [subscription({ organisation: bench.reader.id })];
    bench.charterSequence = 7;
    const made = (policySequence: number, revision: number, over: Partial<Trend> = {}) => {
      const data = { ...trend({ id: `00000000-0000-8000-8000-00000000000${revision}` }), state: 'published' as const, ...over };
      return bench.routeTrends({ ...envelope(data.id, 1), policySequence, name: 'trend.opened', data });
    };
    bench.organisations = [{ ...bench.reader, sequence: 8 }];
    expect(await made(6, 1)).toEqual([]);
    expect(await made(7, 2)).toEqual([bench.reader.id]);
    bench.organisations = [{ ...bench.reader, sequence: 3 }];
    expect(await made(6, 3)).toEqual([bench.reader.id]);
    expect(await made(7, 4, { state: 'closed', closedBecause: 'charter-changed' })).toEqual([]);
  });
});
