import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { COUNTRIES } from './countries.ts';
import * as codes from './codes.ts';
import { ReportInput, StructuredReport } from './report.dto.ts';
import { allSchemas, compileCheck, schemaOf } from './schema.ts';
import { reportInput, structuredReport } from './testing.ts';

/** Documents in each property test: half as many for each of the two classes. */
const DOCUMENTS = 10_000;

type Plain = Record<string, unknown> | unknown[];
/** Which place of the document is changed, and how: `at` picks among all places, `how` among the mutations. */
interface Mutation {
  readonly at: number;
  readonly how: number;
  readonly value: unknown;
}

const everyCode = [...COUNTRIES.slice(0, 20), ...Object.values(codes).flat()];
const values = fc.oneof(
  fc.constantFrom<unknown>(...everyCode),
  fc.constantFrom<unknown>(
    null, 0, -1, 1.5, 1e9, -0, '', ' ', 'ZZ', 'xk', '2024-02-29', '2023-02-29', '2024-06-31', '2024-12-28', '1899-01-01', '2024-01-28T23:59:60Z',
    '2024-01-01T24:00:00Z', '2024-01-01T00:00:00.123Z', '2024-01-01T00:00:00+01:00', 'a'.repeat(61), 'a-b', '-a', 'A-b', 'en-GB', 'SE-AB', 'a'.repeat(20_001),
    '8c0e8b9e-6c1c-4a0e-9f6e-4d2c0f6d8a11', '8C0E8B9E-6C1C-4A0E-9F6E-4D2C0F6D8A11', '00000000-0000-0000-0000-000000000000', '8c0e8b9e-6c1c-0a0e-9f6e-4d2c0f6d8a11',
    '😀'.repeat(101), 'a'.repeat(200), `${'A'.repeat(342)}==`, [], {}, [[]], [null], [{}], 'day', true, Array.from({ length: 51 }, (_, i) => `tag-${i}`), ['a', 'a'],
  ), // prettier-ignore
  fc.anything({ maxDepth: 2, withNullPrototype: false, withSparseArray: false }),
);
const mutations = fc.array(fc.record({ at: fc.nat(500), how: fc.nat(5), value: values }), { minLength: 1, maxLength: 3 });

function mutate(document: Plain, list: readonly Mutation[]): unknown {
  const changed = structuredClone(document);
  for (const mutation of list) {
    const places = placesIn(changed);
    const place = places[mutation.at % places.length];
    // a copy, because a later mutation may be of this very value
    if (place) change(place.parent, place.key, { ...mutation, value: structuredClone(mutation.value) }, changed);
  }
  // what arrives over the wire is JSON
  return JSON.parse(JSON.stringify(changed));
}

function change(parent: Plain, key: string, { how, value }: Mutation, root: Plain): void {
  const held: unknown = Reflect.get(parent, key);
  if (how === 0) Reflect.deleteProperty(parent, key);
  else if (how === 1) Reflect.set(parent, key, [held]);
  else if (how === 2 && Array.isArray(parent)) parent.push(value);
  else if (how === 3 && Array.isArray(parent)) parent.push(structuredClone(held));
  else if (how === 4) Reflect.set(root, key, value);
  else Reflect.set(parent, key, value);
}

function placesIn(value: unknown): { parent: Plain; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [{ parent: value as Plain, key }, ...placesIn(Reflect.get(value, key))]);
}

const byDecorators = (type: new () => object, plain: object) =>
  validateSync(plainToInstance(type, plain), { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });

const fullInput = {
  ...reportInput(),
  modusOperandi: ['debt-bondage'],
  financialIndicators: ['funnel-account'],
  where: { citizenships: ['RO', 'BG'], origin: 'RO', transit: ['HU'], exploitation: 'SE', region: 'SE-AB', online: false },
  evaluation: { scheme: 'admiralty', source: 'B', information: '2', code: 'B2' },
  marking: {
    tlp: 'amber',
    communities: ['practitioners'],
    recipients: ['8c0e8b9e-6c1c-4a0e-9f6e-4d2c0f6d8a11'],
    territory: ['SE'],
    handling: ['H1'],
  },
  urgency: 'none',
  sameEventAs: ['8c0e8b9e-6c1c-4a0e-9f6e-4d2c0f6d8a12'],
  language: 'en',
};

describe('the check made of the decorators', () => {
  const check = compileCheck(ReportInput);

  it.each<[string, object, string]>([
    ['a list for an object', { evaluation: [] }, '/evaluation'],
    ['a list for the marking', { marking: [{ tlp: 'clear' }] }, '/marking'],
    ['a list for when it happened', { observed: [] }, '/observed'],
    ['a list in a list', { quantities: [[{ unit: 'victim', value: 1 }]] }, '/quantities/0'],
    ['null for an object', { where: null }, '/where'],
    ['a name that class-transformer drops', { where: JSON.parse('{"constructor":"x"}') as object }, '/where'],
  ])('refuses %s', (_, wrong, pointer) => {
    expect(check.explain({ ...reportInput(), ...wrong }).map((violation) => violation.pointer)).toContain(pointer);
  });

  it.each([
    [
      'ReportInput',
      ReportInput,
      { ...fullInput, narrative: 'Seen.', externalIds: ['a'], references: ['b'], recordedAt: '2026-03-02T10:00:00Z' },
    ],
    ['StructuredReport', StructuredReport, { ...structuredReport(), ...fullInput }],
  ])(
    'never accepts by its schema a %s that the decorators refuse',
    (_, type: new () => object, document) => {
      const check = compileCheck(type);
      expect(check.accepts(document)).toBe(true);
      let accepted = 0;
      fc.assert(
        fc.property(mutations, (list) => {
          const changed = mutate(document, list);
          if (!check.accepts(changed)) return;
          accepted++;
          expect(byDecorators(type, changed)).toEqual([]);
        }),
        { numRuns: DOCUMENTS },
      );
      // a check that refuses everything would pass the above
      expect(accepted).toBeGreaterThan(DOCUMENTS / 50);
    },
    120_000,
  );

  it('explains with a pointer and a sentence what the schema alone refuses', () => {
    const check = compileCheck(ReportInput);
    expect(check.explain({ ...reportInput(), observed: { from: '2024-02-29', to: '2024-02-29', precision: 'day' } })).toEqual([]);
    expect(check.explain({ ...reportInput(), acts: ['kidnapping'] })).toEqual([
      { pointer: '/acts', detail: expect.stringContaining('recruitment') },
    ]);
    expect(check.explain(7)).toEqual([{ pointer: '', detail: 'must be a JSON object' }]);
  });

  it('is closed against unknown fields at every level', () => {
    for (const [name, schema] of Object.entries(allSchemas('#/definitions/')))
      expect([name, schema['additionalProperties']]).toEqual([name, false]);
  });

  it('is one document with all that it refers to', () => {
    const text = JSON.stringify(schemaOf(StructuredReport));
    const { definitions } = schemaOf(StructuredReport) as { definitions: object };
    for (const [, name] of text.matchAll(/#\/definitions\/(\w+)/g)) expect(Object.keys(definitions)).toContain(name);
  });
});
