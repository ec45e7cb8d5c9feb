import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VISIBILITIES } from '@landbridge/contracts';
import { testEngines } from '@landbridge/engines/testing';
import { atLeast, canSee, readerFrom, type SharedReport, visibleTo } from '@landbridge/sharing';
import { communities, organisations, sharedReports, somePerson, somePurpose } from '@landbridge/sharing/testing';
import fc from 'fast-check';
import { mongo } from 'mongoose';

const SEED = 6;
const REPORTS = 400;
const NOW = new Date('2026-06-01T00:00:00Z');

type Stored = SharedReport & { readonly _id: number };

describe('the sharing policy in the store', () => {
  const reports = fc.sample(sharedReports, { seed: SEED, numRuns: REPORTS }).map((report, _id): Stored => ({ _id, ...report }));
  let client: mongo.MongoClient;
  let collection: mongo.Collection<Stored>;

  beforeAll(async () => {
    client = new mongo.MongoClient((await testEngines()).mongodbUri);
    const database = client.db(`policy-${process.pid}`);
    collection = database.collection('reports');
    await collection.insertMany(reports);
  });
  afterAll(async () => {
    await client.db(`policy-${process.pid}`).dropDatabase();
    await client.close();
  });

  it('finds for every reader exactly the reports of which the function says that it sees so much', async () => {
    const levels = VISIBILITIES.filter((level) => level !== 'none');
    const found = { none: 0, existence: 0, redacted: 0, full: 0 };
    const oneOf = fc.constantFrom(...levels);
    await fc.assert(
      fc.asyncProperty(
        organisations,
        communities,
        fc.option(somePerson),
        somePurpose,
        oneOf,
        async (who, known, person, purpose, level) => {
          const reader = readerFrom(who, { community: (id) => known.get(id), now: NOW, person: person ?? undefined });
          const seen = reports.filter((report) => atLeast(canSee(reader, purpose, report), level)).map(({ _id }) => _id);
          for (const report of reports) found[canSee(reader, purpose, report)] += 1;
          const matched = await collection.find(visibleTo(reader, purpose, level), { projection: { _id: 1 } }).toArray();
          expect(matched.map(({ _id }) => _id).sort((a, b) => a - b)).toEqual(seen);
        },
      ),
      { seed: SEED, numRuns: 10_000 },
    );
    // each answer was given often enough to be worth something
    for (const level of VISIBILITIES) expect(found[level]).toBeGreaterThan(5_000);
  });
});
