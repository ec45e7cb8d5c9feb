import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Outbox, PolicyContext } from '@landbridge/messaging';
import { KeyRing, StoreClock } from '@landbridge/platform';
import { Test } from '@nestjs/testing';
import { organisationState, reportInput } from '@landbridge/contracts/testing';
import type { ClientSession } from 'mongoose';
import { AccessRequestsRepository } from '../access/access-requests.repository.ts';
import { ReadersToTell } from '../disclosures/readers-to-tell.ts';
import { ExternalIdsRepository } from '../external-ids/external-ids.repository.ts';
import { KeyedDigests } from '../keys/keyed-digests.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import { HoldsRepository } from '../retention/holds.repository.ts';
import { IngestionStore } from '../store/ingestion-store.ts';
import { dayOf, type HeldReport, type PastRevision, type ReportDocument } from './report.documents.ts';
import { ReportsRepository } from './reports.repository.ts';
import { ReportsService } from './reports.service.ts';
import { contributorOf, structured, textsOf, toSubmission } from './submission.ts';

const owner = organisationState();
const keys = new KeyRing(Buffer.alloc(32, 1));
const seals = new ReportSeals(keys);
const submission = (country: string) =>
  toSubmission(owner.id, reportInput({ where: { exploitation: country } }), [], new KeyedDigests(keys));

/** The first revision as acceptance writes it. */
function held(): HeldReport {
  const first = submission('SE');
  const at = '2026-03-10T12:00:00.000Z';
  const { id: _id, ...structure } = structured(first, {
    id: 'report', revision: 1, contributor: contributorOf(owner), acceptedAt: at, recordedAt: at,
  }); // prettier-ignore
  return {
    _id,
    ...structure,
    recordedOn: dayOf(at),
    state: 'held',
    revisedAt: at,
    digest: first.digest,
    ...seals.seal(_id, 1, textsOf(first)),
  };
}

describe('a store that forgot that it had committed, so that the work is done again', () => {
  const session = {} as ClientSession;
  let stored: ReportDocument;
  /** What somebody else does between the two. */
  let between: () => void;
  const store = {
    transaction: async (work: (session: ClientSession) => Promise<unknown>) => {
      await work(session);
      between();
      await work(session);
    },
  };
  const reports = {
    find: () => Promise.resolve(stored),
    replace: jest.fn((_session: ClientSession, read: HeldReport, _past: PastRevision, next: ReportDocument) => {
      if (stored.revision !== read.revision) return Promise.resolve(false);
      stored = next.state === 'held' && stored.state === 'held' && stored.grants ? { ...next, grants: stored.grants } : next;
      return Promise.resolve(true);
    }),
  };
  let service: ReportsService;

  beforeEach(async () => {
    stored = held();
    between = () => undefined;
    const module = await Test.createTestingModule({
      providers: [
        ReportsService,
        { provide: IngestionStore, useValue: store },
        { provide: ReportsRepository, useValue: reports },
        { provide: ExternalIdsRepository, useValue: { findHolders: () => Promise.resolve(new Map()), add: jest.fn() } },
        { provide: AccessRequestsRepository, useValue: { lapse: jest.fn() } },
        { provide: ReadersToTell, useValue: { note: jest.fn() } },
        { provide: HoldsRepository, useValue: { findInForce: () => Promise.resolve(null) } },
        { provide: ReportSeals, useValue: seals },
        { provide: Outbox, useValue: { add: jest.fn(), wake: jest.fn() } },
        { provide: PolicyContext, useValue: { sequence: () => 42 } },
        { provide: StoreClock, useValue: { now: () => Promise.resolve(new Date('2026-03-11T12:00:00.123Z')) } },
      ],
    }).compile();
    service = module.get(ReportsService);
  });

  it('answers a revision as written', async () => {
    expect(await service.revise(owner, 'report', 1, submission('FI'))).toEqual({ id: 'report', revision: 2 });
  });

  it('answers a withdrawal as written', async () => {
    expect(await service.withdraw(owner, 'report', 'any', 'other')).toEqual({ id: 'report', revision: 2, state: 'withdrawn' });
  });

  it('refuses when somebody else has revised the report in the same millisecond', async () => {
    between = () => (stored = { ...held(), ...stored, digest: 'another' } as HeldReport);
    await expect(service.revise(owner, 'report', 1, submission('FI'))).rejects.toThrow('412 revision-mismatch');
  });

  it('begins again when only the first key came', async () => {
    reports.replace.mockImplementationOnce(() => {
      stored = { ...held(), key: Buffer.of(1), grants: [{ organisation: 'reader', purpose: 'prevention', level: 'full' }] };
      return Promise.resolve(false);
    });
    expect(await service.revise(owner, 'report', 1, submission('FI'))).toEqual({ id: 'report', revision: 2 });
    expect(stored).toMatchObject({ revision: 2, grants: [{ organisation: 'reader' }] });
  });

  it('still refuses when somebody else has revised the report', async () => {
    between = () => (stored = { ...stored, revisedAt: '2026-03-11T12:00:00.124Z' });
    await expect(service.revise(owner, 'report', 1, submission('FI'))).rejects.toThrow('412 revision-mismatch');
  });

  it('still refuses when somebody else has revised it in the same millisecond', async () => {
    between = () => (stored = { ...stored, digest: 'of another content' } as ReportDocument);
    await expect(service.revise(owner, 'report', 1, submission('FI'))).rejects.toThrow('412 revision-mismatch');
    between = () => (stored = { ...stored, reason: 'duplicate' } as ReportDocument);
    await expect(service.withdraw(owner, 'report', 'any', 'error')).rejects.toThrow('412 revision-mismatch');
  });
});
