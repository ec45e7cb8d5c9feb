import { beforeEach, describe, expect, it } from '@jest/globals';
import { Problem } from '@landbridge/platform';
import { Test } from '@nestjs/testing';
import { IngestionConfig } from '../ingestion.config.ts';
import { BulkLoads } from './bulk-loads.ts';

describe('BulkLoads', () => {
  let loads: BulkLoads;
  beforeEach(async () => {
    const providers = [BulkLoads, { provide: IngestionConfig, useValue: { BULK_LOADS: 2 } }];
    loads = (await Test.createTestingModule({ providers }).compile()).get(BulkLoads);
  });

  const statusOf = (begin: () => unknown) => {
    try {
      begin();
    } catch (error) {
      return error instanceof Problem ? error.details.status : error;
    }
    return 'begun';
  };

  it('gives each organisation its own, and one back when one ends', () => {
    const end = loads.begin('a');
    loads.begin('a');
    expect(statusOf(() => loads.begin('a'))).toBe(429);
    expect(statusOf(() => loads.begin('b'))).toBe('begun');
    end();
    expect(statusOf(() => loads.begin('a'))).toBe('begun');
  });

  it('bears a number of them in all', () => {
    const ends = Array.from({ length: 12 }, (_, i) => loads.begin(`organisation ${i}`));
    expect(statusOf(() => loads.begin('one more'))).toBe(503);
    ends[5]?.();
    expect(statusOf(() => loads.begin('one more'))).toBe('begun');
  });
});
