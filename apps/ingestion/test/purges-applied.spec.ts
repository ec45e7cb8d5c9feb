import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { hold, Kept, problemOf, secret } from './kept.ts';

/** What of a report there is before its purge only. */
const BACKED_UP = ['reports', 'revisions', 'external-ids'];

interface Proof {
  readonly id: string;
  readonly kafkaUntil: string;
  readonly seal: string;
}

describe('the list of purges, applied after a restore', () => {
  let kept: Kept;

  beforeAll(async () => {
    kept = await Kept.start();
  });
  afterAll(() => kept.service.stop());

  const collection = (name: string) => kept.service.database.collection<{ _id: string }>(name);
  const list = async () => (await kept.operator('GET', '/v1/operator/purges?limit=200')).body['purges'] as Proof[];
  const proofOf = async (id: string) => (await list()).find((purge) => purge.id === id);
  const apply = (purges: readonly unknown[]) => kept.operator('POST', '/v1/operator/purges/apply', { purges });

  /** A report that was purged, its proof, and what a backup from before had of it. */
  async function purged() {
    const { id, externalId } = await kept.rich();
    const backup = await Promise.all(
      BACKED_UP.map(async (name) => ({ name, documents: (await kept.traces(id))[name] as unknown as { _id: string }[] })),
    );
    await kept.erase(externalId);
    const proof = await proofOf(id);
    if (!proof) throw new Error('There is nothing to restore.');
    return { id, externalId, proof, backup };
  }
  type Purged = Awaited<ReturnType<typeof purged>>;
  const restore = async ({ id, backup }: Purged) => {
    await collection('reports').deleteOne({ _id: id });
    for (const { name, documents } of backup) await collection(name).insertMany(documents);
    await collection('purges').deleteOne({ _id: id });
    expect(await kept.stateOf(id)).toBe('held');
  };

  it.each<[string, (of: Purged) => Promise<unknown>, object, object]>([
    ['that came back', restore, { purged: 1 }, { purgedBefore: 1 }],
    ['that came back, and is held for the law', async (of) => {
      await restore(of);
      expect((await kept.owner.call('PUT', `/v1/reports/${of.id}/hold`, hold())).status).toBe(200);
    }, { purged: 1 }, { purgedBefore: 1 }],
    ['that is gone in the backup as well', () => Promise.resolve(), { purgedBefore: 1 }, { purgedBefore: 1 }],
    ['that is gone, and its proof is not on the list', ({ id }) => collection('purges').deleteOne({ _id: id }), { purgedBefore: 1 }, { purgedBefore: 1 }],
    ['that the backup is too old to know', async ({ id }) => {
      for (const name of ['reports', 'purges']) await collection(name).deleteOne({ _id: id });
    }, { notThere: 1 }, { notThere: 1 }],
  ])('destroys no more than a report %s, once, and has its proof again', async (_which, after, first, second) => {
    const of = await purged();
    await after(of);
    for (const expected of [first, second]) {
      const { status, body } = await apply([of.proof]);
      expect([status, body]).toEqual([200, { purged: 0, purgedBefore: 0, notThere: 0, ...expected }]);
      expect(await kept.stateOf(of.id)).toBe('notThere' in expected ? undefined : 'withdrawn');
      const { kafkaUntil, seal: _seal, ...proof } = (await proofOf(of.id)) ?? of.proof;
      expect(of.proof).toMatchObject(proof);
      expect('purged' in first ? kafkaUntil > of.proof.kafkaUntil : kafkaUntil === of.proof.kafkaUntil).toBe(true);
      expect((await list()).filter(({ id }) => id === of.id)).toHaveLength(1);
    }
  }); // prettier-ignore

  it('leaves the report for which the external id stands now', async () => {
    const of = await purged();
    const anew = await kept.submitted({ externalIds: [of.externalId] });
    expect((await apply([of.proof])).body).toEqual({ purged: 0, purgedBefore: 1, notThere: 0 });
    expect(await kept.stateOf(anew)).toBe('held');
    expect((await kept.owner.submit(reportInput({ externalIds: [of.externalId] }))).body).toMatchObject({ id: anew, alreadyHeld: true });
  });

  it('frees the external id of what came back', async () => {
    const of = await purged();
    await restore(of);
    await apply([of.proof]);
    expect((await kept.owner.submit(reportInput({ externalIds: [of.externalId] }))).status).toBe(201);
  });

  it('is taken page by page, as the pages are', async () => {
    const of = await purged();
    const { body } = await kept.operator('GET', '/v1/operator/purges?limit=200');
    await restore(of);
    const applied = await kept.operator('POST', '/v1/operator/purges/apply', { ...body, next: 'a cursor' });
    expect(applied.body).toMatchObject({ purged: 1 });
  });

  it.each<[string, (proof: Proof, live: string) => object]>([
    ['of a report that was never purged', (proof, live) => ({ ...proof, id: live })],
    ['whose seal is another', (proof, live) => ({ ...proof, id: live, seal: proof.seal.replaceAll(/[a-m]/g, 'n') })],
    ['without a seal that could be one', (proof, live) => ({ ...proof, id: live, seal: '' })],
    ['that was changed', (proof) => ({ ...proof, kafkaUntil: '2020-01-01T00:00:00.000Z' })],
  ])('is refused whole with a proof %s', async (_which, change) => {
    const of = await purged();
    await restore(of);
    const live = await kept.submitted({ externalIds: [secret()] });
    const refused = await apply([of.proof, change(of.proof, live)]);
    expect([problemOf(refused), refused.body['errors']]).toEqual([
      [400, 'no-proof'],
      [expect.objectContaining({ pointer: '/purges/1/seal' })],
    ]);
    expect([await kept.stateOf(live), await kept.stateOf(of.id)]).toEqual(['held', 'held']);
  });

  it.each<object>([{}, { purges: [] }, { purges: ['x'] }, { purges: { $ne: '' } }, { reports: [randomUUID()] }, { purges: [{ id: randomUUID() }] }])(
    'is not %j',
    async (body) => {
      const answer = await kept.operator('POST', '/v1/operator/purges/apply', body);
      expect(problemOf(answer)).toEqual([400, 'invalid']);
    },
  ); // prettier-ignore
});
