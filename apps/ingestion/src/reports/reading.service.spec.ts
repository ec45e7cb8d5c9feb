import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { organisationState, structuredReport } from '@landbridge/contracts/testing';
import { PolicyContext, PolicyStale } from '@landbridge/messaging';
import { Audit, Clock, KeyRing } from '@landbridge/platform';
import { memberReader } from '@landbridge/sharing/testing';
import { Test } from '@nestjs/testing';
import { DisclosuresRepository } from '../disclosures/disclosures.repository.ts';
import { ReportSeals } from '../keys/report-seals.ts';
import { Cursors } from './cursor.ts';
import { type Reading, ReadingService } from './reading.service.ts';
import { dayOf, type HeldReport, type PastRevision, toPast } from './report.documents.ts';
import { ListQuery } from './report.query.ts';
import { ReportsRepository } from './reports.repository.ts';

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
    find: jest.fn<() => Promise<HeldReport | null>>(),
    findPast: jest.fn<() => Promise<PastRevision[]>>(),
    list: jest.fn(() => Promise.resolve([report])),
  };
  const disclosures = {
    add: jest.fn(() => Promise.resolve()),
    tellOfWithdrawals: jest.fn(() => Promise.resolve()),
    wasShown: jest.fn(() => Promise.resolve(false)),
  };
  const policy = { requireFresh: jest.fn() };
  const audit = { record: jest.fn<(...entries: unknown[]) => Promise<string[]>>(() => Promise.resolve([])) };
  let reading: ReadingService;

  beforeEach(async () => {
    jest.clearAllMocks();
    reports.find.mockResolvedValue(report);
    const module = await Test.createTestingModule({
      providers: [
        ReadingService,
        { provide: ReportsRepository, useValue: reports },
        { provide: DisclosuresRepository, useValue: disclosures },
        { provide: ReportSeals, useValue: new ReportSeals(keys) },
        { provide: Cursors, useValue: new Cursors(keys) },
        { provide: PolicyContext, useValue: policy },
        { provide: Audit, useValue: audit },
        { provide: Clock, useValue: { now: () => new Date('2026-03-10T12:00:00Z') } },
      ],
    }).compile();
    reading = module.get(ReadingService);
  });

  it('answers nothing that is not on record', async () => {
    disclosures.add.mockRejectedValueOnce(new Error('away'));
    await expect(reading.get(member, id)).rejects.toThrow('away');
    disclosures.add.mockRejectedValueOnce(new Error('away'));
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

  it('tells in no revision who contributed, once a later one has hidden it', async () => {
    policy.requireFresh.mockReset();
    reports.findPast.mockResolvedValue([toPast({ ...report, attribution: 'named' })]);
    reports.find.mockResolvedValue({ ...report, revision: 2, attribution: 'hidden' });
    const shown = await reading.history(member, id);
    expect(shown).toHaveLength(2);
    expect(JSON.stringify(shown)).not.toContain(structure.contributor.id);
  });

  it('records no look of the owner', async () => {
    policy.requireFresh.mockReset();
    await reading.get(owner, id);
    await reading.list(owner, new ListQuery());
    expect(disclosures.add).not.toHaveBeenCalled();
    expect(audit.record).not.toHaveBeenCalled();
  });
});
