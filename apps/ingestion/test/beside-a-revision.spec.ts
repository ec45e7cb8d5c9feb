import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { structuredReport } from '@landbridge/contracts/testing';
import { testEngines } from '@landbridge/engines/testing';
import type { Grant } from '@landbridge/sharing';
import { type Connection, createConnection } from 'mongoose';
import { dayOf, type HeldReport, toPast } from '../src/reports/report.documents.ts';
import { type Beside, ReportsRepository } from '../src/reports/reports.repository.ts';
import { IngestionStore } from '../src/store/ingestion-store.ts';

const key = Buffer.from('a wrapped key');
const grantTo = (organisation: string, level: Grant['level'] = 'full'): Grant => ({ organisation, purpose: 'prevention', level });

describe('what others change beside a revision while its owner revises it', () => {
  let connection: Connection;
  let store: IngestionStore;
  let reports: ReportsRepository;

  beforeAll(async () => {
    const { mongodbUri } = await testEngines();
    connection = await createConnection(mongodbUri, { dbName: `beside-${randomUUID()}` }).asPromise();
    store = new IngestionStore(connection);
    reports = new ReportsRepository(store);
    await reports.onModuleInit();
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  async function held({ key: wrapped, ...over }: Partial<HeldReport> = { key }): Promise<HeldReport> {
    const { id: _id, ...structure } = structuredReport({ id: randomUUID() });
    const report: HeldReport = { _id, ...structure, recordedOn: dayOf(structure.recordedAt), state: 'held', revisedAt: structure.acceptedAt, digest: '1', signature: 'of the first', ...(wrapped && { key: wrapped }), ...over }; // prettier-ignore
    await store.transaction((session) => reports.insert(session, [report]));
    return report;
  }
  const touch = (read: HeldReport, beside: Beside) => store.transaction((session) => reports.touch(session, read, beside));
  const replace = (read: HeldReport, next: HeldReport) =>
    store.transaction((session) => reports.replace(session, read, toPast(read), next));
  const revised = ({ signature: _signature, ...read }: HeldReport): HeldReport => ({ ...read, revision: 2, digest: '2', acts: ['transfer'] }); // prettier-ignore

  it.each<[string, Partial<HeldReport>, Beside[], readonly Grant[] | undefined]>([
    ['requests for access', {}, [{ key }, { key }, { key }], undefined],
    ['a grant', {}, [{ ungranted: grantTo('a'), granted: grantTo('a') }], [grantTo('a')]],
    ['a grant to another', { grants: [grantTo('a')] }, [{ granted: grantTo('b') }], [grantTo('a'), grantTo('b')]],
    ['more of a grant', { grants: [grantTo('a', 'redacted')] }, [{ ungranted: { organisation: 'a', purpose: 'prevention' }, granted: grantTo('a') }], [grantTo('a')]],
    ['the end of a grant', { grants: [grantTo('a'), grantTo('b')] }, [{ ungranted: { organisation: 'a', purpose: 'prevention' } }], [grantTo('b')]],
  ])('stays, and does not make it begin again: %s', async (_what, before, changes, grants) => {
    const read = await held({ key, ...before });
    for (const change of changes) expect(await touch(read, change)).toBe(true);
    expect(await replace(read, revised(read))).toBe(true);
    const now = (await reports.find(read._id)) as HeldReport;
    expect(now).toMatchObject({ revision: 2, digest: '2', acts: ['transfer'] });
    expect(now).not.toHaveProperty('signature');
    expect(now.grants).toEqual(grants);
    expect(await reports.findPast(read._id, 2)).toMatchObject([{ revision: 1, digest: '1' }]);
  }); // prettier-ignore

  it('makes it begin again where the report got its first key', async () => {
    const read = await held({});
    expect(await touch(read, { key })).toBe(true);
    expect(await replace(read, revised(read))).toBe(false);
    expect(await reports.find(read._id)).toMatchObject({ revision: 1, key });
  });

  it('is not done to a revision that is none any more', async () => {
    const read = await held();
    await replace(read, revised(read));
    expect(await touch(read, { granted: grantTo('a') })).toBe(false);
    expect(await reports.find(read._id)).not.toHaveProperty('grants');
  });
});
