import { expect, it } from '@jest/globals';
import { BulkLoads } from './bulk-loads.ts';
import { IngestionConfig } from '../ingestion.config.ts';

it('each organisation has as many loads as it may have, and no more', () => {
  const loads = new BulkLoads(Object.assign(new IngestionConfig(), { BULK_LOADS: 2 }));
  const end = loads.begin('a');
  loads.begin('a');
  loads.begin('b');
  expect(() => loads.begin('a')).toThrow('429');
  end();
  loads.begin('a');
  expect(() => loads.begin('a')).toThrow('429');
});
