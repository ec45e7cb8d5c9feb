import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Charter, OrganisationState } from '@landbridge/contracts';
import { charter, communityState, organisationState } from '@landbridge/contracts/testing';
import { PolicyContext, PolicyStale } from '@landbridge/messaging';
import { type Caller, Problem } from '@landbridge/platform';
import { readerFrom } from '@landbridge/sharing';
import { Test } from '@nestjs/testing';
import { FiguresReader } from './figures-reader.ts';
import { FiguresRepository } from './figures.repository.ts';

const POLICE_TOO = charter({ purpose: 'victim-support', admits: ['police', 'ngo'] });
const NGO_ONLY = charter({ purpose: 'victim-support', admits: ['ngo'] });
const OPERATOR: Caller = { kind: 'operator', clientId: 'operator', scopes: ['operator'] };

describe('FiguresReader', () => {
  const policy = { requireFresh: jest.fn(), community: jest.fn<PolicyContext['community']>() };
  let standing: Record<string, Charter>;
  let reader: FiguresReader;
  beforeEach(async () => {
    jest.resetAllMocks();
    standing = { practitioners: POLICE_TOO };
    policy.community.mockImplementation((id) => (id === 'practitioners' ? communityState({ charter: POLICE_TOO }) : undefined));
    const of = (ids: readonly string[]) =>
      Promise.resolve(new Map(ids.flatMap((id) => (standing[id] ? [[id, { _id: id, charter: standing[id], edition: 1 }]] : []))));
    const module = await Test.createTestingModule({
      providers: [FiguresReader, { provide: FiguresRepository, useValue: { of } }, { provide: PolicyContext, useValue: policy }],
    }).compile();
    reader = module.get(FiguresReader);
  });

  function caller(over: Partial<OrganisationState> = {}): Caller {
    const organisation = organisationState(over);
    const own = readerFrom(organisation, { community: (id) => policy.community(id), now: new Date() });
    if (own.organisation === undefined) throw new Error('It is suspended.');
    return { kind: 'organisation', clientId: 'c', scopes: ['trends:read'], organisation, reader: own };
  }
  const ids = async (who: Caller, stated?: string) => {
    const audiences = await reader.audiencesOf(who, stated);
    return audiences === 'all' ? audiences : [...audiences.keys()];
  };

  it('gives a member the public’s figures and those of its communities, an outsider the public’s', async () => {
    expect(await ids(caller())).toEqual(['public', 'practitioners']);
    expect(await ids(caller({ communities: [] }))).toEqual(['public']);
    expect(await ids(OPERATOR)).toBe('all');
    expect(await reader.audience(caller(), 'practitioners', undefined)).toEqual({ id: 'practitioners', charter: POLICE_TOO });
    expect(await reader.audience(caller({ communities: [] }), 'public', 'research')).toBe('public');
  });

  it('answers of a community that one is not in as of one that there is not', async () => {
    const outsider = caller({ communities: [] });
    const refusal = (error: unknown) => JSON.stringify(error instanceof Problem && error.details);
    const asked = ['practitioners', 'nowhere'].flatMap((id) => [undefined, 'research'].map((stated) => ({ id, stated })));
    const refusals = await Promise.all(asked.map(({ id, stated }) => reader.audience(outsider, id, stated).catch(refusal)));
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toContain('You are no member');
    await expect(reader.audience(outsider, 'practitioners', undefined)).rejects.toThrow('403 forbidden');
  });

  it('reads a community’s figures for its charter’s purpose and for no other', async () => {
    expect(await reader.audience(caller(), 'practitioners', 'victim-support')).toMatchObject({ id: 'practitioners' });
    expect(await reader.audience(caller(), 'practitioners', '')).toMatchObject({ id: 'practitioners' });
    expect(await ids(caller(), 'research')).toEqual(['public']);
    await expect(reader.audience(caller(), 'practitioners', 'research')).rejects.toThrow('403 not-the-charters-purpose');
    await expect(reader.audience(caller(), 'practitioners', 'investigation')).rejects.toThrow('403 purpose-not-yours');
    await expect(ids(caller(), 'immigration-enforcement')).rejects.toThrow('400 unknown-purpose');
  });

  it('lets whom only the new charter admits wait, and keeps the old figures for the others', async () => {
    standing = { practitioners: NGO_ONLY };
    const newcomer = caller({ kind: 'police', regime: 'led' });
    expect(await ids(newcomer)).toEqual(['public']);
    await expect(reader.audience(newcomer, 'practitioners', undefined)).rejects.toThrow('503 figures-made-anew');
    expect(await reader.audience(caller(), 'practitioners', undefined)).toEqual({ id: 'practitioners', charter: NGO_ONLY });
  });

  it('lets everybody wait whose community asks for no safeguards any more', async () => {
    policy.community.mockImplementation((id) => communityState({ id, charter: { ...POLICE_TOO, safeguards: false } }));
    await expect(reader.audience(caller(), 'practitioners', undefined)).rejects.toThrow('503 figures-made-anew');
    expect(await ids(caller())).toEqual(['public']);
  });

  it('answers nothing while it does not know well enough who may read', async () => {
    policy.requireFresh.mockImplementation(() => {
      throw new PolicyStale();
    });
    await expect(reader.audience(caller(), 'public', undefined)).rejects.toThrow(PolicyStale);
    await expect(reader.audiencesOf(OPERATOR, undefined)).rejects.toThrow(PolicyStale);
  });
});
