import { expect, it } from '@jest/globals';
import { toldReader } from './told-reader.ts';

it.each([
  ['an NGO, by its name', { organisation: 'o', kind: 'ngo', country: 'SE' }, { organisation: 'o' }],
  ['the police, by kind and country', { organisation: 'o', kind: 'police', country: 'SE' }, { kind: 'police', country: 'SE' }],
  [
    'a financial intelligence unit, by kind and country',
    { organisation: 'o', kind: 'financial-intelligence', country: 'RO' },
    { kind: 'financial-intelligence', country: 'RO' },
  ],
  ['a court, by kind and country', { organisation: 'o', kind: 'judiciary', country: 'IT' }, { kind: 'judiciary', country: 'IT' }],
  ['one of unknown kind, not at all', { organisation: 'o', country: 'SE' }, {}],
] as const)('tells the owner of %s', (_title, reader, told) => {
  expect(toldReader(reader)).toEqual(told);
});
