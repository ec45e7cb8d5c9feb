import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { communityState, organisationState } from '@landbridge/contracts/testing';
import { PolicyStale } from '@landbridge/messaging';
import { type Caller, Problem } from '@landbridge/platform';
import type { Audience } from '@landbridge/sharing';
import { memberReader } from '@landbridge/sharing/testing';
import { Test } from '@nestjs/testing';
import { AssessmentsRepository } from '../assessment/assessments.repository.ts';
import { FiguresReader } from '../figures/figures-reader.ts';
import { trendsFor } from './trends-for.ts';
import { TrendsService } from './trends.service.ts';
import { TrendsRepository } from './trends.repository.ts';

const organisation = (assessing: boolean): Caller => {
  const member = organisationState({ assessing, communities: ['practitioners'] });
  return { kind: 'organisation', clientId: 'c', scopes: ['trends:read'], organisation: member, reader: memberReader(member) };
};
const trend = (i: number): Trend => ({
  id: `00000000-0000-8000-8000-${String(i).padStart(12, '0')}`,
  revision: 1,
  state: 'candidate',
  audience: 'practitioners',
  series: { dimension: 'corridor', value: 'RO>SE', measure: 'reports' },
  method: 'ears',
  firstBucket: '2026-03-02',
  lastBucket: '2026-03-02',
  evidence: { bucket: '2026-03-02', observed: 9, expected: 1, upperBound: 4 },
  organisations: 2,
  countries: 1,
  survivesLeavingOneOut: true,
  explanation: 'Change in reports received.',
  evaluatedAt: '2026-03-09T01:00:00Z',
});

const findings = { state: { $in: ['published', 'closed'] }, 'judgement.published': true };
const practitioners: Audience = communityState();
const readable = new Map<string, Audience>([
  ['public', 'public'],
  ['practitioners', practitioners],
]);

describe('trendsFor', () => {
  it('gives candidates of its audiences to who assesses, published trends to others, all to the operator', () => {
    const audience = { $in: ['public', 'practitioners'] };
    expect(trendsFor({ caller: organisation(true), audiences: readable })).toEqual({ audience, closedBecause: { $ne: 'charter-changed' } });
    expect(trendsFor({ caller: organisation(false), audiences: readable })).toEqual({ audience, ...findings });
    const person = (role: 'assessor' | 'reader') => ({ ...organisation(true), person: { id: 'p', roles: [role] } }) as Caller;
    expect(trendsFor({ caller: person('assessor'), audiences: readable })).toEqual({ audience, closedBecause: { $ne: 'charter-changed' } });
    expect(trendsFor({ caller: person('reader'), audiences: readable })).toEqual({ audience, ...findings });
    expect(trendsFor({ caller: { kind: 'operator', clientId: 'operator', scopes: ['operator'] }, audiences: 'all' })).toEqual({});
  });
});

describe('TrendsService', () => {
  const repository = { page: jest.fn<TrendsRepository['page']>(), findJudged: jest.fn<TrendsRepository['findJudged']>() };
  const figures = { audiencesOf: jest.fn<FiguresReader['audiencesOf']>(), audience: jest.fn<FiguresReader['audience']>() };
  let service: TrendsService;
  beforeEach(async () => {
    jest.resetAllMocks();
    figures.audiencesOf.mockResolvedValue(readable);
    const module = await Test.createTestingModule({
      providers: [
        TrendsService,
        { provide: TrendsRepository, useValue: repository },
        { provide: FiguresReader, useValue: figures },
        { provide: AssessmentsRepository, useValue: {} },
      ],
    }).compile();
    service = module.get(TrendsService);
  });

  it('tells where the next page begins, and begins there', async () => {
    repository.page.mockResolvedValueOnce([trend(1), trend(2), trend(3)]).mockResolvedValueOnce([trend(3)]);
    const page = await service.page(organisation(true), { limit: 2 });
    expect(page.trends).toEqual([trend(1), trend(2)]);
    expect(await service.page(organisation(true), { limit: 2, cursor: page.next ?? '' })).toEqual({ trends: [trend(3)] });
    expect(repository.page).toHaveBeenLastCalledWith(expect.anything(), {}, { lastBucket: '2026-03-02', id: trend(2).id }, 3);
  });

  const place = (text: string) => Buffer.from(text).toString('base64url');
  const good = place(`2026-03-02 ${trend(1).id}`);
  it.each([
    ['is none', place('nonsense')],
    ['names a day that is none', place(`2026-02-31 ${trend(1).id}`)],
    ['names no trend', place(`2026-03-02 ${'-'.repeat(36)}`)],
    ['asks for something else', place('{"$gt":""} {"$ne":null}')],
    ['says more than a place', place(`2026-03-02 ${trend(1).id} audience`)],
    ['has a bit more', `${good}A`],
    ['is padded', `${good}==`],
  ])('refuses a cursor that %s', async (_, cursor) => {
    await expect(service.page(organisation(true), { limit: 2, cursor })).rejects.toThrow('400 bad-cursor');
    expect(repository.page).not.toHaveBeenCalled();
  });

  it('asks for a place that somebody made up only among what he may see', async () => {
    repository.page.mockResolvedValue([]);
    await service.page(organisation(false), { limit: 2, cursor: good });
    const mine = { audience: { $in: ['public', 'practitioners'] }, ...findings };
    expect(repository.page.mock.calls.map(([reading, ...rest]) => [trendsFor(reading), ...rest])).toEqual([
      [mine, {}, { lastBucket: '2026-03-02', id: trend(1).id }, 3],
    ]);
  });

  it('says of a trend that is not for the caller that there is none', async () => {
    repository.findJudged.mockResolvedValue(undefined);
    await expect(service.get(organisation(false), trend(1).id)).rejects.toThrow('404 not-found');
  });

  it('answers nothing while it does not know well enough who may read', async () => {
    figures.audiencesOf.mockRejectedValue(new PolicyStale());
    await expect(service.page(organisation(true), { limit: 2 })).rejects.toThrow(PolicyStale);
    await expect(service.get(organisation(true), trend(1).id)).rejects.toThrow(PolicyStale);
    expect(repository.page).not.toHaveBeenCalled();
    expect(repository.findJudged).not.toHaveBeenCalled();
  });

  it('asks for one audience by what the reader of figures says of it', async () => {
    figures.audience.mockRejectedValue(new Problem({ type: 'forbidden', status: 403, title: 'Not allowed', detail: 'No.' }));
    await expect(service.page(organisation(true), { limit: 2, audience: 'research' }, 'research')).rejects.toThrow('403 forbidden');
    expect(figures.audience).toHaveBeenCalledWith(expect.anything(), 'research', 'research');
  });
});
