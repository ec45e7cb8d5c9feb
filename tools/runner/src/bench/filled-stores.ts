import { COUNTRIES } from '@landbridge/contracts/countries';
import { ORGANISATION_KINDS, PURPOSES, REGIMES, TIERS, USE_PURPOSES } from '@landbridge/contracts/codes';
import { randomUUID } from 'node:crypto';
import { mongo } from 'mongoose';
import { Dice } from '../dice.ts';

const BATCH = 5_000;
const DAYS = 3_650;
const DAY_MS = 24 * 3600 * 1000;
const LANGUAGES = ['en', 'sv', 'ro', 'fr', 'es', 'de', 'ar', 'uk', 'pl', 'it', 'vi', 'sq'];

/**
 * Lays reports of ten years into ingestion's store as acceptance would: a tenth is CLEAR, the rest GREEN and AMBER of the tiers. Through the
 * door they would take ten minutes for each million.
 */
export async function fillReports(uri: string, database: string, count: number): Promise<void> {
  const dice = new Dice(6);
  const owners = Array.from({ length: 200 }, () => ({
    id: randomUUID(),
    kind: dice.one(ORGANISATION_KINDS),
    country: dice.one(COUNTRIES),
    regime: dice.one(REGIMES),
  }));
  await inBatches(uri, database, 'reports', count, () => {
    const recordedAt = new Date(Date.now() - dice.next() * DAYS * DAY_MS).toISOString();
    const clear = dice.next() < 0.1;
    return {
      _id: randomUUID(),
      state: 'held',
      revision: 1,
      contributor: dice.one(owners),
      recordedAt,
      recordedOn: recordedAt.slice(0, 10),
      acceptedAt: recordedAt,
      revisedAt: recordedAt,
      digest: randomUUID(),
      purposes: [dice.one(PURPOSES)],
      where: { origin: dice.one(COUNTRIES), exploitation: dice.one(COUNTRIES) },
      quantities: [{ unit: 'victim', value: 1, ageBand: 'adult' }],
      observed: { from: recordedAt.slice(0, 10), to: recordedAt.slice(0, 10), precision: 'day' },
      basis: clear ? 'no-personal-data' : dice.one(['no-personal-data', 'legal-duty']),
      usePurposes: dice.some(USE_PURPOSES),
      marking: clear ? { tlp: 'clear' } : { tlp: dice.one(['green', 'amber']), communities: dice.some(TIERS) },
      attribution: dice.one(['named', 'kind-and-country', 'hidden']),
      palermoComplete: false,
      concernsMinors: false,
      hasNarrative: false,
    };
  });
}

/** Lays organisations that say what they work on into directory's store, and tells its search that there is something new. */
export async function fillDirectory(uri: string, database: string, count: number): Promise<void> {
  const dice = new Dice(6);
  const few = (list: readonly string[], most: number) => dice.some(list).slice(0, most);
  const serial = 1_000_000;
  let sequence = serial;
  await inBatches(uri, database, 'organisations', count, () => ({
    _id: randomUUID(),
    name: `Organisation ${(sequence += 1)}`,
    kind: dice.one(ORGANISATION_KINDS),
    country: dice.one(COUNTRIES),
    regime: 'gdpr',
    status: 'active',
    assessing: false,
    operates: false,
    clearance: 'amber',
    communities: [],
    agreements: [],
    people: [],
    revokedCredentials: [],
    sequence,
    version: 1,
    serial,
    profile: {
      coverage: { countries: few(COUNTRIES, 8), purposes: few(PURPOSES, 4), languages: few(LANGUAGES, 3), roles: ['prevention'] },
      contacts: [{ role: 'liaison', name: 'Desk', channel: { kind: 'siena', address: 'desk' }, duty: dice.next() < 0.3 }],
    },
  }));
  await withStore(uri, (client) =>
    client.db(database).collection<{ _id: string }>('policySequence').updateOne({ _id: 'policy' }, { $set: { serial } }),
  );
}

/** How long the store alone takes for the newest documents of all, in milliseconds. */
export async function rawPage(uri: string, database: string, limit: number, rounds: number): Promise<number[]> {
  return withStore(uri, async (client) => {
    const reports = client.db(database).collection('reports');
    const since = new Date(Date.now() - 4 * DAY_MS).toISOString().slice(0, 10);
    const times: number[] = [];
    for (let i = 0; i < rounds; i += 1) {
      const from = performance.now();
      await reports
        .find({ recordedOn: { $gt: since } })
        .sort({ recordedOn: -1, _id: -1 })
        .limit(limit)
        .toArray();
      times.push(performance.now() - from);
    }
    return times;
  });
}

async function inBatches(uri: string, database: string, collection: string, count: number, make: () => object): Promise<void> {
  await withStore(uri, async (client) => {
    for (let left = count; left > 0; left -= BATCH)
      await client
        .db(database)
        .collection(collection)
        .insertMany(Array.from({ length: Math.min(BATCH, left) }, make), { ordered: false });
  });
}

async function withStore<T>(uri: string, work: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const client = await new mongo.MongoClient(uri).connect();
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
