import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { getModelToken } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { Entry, EntryRevision, TagClaim } from '../src/modus-operandi/entry.schema.ts';
import { StartingCatalogue } from '../src/modus-operandi/starting-catalogue.ts';
import { CatalogueDoors, content, IN_X, PATH, proposal, TEAM, X } from './support/catalogue.ts';

/** Each act is several writes. Whatever ends it on the way leaves nothing of it, and it is done when it is asked for again. */
describe('an act that ends on its way', () => {
  let doors: CatalogueDoors;
  let entries: Model<Entry>;
  let revisions: Model<EntryRevision>;
  let claims: Model<TagClaim>;
  beforeAll(async () => {
    doors = await CatalogueDoors.open();
    entries = doors.service.part(getModelToken(Entry.name));
    revisions = doors.service.part(getModelToken(EntryRevision.name));
    claims = doors.service.part(getModelToken(TagClaim.name));
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => doors.service.close());

  async function everything(): Promise<unknown> {
    return Promise.all([
      entries.find().sort({ _id: 1 }).lean(),
      revisions.find().sort({ _id: 1 }).lean(),
      claims.find().sort({ _id: 1 }).lean(),
    ]);
  }

  /** One write after the other is not done any more; what is before it was. */
  const steps: [string, () => void][] = [
    ['a new entry', () => end(entries, 'insertMany')],
    ['the new revision of an entry', () => end(entries, 'replaceOne')],
    ['the history', () => end(revisions, 'insertMany')],
    ['tags that are given up', () => end(claims, 'deleteMany')],
    ['tags that are taken', () => end(claims, 'insertMany')],
  ];
  function end(model: Model<Entry> | Model<EntryRevision> | Model<TagClaim>, method: 'insertMany' | 'replaceOne' | 'deleteMany'): void {
    jest.spyOn(model as Model<Entry>, method).mockImplementationOnce(() => {
      throw new Error('The process ended here.');
    });
  }
  const acts: [string, (turn: string) => Promise<() => Promise<{ status: number }>>][] = [
    ['a proposal', (turn) => Promise.resolve(() => doors.service.ask('POST', PATH, IN_X.id, { body: proposal(`new-${turn}`) }))],
    ['a revision', async (turn) => {
      await doors.propose(IN_X, proposal(`rev-${turn}`, { aliases: [`old-${turn}`] }));
      return () => doors.put(IN_X, `rev-${turn}`, content({ aliases: [`young-${turn}`] }), '"1"');
    }],
    ['a merge', async (turn) => {
      await doors.propose(IN_X, proposal(`from-${turn}`, { aliases: [`also-${turn}`] }));
      await doors.propose(IN_X, proposal(`into-${turn}`));
      return () => doors.post(TEAM, `from-${turn}/merge`, { into: `into-${turn}` }, '"1"');
    }],
  ]; // prettier-ignore

  it.each(acts.flatMap(([act, prepare]) => steps.map(([step, kill], i) => ({ act, step, prepare, kill, turn: `${i}` }))))(
    '$act before $step',
    async ({ prepare, kill, turn }) => {
      const ask = await prepare(turn);
      const before = await everything();
      kill();
      const { status } = await ask();
      // an act that does not come by there is done
      if (status === 500) expect(await everything()).toEqual(before);
      else expect([200, 201]).toContain(status);
      jest.restoreAllMocks();
      if (status === 500) expect([200, 201]).toContain((await ask()).status);
      expect(await everything()).not.toEqual(before);
    },
  );

  it('comes by each of the steps', async () => {
    const count = (model: Model<Entry> | Model<EntryRevision> | Model<TagClaim>, method: 'insertMany' | 'replaceOne' | 'deleteMany') =>
      jest.spyOn(model as Model<Entry>, method);
    const spies = [count(entries, 'insertMany'), count(entries, 'replaceOne'), count(revisions, 'insertMany'), count(claims, 'deleteMany'), count(claims, 'insertMany')]; // prettier-ignore
    for (const [, prepare] of acts) await (await prepare('all'))();
    for (const spy of spies) expect(spy).toHaveBeenCalled();
  });

  it('of detection, of two at once, makes one proposal', async () => {
    const novelty = { tag: 'killed-slang', audience: X, trend: '00000000-0000-8000-8000-000000000001' };
    end(revisions, 'insertMany');
    await expect(doors.detect(novelty)).rejects.toThrow('The process ended here.');
    const keys = await Promise.all(Array.from({ length: 4 }, () => doors.detect(novelty)));
    expect(new Set(keys).size).toBe(1);
    expect(await revisions.countDocuments({ tag: 'killed-slang' })).toBe(1);
  });

  it('of the start lays the rest down at the next one, and touches nothing that was changed', async () => {
    const starting = doors.service.part(StartingCatalogue);
    await doors.put(TEAM, 'lover-boy', content({ name: 'Edited', marking: { tlp: 'clear' } }));
    const before = await everything();
    await Promise.all([starting.onApplicationBootstrap(), starting.onApplicationBootstrap()]);
    expect(await everything()).toEqual(before);
    const [gone] = await entries.find({ tag: 'county-line' }).lean();
    await entries.deleteMany({ tag: 'county-line' });
    await revisions.deleteMany({ tag: 'county-line' });
    await claims.deleteMany({ entry: gone!._id });
    end(claims, 'insertMany');
    await expect(starting.onApplicationBootstrap()).rejects.toThrow('The process ended here.');
    await starting.onApplicationBootstrap();
    expect((await doors.get(IN_X, 'county-line')).status).toBe(200);
    expect((await doors.get(IN_X, 'lover-boy')).body).toMatchObject({ name: 'Edited' });
  });
});
