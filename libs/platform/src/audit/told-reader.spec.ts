import { describe, expect, it } from '@jest/globals';
import type { AuditContent } from '@landbridge/contracts';
import { ownerToldAt, READ_UNSEEN, toldReader, toldTime } from './told-reader.ts';

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

describe('when it was done', () => {
  const at = '2026-03-01T08:15:00.000Z';
  const day = { time: '2026-03-01T00:00:00.000Z', from: '2026-03-02T00:00:00.000Z' };
  const instant = { time: at, from: at };

  it.each<[string, AuditContent['actor'], typeof day]>([
    ...READ_UNSEEN.map((kind): [string, AuditContent['actor'], typeof day] => [kind, { by: 'organisation', organisation: 'o', kind }, day]),
    ['of one of unknown kind', { by: 'organisation', organisation: 'o' }, day],
    ['of an NGO', { by: 'organisation', organisation: 'o', kind: 'ngo' }, instant],
    ['of nobody', { by: 'nobody' }, instant],
  ])('is told by its day, when that has ended, or at once: %s', (_title, actor, told) => {
    expect({ time: toldTime({ at, actor }), from: ownerToldAt({ at, actor, owner: 'other' }) }).toEqual(told);
  });

  it('is told to no owner where there is none', () => {
    expect(ownerToldAt({ at, actor: { by: 'nobody' } })).toBeUndefined();
  });
});
