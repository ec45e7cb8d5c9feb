import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { organisationState } from '@landbridge/contracts/testing';
import { PolicyContext, PolicyStale } from '@landbridge/messaging';
import type { Caller } from '@landbridge/platform';
import { memberReader } from '@landbridge/sharing/testing';
import { Test } from '@nestjs/testing';
import { trendsFor, TrendsService } from './trends.service.ts';
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

describe('trendsFor', () => {
  it('gives candidates of its audiences to who assesses, published trends to others, all to the operator', () => {
    const audience = { $in: ['public', 'practitioners'] };
    expect(trendsFor(organisation(true))).toEqual({ audience });
    expect(trendsFor(organisation(false))).toEqual({ audience, state: 'published' });
    expect(trendsFor({ kind: 'operator', clientId: 'operator', scopes: ['operator'] })).toEqual({});
  });
});

describe('TrendsService', () => {
  const repository = { page: jest.fn<TrendsRepository['page']>(), find: jest.fn<TrendsRepository['find']>() };
  const policy = { requireFresh: jest.fn() };
  let service: TrendsService;
  beforeEach(async () => {
    jest.resetAllMocks();
    const module = await Test.createTestingModule({
      providers: [TrendsService, { provide: TrendsRepository, useValue: repository }, { provide: PolicyContext, useValue: policy }],
    }).compile();
    service = module.get(TrendsService);
  });

  it('tells where the next page begins, and begins there', async () => {
    repository.page.mockResolvedValueOnce([trend(1), trend(2), trend(3)]).mockResolvedValueOnce([trend(3)]);
    const page = await service.page(organisation(true), { limit: 2 });
    expect(page.trends).toEqual([trend(1), trend(2)]);
    expect(await service.page(organisation(true), { limit: 2, cursor: page.next ?? '' })).toEqual({ trends: [trend(3)] });
    expect(repository.page).toHaveBeenLastCalledWith(expect.anything(), { lastBucket: '2026-03-02', id: trend(2).id }, 3);
  });

  it('refuses a cursor that is none', async () => {
    await expect(service.page(organisation(true), { limit: 2, cursor: 'bm9uc2Vuc2U' })).rejects.toThrow('400 invalid');
  });

  it('says of a trend that is not for the caller that there is none', async () => {
    repository.find.mockResolvedValue(undefined);
    await expect(service.get(organisation(false), trend(1).id)).rejects.toThrow('404 not-found');
  });

  it('answers nothing while it does not know well enough who may read', async () => {
    policy.requireFresh.mockImplementation(() => {
      throw new PolicyStale();
    });
    await expect(service.page(organisation(true), { limit: 2 })).rejects.toThrow(PolicyStale);
    expect(repository.page).not.toHaveBeenCalled();
  });
});
