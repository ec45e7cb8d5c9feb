import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Disclosure } from '@landbridge/contracts';
import type { EventBatch } from '@landbridge/messaging';
import { testEngines } from '@landbridge/engines/testing';
import { StoreClock } from '@landbridge/platform';
import { getConnectionToken, MongooseModule } from '@nestjs/mongoose';
import { Test, type TestingModule } from '@nestjs/testing';
import type { ClientSession, Connection } from 'mongoose';
import { DisclosuresConsumer } from '../src/inbox/disclosures.consumer.ts';
import { InboxItem, InboxItemSchema } from '../src/inbox/inbox-item.schema.ts';
import { InboxRepository } from '../src/inbox/inbox.repository.ts';
import { InboxService } from '../src/inbox/inbox.service.ts';
import { PersonalVisibility } from '../src/inbox/personal-visibility.ts';
import { Crossing, CrossingSchema } from '../src/disclosures/crossing.schema.ts';
import { CrossingsRepository } from '../src/disclosures/crossings.repository.ts';
import { DisclosedRepository } from '../src/disclosures/disclosed.repository.ts';
import { Disclosed, DisclosedSchema } from '../src/disclosures/disclosed.schema.ts';
import { Subject, SubjectSchema } from '../src/routing/subject.schema.ts';
import { SubjectsRepository } from '../src/routing/subjects.repository.ts';

const now = new Date('2026-03-10T10:00:00Z');
let testing: TestingModule;
let connection: Connection;

beforeAll(async () => {
  testing = await Test.createTestingModule({
    imports: [
      MongooseModule.forRoot((await testEngines()).mongodbUri, { dbName: `crossings-${randomUUID()}` }),
      MongooseModule.forFeature([
        { name: Crossing.name, schema: CrossingSchema },
        { name: Disclosed.name, schema: DisclosedSchema },
        { name: InboxItem.name, schema: InboxItemSchema },
        { name: Subject.name, schema: SubjectSchema },
      ]),
    ],
    controllers: [DisclosuresConsumer],
    providers: [
      CrossingsRepository,
      DisclosedRepository,
      InboxRepository,
      InboxService,
      SubjectsRepository,
      { provide: PersonalVisibility, useValue: { isShownTo: () => false } },
      { provide: StoreClock, useValue: { now: () => Promise.resolve(now) } },
    ],
  }).compile();
  connection = testing.get<Connection>(getConnectionToken());
  await Promise.all(Object.values(connection.models).map((model) => model.init()));
});

afterAll(async () => {
  await connection.dropDatabase();
  await testing.close();
});

/** A transaction that looks at the store at first, and goes on only when all others have looked as well. */
function togetherWith(count: number) {
  let looked = 0;
  let goOn: () => void;
  const all = new Promise<void>((resolve) => (goOn = resolve));
  return (work: (session: ClientSession) => Promise<unknown>) =>
    connection.transaction(async (session) => {
      await connection.collection('subjects').findOne({}, { session });
      if (++looked === count) goOn();
      await all;
      await work(session);
    });
}

const readingOf = (report: string, reader: string): EventBatch<'disclosures'> => {
  const data: Disclosure = { report, revision: 1, reader, channel: 'rest', level: 'full', purpose: 'prevention', at: now.toISOString() };
  const event = { key: report, subject: report, revision: 1, time: now, id: randomUUID(), offset: 0, stamp: 0, policySequence: 1 };
  const events = [{ ...event, name: 'disclosure.recorded' as const, data }];
  return { topic: 'disclosures', source: 'live', events, partition: 0, generation: 'g', from: 0, next: 1 };
};

it.each([
  ['was known before', true],
  ['was not', false],
])('tells who read a report when its withdrawal is learnt at the same moment, where the report %s', async (_which, isKnown) => {
  const [report, reader] = [randomUUID(), randomUUID()];
  const gone: Subject = { _id: report, revision: 2, withdrawn: true };
  const subjects = connection.model<Subject>(Subject.name);
  if (isKnown) await subjects.create({ ...gone, revision: 1, withdrawn: false });
  const together = togetherWith(2);
  await Promise.all([
    together((session) => testing.get(DisclosuresConsumer).take(readingOf(report, reader), session)),
    together(async (session) => {
      await subjects.replaceOne({ _id: report }, gone, { session, upsert: true });
      const changed = isKnown ? { fresh: [], known: [gone] } : { fresh: [gone], known: [] };
      await testing.get(InboxService).follow({ ...changed, before: new Map(), takenBack: [] }, now, session);
    }),
  ]);
  const items = await connection.model<InboxItem>(InboxItem.name).find({ subject: report }).lean();
  expect(items).toMatchObject([{ organisation: reader, kind: 'report-withdrawn', revision: 2 }]);
});
