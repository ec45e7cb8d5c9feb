import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testEngines } from '@landbridge/engines/testing';
import { KeyRing } from '@landbridge/platform';
import { type Connection, createConnection, type mongo } from 'mongoose';
import { DisclosuresRepository, type Recipient } from '../src/disclosures/disclosures.repository.ts';
import { KeyedDigests } from '../src/keys/keyed-digests.ts';
import { IngestionStore } from '../src/store/ingestion-store.ts';

const READERS = 60;
const LOOKS = 20;
/** Of one of them. */
const MANY = 2_000;
const PAGE = 10;
/** All looks are told. */
const NOBODY = { readers: [], from: '2026-03-02' };
/** What of a command is the query. */
const OF_QUERIES = ['find', 'filter', 'sort', 'limit', 'projection', 'aggregate', 'pipeline', 'cursor'];

describe('the recipients of a report, page by page', () => {
  let connection: Connection;
  let disclosures: DisclosuresRepository;
  const report = randomUUID();
  const readers = Array.from({ length: READERS }, () => randomUUID());

  beforeAll(async () => {
    const { mongodbUri } = await testEngines();
    connection = await createConnection(mongodbUri, { dbName: `recipients-${randomUUID()}`, monitorCommands: true }).asPromise();
    disclosures = new DisclosuresRepository(new IngestionStore(connection), new KeyedDigests(new KeyRing(Buffer.alloc(32, 1))));
    await disclosures.onModuleInit();
    const look = (reader: string, about = report) => ({ report: about, reader, revision: 1, channel: 'rest', level: 'full', purpose: 'prevention', at: '2026-03-01T10:00:00.000Z' }) as const; // prettier-ignore
    const times = (reader: string) => Array.from({ length: reader === readers[0] ? MANY : LOOKS }, () => look(reader));
    await disclosures.insert([...readers.flatMap(times), ...readers.map((reader) => look(reader, randomUUID()))]);
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  /** Does the work, and asks the store how many documents each of its queries examines. */
  async function examinedBy(work: () => Promise<unknown>): Promise<number> {
    const queries: mongo.Document[] = [];
    const note = ({ command, commandName }: mongo.CommandStartedEvent) => {
      if (commandName === 'find' || commandName === 'aggregate') queries.push(command);
    };
    const client = connection.getClient();
    client.on('commandStarted', note);
    await work().finally(() => client.off('commandStarted', note));
    const counts = await Promise.all(
      queries.map(async (sent) => {
        const query = Object.fromEntries(Object.entries(sent).filter(([name]) => OF_QUERIES.includes(name)));
        const plan = await client.db(connection.name).command({ explain: query, verbosity: 'executionStats' });
        return Number(/"totalDocsExamined":(\d+)/.exec(JSON.stringify(plan))?.[1]);
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  it('are each on one page, and a page costs what its readers looked at, not what all did', async () => {
    const found: Recipient[] = [];
    const costs: number[] = [];
    for (let after: string | undefined, last = false; !last;) {
      let page: Recipient[] = [];
      const cost = await examinedBy(async () => {
        page = await disclosures.recipients(report, NOBODY, after, PAGE);
        const shown = await disclosures.shownToEach(report, NOBODY, page);
        expect(shown.map(({ reader }) => reader).sort()).toEqual(page.map(({ reader }) => reader).sort());
      });
      found.push(...page);
      if (page.length > 0 && !page.some(({ reader }) => reader === readers[0])) costs.push(cost);
      after = page.at(-1)?.place;
      last = page.length < PAGE;
    }
    expect(found.map(({ reader }) => reader).sort()).toEqual([...readers].sort());
    expect(found.map(({ place }) => place)).toEqual(found.map(({ place }) => place).sort());
    expect(costs).toHaveLength(READERS / PAGE - 1);
    // the looks of the page's readers once, and once more as few as show who they are
    for (const cost of costs) {
      expect(cost).toBeGreaterThanOrEqual(PAGE * LOOKS);
      expect(cost).toBeLessThanOrEqual(2 * PAGE * LOOKS);
    }
  });
});
