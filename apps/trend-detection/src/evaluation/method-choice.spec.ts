import { describe, expect, it } from '@jest/globals';
import { structuredReport } from '@landbridge/contracts/testing';
import { readConfig } from '@landbridge/platform';
import { partsOf, seriesOf } from '../counting/series.ts';
import { TrendDetectionConfig } from '../trend-detection.config.ts';
import { familyId } from './families.repository.ts';
import { choiceText, COUNTED_DIMENSIONS, readMethods } from './method-choice.ts';

const environment = {
  PUBLIC_URL: 'http://127.0.0.1:3000',
  KAFKA_BROKERS: '127.0.0.1:9092',
  MONGODB_URI: 'mongodb://127.0.0.1:27017',
  DIRECTORY_URL: 'http://127.0.0.1:3001',
  INGESTION_URL: 'http://127.0.0.1:3002',
  CLIENT_SECRET_FILE: '/run/secrets/example',
};
const set = (DETECTION_METHODS: string) =>
  readMethods(readConfig(TrendDetectionConfig, { ...environment, DETECTION_METHODS }).DETECTION_METHODS);

describe('DETECTION_METHODS', () => {
  it('chooses nothing where it is empty', () => {
    expect(set('')).toBeUndefined();
  });

  it('names a method for each dimension', () => {
    expect(set('corridor=farrington-flexible,total=ears-c1')).toEqual({ corridor: 'farrington-flexible', total: 'ears-c1' });
    expect(set('corridor=farrington,corridor-purpose=ears-c3')).toEqual({ corridor: 'farrington', 'corridor-purpose': 'ears-c3' });
  });

  it.each([
    'corridor',
    'corridor=',
    'corridor=ears',
    'corridors=ears-c1',
    'corridor=default',
    'combination=ears-c1',
    'script=farrington',
    'total=ears-c1,',
    'total=ears-c1, corridor=ears-c2',
    'total=ears-c1,total=ears-c2',
    'sector=ears-c1,total=farrington,sector=ears-c1',
  ])('stops the start at %s, and says what there is', (text) => {
    expect(() => set(text)).toThrow(/DETECTION_METHODS must be dimension=method.*each dimension once.*corridor.*farrington-flexible/s);
  });
});

describe('a choice', () => {
  it('may be made for every dimension that reports count in', () => {
    const counted = new Set(seriesOf(structuredReport()).map((series) => partsOf(series).dimension));
    expect(COUNTED_DIMENSIONS).toEqual(expect.arrayContaining([...counted]));
  });

  it('makes another family, and none is the family that was before there was a choice', () => {
    const key = { audience: 'public', generation: 'g1', from: 20_514 };
    expect(familyId(key)).toBe('29aa038049d06fb6e15e0b3a');
    const chosen = familyId({ ...key, methods: { total: 'ears-c1', corridor: 'farrington' } });
    expect(familyId({ ...key, methods: { corridor: 'farrington', total: 'ears-c1' } })).toBe(chosen);
    expect(new Set([familyId(key), chosen, familyId({ ...key, methods: { total: 'ears-c1' } })]).size).toBe(3);
  });

  it('is the same in any order', () => {
    expect(choiceText({ total: 'ears-c1', corridor: 'farrington' })).toBe(choiceText({ corridor: 'farrington', total: 'ears-c1' }));
    expect(choiceText({ total: 'ears-c1' })).not.toBe(choiceText({ total: 'ears-c2' }));
  });
});
