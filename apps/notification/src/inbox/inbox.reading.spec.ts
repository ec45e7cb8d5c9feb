import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { communityState, organisationState, structuredReport } from '@landbridge/contracts/testing';
import { PolicyContext, PolicyStale } from '@landbridge/messaging';
import { Clock, Readers, type OrganisationCaller } from '@landbridge/platform';
import { memberReader } from '@landbridge/sharing/testing';
import { Test } from '@nestjs/testing';
import { latestOf } from '../routing/reach.ts';
import type { Subject } from '../routing/subject.schema.ts';
import { SubjectsRepository } from '../routing/subjects.repository.ts';
import type { InboxItem } from './inbox-item.schema.ts';
import { InboxReading } from './inbox.reading.ts';
import { InboxRepository, type Holder } from './inbox.repository.ts';
import { personalItems } from './personal.ts';
import { PersonalVisibility } from './personal-visibility.ts';

const now = new Date('2026-03-10T10:00:00Z');
const ada = { id: randomUUID(), roles: ['analyst' as const] };
const organisation = organisationState({ clearance: 'red', people: [ada] });

describe('reading an inbox', () => {
  let subjects: Subject[];
  let items: InboxItem[];
  let marked: string[];
  let fresh: boolean;
  let reading: InboxReading;

  beforeEach(async () => {
    subjects = [];
    items = [];
    marked = [];
    fresh = true;
    const mine = ({ organisation: own, person }: Holder) =>
      items.filter((item) => item.organisation === own || (person !== undefined && item.person === person));
    const store = {
      findPage: (holder: Holder) => Promise.resolve(mine(holder)),
      find: (holder: Holder, id: string) => Promise.resolve(mine(holder).find(({ _id }) => _id === id)),
      markRead: () => Promise.resolve(),
      markVisible: (ids: readonly string[]) => Promise.resolve(void (marked = [...ids])),
    };
    const policy = {
      community: (id: string) => communityState({ id }),
      requireFresh: () => {
        if (!fresh) throw new PolicyStale();
      },
    };
    const testing = await Test.createTestingModule({
      providers: [
        InboxReading,
        PersonalVisibility,
        Readers,
        { provide: InboxRepository, useValue: store },
        { provide: SubjectsRepository, useValue: { findSome: () => Promise.resolve(new Map(subjects.map((each) => [each._id, each]))) } },
        { provide: PolicyContext, useValue: policy },
        { provide: Clock, useValue: { now: () => now } },
      ],
    }).compile();
    reading = testing.get(InboxReading);
  });

  const caller = (over: Partial<OrganisationCaller> = {}): OrganisationCaller => ({
    kind: 'organisation',
    clientId: 'console',
    scopes: ['reports:read'],
    organisation,
    reader: memberReader(organisation),
    person: ada,
    ...over,
  });
  const receive = (over: Parameters<typeof structuredReport>[0] = {}) => {
    const report = structuredReport({ marking: { tlp: 'red', persons: [ada.id] }, ...over });
    const subject: Subject = { _id: report.id, revision: 1, withdrawn: false, report: latestOf(report) };
    subjects = [subject];
    const named = { ...subject, report: { ...latestOf(report), marking: { tlp: 'red' as const, persons: [ada.id] } } };
    items = personalItems(named, undefined, [], () => false, now).put;
    return report;
  };
  const kinds = async (of = caller()) => (await reading.page(of, false, undefined, 50)).map(({ kind }) => kind);

  it('shows a person the reports that name it', async () => {
    receive();
    expect(await kinds()).toEqual(['report']);
    expect(marked).toEqual(items.map(({ _id }) => _id));
  });

  it.each<[string, () => OrganisationCaller]>([
    ['a machine of the organisation', () => ({ ...caller(), person: undefined }) as unknown as OrganisationCaller],
    ['a colleague', () => caller({ person: { id: randomUUID(), roles: ['administrator'] } })],
    ['the person without the clearance', () => caller({ organisation: { ...organisation, clearance: 'amber' } })],
  ])('shows them not to %s', async (_who, who) => {
    receive();
    expect(await kinds(who())).toEqual([]);
    expect(marked).toEqual([]);
    await expect(reading.markRead(who(), items[0]?._id ?? '')).rejects.toMatchObject({ details: { status: 404 } });
  });

  it.each<[string, Parameters<typeof structuredReport>[0]]>([
    ['names others by now', { marking: { tlp: 'red', persons: [randomUUID()] } }],
    ['is for another territory', { marking: { tlp: 'red', persons: [ada.id], territory: ['RO'] } }],
    ['is for no purpose of the person’s organisation', { usePurposes: ['investigation'] }],
  ])('shows none that %s', async (_what, over) => {
    receive(over);
    expect(await kinds()).toEqual([]);
  });

  it('shows nothing while it is not known who may see what', async () => {
    receive();
    fresh = false;
    await expect(kinds()).rejects.toThrow(PolicyStale);
  });
});
