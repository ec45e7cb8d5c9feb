import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Outbox, type OutboxChunk, PolicyContext } from '@landbridge/messaging';
import { KeyRing, StoreClock } from '@landbridge/platform';
import { Test } from '@nestjs/testing';
import { organisationState, reportInput } from '@landbridge/contracts/testing';
import { type ClientSession, mongo } from 'mongoose';
import { ExternalIdsRepository } from '../external-ids/external-ids.repository.ts';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import { IngestionStore } from '../store/ingestion-store.ts';
import { AcceptanceService } from './acceptance.service.ts';
import type { HeldReport } from './report.documents.ts';
import { ReportsRepository } from './reports.repository.ts';
import { toSubmission } from './submission.ts';

const AT = new Date('2026-03-10T12:00:00.123Z');
const owner = organisationState();
const keys = new KeyRing(Buffer.alloc(32, 1));
const digests = new KeyedDigests(keys);
const submission = (over: object = {}) => toSubmission(owner.id, { ...reportInput(), ...over }, [], digests);

describe('accepting', () => {
  const session = {} as ClientSession;
  const store = { transaction: jest.fn((work: (session: ClientSession) => Promise<unknown>) => work(session)) };
  const reports = {
    findStates: jest.fn(() => Promise.resolve(new Map())),
    hadContent: jest.fn(),
    insert: jest.fn((_session: ClientSession, _reports: HeldReport[]) => Promise.resolve()),
  };
  const externalIds = {
    findHolders: jest.fn((_ids: string[]) => Promise.resolve(new Map<string, string>())),
    add: jest.fn(() => Promise.resolve()),
  };
  const outbox = { add: jest.fn((_session: ClientSession, _chunk: OutboxChunk) => Promise.resolve()), wake: jest.fn() };
  const clock = { now: jest.fn(() => Promise.resolve(AT)) };
  let acceptance: AcceptanceService;

  beforeEach(async () => {
    jest.clearAllMocks();
    const module = await Test.createTestingModule({
      providers: [
        AcceptanceService,
        { provide: IngestionStore, useValue: store },
        { provide: ReportsRepository, useValue: reports },
        { provide: ExternalIdsRepository, useValue: externalIds },
        { provide: ReportSeals, useValue: new ReportSeals(keys) },
        { provide: Outbox, useValue: outbox },
        { provide: PolicyContext, useValue: { sequence: () => 42 } },
        { provide: StoreClock, useValue: clock },
      ],
    }).compile();
    acceptance = module.get(AcceptanceService);
  });

  it('writes a chunk in one transaction with one outbox document, at one time of the store', async () => {
    const outcomes = await acceptance.accept(owner, [
      submission(),
      submission({ externalIds: ['a'] }),
      submission({ recordedAt: '2024-01-01T00:00:00Z' }),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect([store.transaction, reports.insert, outbox.add, clock.now].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1, 1]);
    expect(outbox.wake).toHaveBeenCalledTimes(1);
    const [, chunk] = outbox.add.mock.calls[0]!;
    expect(chunk).toMatchObject({ organisation: owner.id, acceptedAt: AT });
    expect(chunk.events).toHaveLength(3);
    expect(chunk.events[0]).toMatchObject({
      name: 'report.accepted',
      revision: 1,
      time: AT,
      policySequence: 42,
      data: { report: { acceptedAt: AT.toISOString(), recordedAt: AT.toISOString() } },
    });
    expect(chunk.events[2]).toMatchObject({ data: { report: { acceptedAt: AT.toISOString(), recordedAt: '2024-01-01T00:00:00.000Z' } } });
  });

  it('puts no text into an event, and none in clear into the store', async () => {
    await acceptance.accept(owner, [submission({ narrative: 'Words', references: ['Words'], externalIds: ['Words'] })]);
    const [, [stored]] = reports.insert.mock.calls[0]!;
    expect(stored).toMatchObject({ hasNarrative: true, key: expect.any(Buffer), texts: expect.any(Buffer) });
    expect(JSON.stringify([stored, outbox.add.mock.calls])).not.toContain('Words');
  });

  it('makes no key where there is no text', async () => {
    await acceptance.accept(owner, [submission()]);
    const [, [stored]] = reports.insert.mock.calls[0]!;
    expect(stored).not.toHaveProperty('key');
    expect(stored).not.toHaveProperty('texts');
  });

  it('writes nothing where all is held', async () => {
    const again = submission({ externalIds: ['a'] });
    externalIds.findHolders.mockResolvedValueOnce(new Map(again.identities.map((identity) => [identity, 'r1'])));
    reports.findStates.mockResolvedValueOnce(new Map([['r1', { _id: 'r1', state: 'held', revision: 2, digest: again.digest }]]));
    expect(await acceptance.accept(owner, [again])).toEqual([{ kind: 'alreadyHeld', id: 'r1', revision: 2 }]);
    expect(store.transaction).not.toHaveBeenCalled();
  });

  it('looks again when somebody else took an external id in the meantime', async () => {
    store.transaction.mockRejectedValueOnce(new mongo.MongoServerError({ message: 'E11000', code: 11_000 }));
    expect(await acceptance.accept(owner, [submission({ externalIds: ['a'] })])).toMatchObject([{ kind: 'accepted' }]);
    expect(externalIds.findHolders).toHaveBeenCalledTimes(2);
  });

  it('passes on what fails otherwise, and wakes nobody', async () => {
    store.transaction.mockRejectedValueOnce(new Error('away'));
    await expect(acceptance.accept(owner, [submission()])).rejects.toThrow('away');
    expect(outbox.wake).not.toHaveBeenCalled();
  });
});
