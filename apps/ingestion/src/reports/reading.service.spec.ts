import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Disclosure, WithdrawalDelivered } from '@landbridge/contracts';
import { organisationState, structuredReport } from '@landbridge/contracts/testing';
import { PolicyContext, PolicyStale } from '@landbridge/messaging';
import { Audit, Clock, Cursors, KeyRing } from '@landbridge/platform';
import { memberReader } from '@landbridge/sharing/testing';
import { Test } from '@nestjs/testing';
import { DisclosuresRepository } from '../disclosures/disclosures.repository.ts';
import { LooksService } from '../disclosures/looks.service.ts';
import { NoticesRepository } from '../disclosures/notices.repository.ts';
import { ReadersToTell } from '../disclosures/readers-to-tell.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import type { Reading } from './reading.ts';
import { ReadingService } from './reading.service.ts';
import { dayOf, type HeldReport, type PastRevision, type ReportDocument, toPast } from './report.documents.ts';
import { ListQuery } from './report.query.ts';
import { ReportsRepository } from './reports.repository.ts';
import { TakenBackReports } from './taken-back.ts';

const keys = new KeyRing(Buffer.alloc(32, 1));
const { id, ...structure } = structuredReport({ marking: { tlp: 'amber', communities: ['practitioners'] } });
const report: HeldReport = {
  _id: id,
  ...structure,
  recordedOn: dayOf(structure.recordedAt),
  state: 'held',
  revisedAt: structure.acceptedAt,
  digest: 'd',
};
const reader = (organisation: string) => memberReader(organisationState({ id: organisation, communities: ['practitioners'] }));
const member: Reading = { reader: reader(randomUUID()), purpose: 'prevention' };
const owner: Reading = { reader: reader(structure.contributor.id), purpose: 'prevention' };

describe('reading', () => {
  const reports = {
    find: jest.fn<() => Promise<ReportDocument | null>>(),
    findPast: jest.fn<() => Promise<PastRevision[]>>(),
    list: jest.fn(() => Promise.resolve([report])),
    findWithdrawnAmong: jest.fn<(ids: readonly string[]) => Promise<string[]>>(() => Promise.resolve([])),
  };
  const disclosures = {
    insert: jest.fn((_disclosures: readonly Disclosure[]) => Promise.resolve()),
    wasShown: jest.fn(() => Promise.resolve(false)),
    levelsHad: jest.fn((_who: object, _reports: readonly string[]) => Promise.resolve(new Map<string, Disclosure['level']>())),
  };
  const toTell = { note: jest.fn((_reports: readonly string[]) => Promise.resolve()) };
  const notices = { told: jest.fn((_notices: readonly WithdrawalDelivered[]) => Promise.resolve()) };
  const policy = { requireFresh: jest.fn() };
  const audit = { record: jest.fn<(...entries: unknown[]) => Promise<string[]>>(() => Promise.resolve([])) };
  let reading: ReadingService;

  beforeEach(async () => {
    jest.clearAllMocks();
    reports.find.mockResolvedValue(report);
    policy.requireFresh.mockReset();
    reports.findWithdrawnAmong.mockResolvedValue([]);
    const module = await Test.createTestingModule({
      providers: [
        ReadingService,
        LooksService,
        { provide: NoticesRepository, useValue: notices },
        { provide: ReadersToTell, useValue: toTell },
        TakenBackReports,
        { provide: ReportsRepository, useValue: reports },
        { provide: DisclosuresRepository, useValue: disclosures },
        { provide: ReportSeals, useValue: new ReportSeals(keys) },
        { provide: Cursors, useValue: new Cursors('a secret of ingestion') },
        { provide: PolicyContext, useValue: policy },
        { provide: Audit, useValue: audit },
        { provide: Clock, useValue: { now: () => new Date('2026-03-10T12:00:00Z') } },
      ],
    }).compile();
    reading = module.get(ReadingService);
  });

  it('answers nothing that is not on record', async () => {
    disclosures.insert.mockRejectedValueOnce(new Error('away'));
    await expect(reading.get(member, id)).rejects.toThrow('away');
    disclosures.insert.mockRejectedValueOnce(new Error('away'));
    await expect(reading.list(member, new ListQuery())).rejects.toThrow('away');
    audit.record.mockRejectedValueOnce(new Error('no record'));
    await expect(reading.get(member, id)).rejects.toThrow('no record');
  });

  it('tells the audit who read which revision of whose report, and what for', async () => {
    await reading.get(member, id);
    expect(audit.record).toHaveBeenCalledWith({
      actor: { by: 'organisation', organisation: member.reader.organisation, kind: 'ngo', country: 'SE' },
      action: 'report.read',
      objects: [{ kind: 'reports', id }],
      owner: structure.contributor.id,
      purpose: 'prevention',
      details: { revision: 1, level: 'full' },
    });
  });

  it('shows nothing above CLEAR, and no words, while it is not known who may see it', async () => {
    policy.requireFresh.mockImplementation(() => {
      throw new PolicyStale();
    });
    await expect(reading.get(member, id)).rejects.toThrow(PolicyStale);
    await expect(reading.list(member, new ListQuery())).rejects.toThrow(PolicyStale);
    await expect(reading.get(owner, id)).rejects.toThrow(PolicyStale);
    await expect(reading.history(owner, id)).rejects.toThrow(PolicyStale);
    expect((await reading.list(owner, Object.assign(new ListQuery(), { mine: 'true' }))).reports).toHaveLength(1);
    reports.find.mockResolvedValue({ ...report, marking: { tlp: 'clear' } });
    expect(await reading.get(member, id)).toMatchObject({ id, state: 'held' });
  });

  it('has it told once more who read a report that was withdrawn at that moment', async () => {
    await reading.get(member, id);
    expect(toTell.note).toHaveBeenLastCalledWith([]);
    reports.findWithdrawnAmong.mockImplementation((ids) => {
      // whoever tells may have looked before this look was on record, and not after
      expect(disclosures.insert).toHaveBeenCalledTimes(2);
      return Promise.resolve([...ids]);
    });
    await reading.get(member, id);
    expect(toTell.note).toHaveBeenLastCalledWith([id]);
  });

  it('tells in no revision who contributed, once a later one has hidden it', async () => {
    reports.findPast.mockResolvedValue([toPast({ ...report, attribution: 'named' })]);
    reports.find.mockResolvedValue({ ...report, revision: 2, attribution: 'hidden' });
    const shown = await reading.history(member, id);
    expect(shown).toHaveLength(2);
    expect(JSON.stringify(shown)).not.toContain(structure.contributor.id);
  });

  it('records no look of the owner', async () => {
    await reading.get(owner, id);
    await reading.list(owner, new ListQuery());
    expect(disclosures.insert).not.toHaveBeenCalled();
    expect(audit.record).not.toHaveBeenCalled();
  });

  describe('RED', () => {
    const person = randomUUID();
    const named = (over: Partial<typeof member.reader> = {}): Reading => ({
      reader: memberReader(organisationState({ clearance: 'red' }), { clearance: 'red', person, ...over }),
      purpose: 'prevention',
    });

    beforeEach(() => {
      reports.find.mockResolvedValue({ ...report, marking: { tlp: 'red', persons: [person] } });
    });

    it('is shown to the person named, who is on record', async () => {
      expect(await reading.get(named(), id)).toMatchObject({ state: 'held', visibility: 'full', marking: { tlp: 'red' } });
      expect(disclosures.insert.mock.calls[0]?.[0]).toMatchObject([{ person, level: 'full', personal: true }]);
    });

    it.each([
      ['a machine of the same organisation', (): Reading => {
        const { person: _person, ...reader } = named().reader;
        return { reader, purpose: 'prevention' };
      }],
      ['a colleague', () => named({ person: randomUUID() })],
      ['the person without clearance', () => named({ clearance: 'amber+strict' })],
    ])('is nothing to %s', async (_who, reader) => {
      await expect(reading.get(reader(), id)).rejects.toThrow('404 not-found');
      expect(disclosures.insert).not.toHaveBeenCalled();
    }); // prettier-ignore
  });

  describe('what is left of a report', () => {
    const stranger: Reading = { reader: memberReader(organisationState({ communities: [] })), purpose: 'prevention' };
    const withdrawn = { ...report, state: 'withdrawn', revision: 4, reason: 'error' } as unknown as ReportDocument;

    it('is nothing to who never had it, and is answered as what is not there', async () => {
      await expect(reading.get(stranger, id)).rejects.toThrow('404 not-found');
      reports.find.mockResolvedValue(null);
      await expect(reading.get(stranger, id)).rejects.toThrow('404 not-found');
      policy.requireFresh.mockImplementation(() => {
        throw new PolicyStale();
      });
      for (const found of [null, report, withdrawn]) {
        reports.find.mockResolvedValue(found);
        await expect(reading.get(stranger, id)).rejects.toThrow(PolicyStale);
        await expect(reading.history(stranger, id)).rejects.toThrow(PolicyStale);
      }
    });

    it('is its tombstone to who had it, and then it was told', async () => {
      disclosures.wasShown.mockResolvedValue(true);
      expect(await reading.get(stranger, id)).toEqual({ id, state: 'withdrawn' });
      reports.find.mockResolvedValue(withdrawn);
      expect(await reading.history(stranger, id)).toEqual([{ id, state: 'withdrawn' }]);
      const reader = stranger.reader.organisation;
      expect(notices.told.mock.calls.map(([told]) => told)).toMatchObject([[{ reader, revision: 1 }], [{ reader, revision: 4, channel: 'rest' }]]); // prettier-ignore
      disclosures.wasShown.mockResolvedValue(false);
    });

    it('is not called withdrawn where another purpose still opens it', async () => {
      disclosures.wasShown.mockResolvedValue(true);
      await expect(reading.get({ ...member, purpose: 'research' }, id)).rejects.toThrow('404 not-found');
      expect(notices.told).not.toHaveBeenCalled();
      disclosures.wasShown.mockResolvedValue(false);
    });

    it('is a coarser form to who had more, and then it was told as well', async () => {
      reports.find.mockResolvedValue({ ...report, concernsMinors: true, usePurposes: ['prevention'] });
      await reading.get(member, id);
      expect(notices.told).toHaveBeenLastCalledWith([]);
      disclosures.levelsHad.mockResolvedValueOnce(new Map([[id, 'full']]));
      expect(await reading.get(member, id)).toMatchObject({ visibility: 'redacted' });
      expect(notices.told).toHaveBeenLastCalledWith([expect.objectContaining({ reader: member.reader.organisation, revision: 1 })]);
    });
  });
});
