import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { breakingChanges } from './compatibility.ts';
import { EVENTS, TOPIC_EVENTS, type EventName } from './events.ts';
import { compileCheck, schemaOf } from './schema.ts';
import { organisationState, structuredReport, withdrawalOf } from './testing.ts';
import { TOPIC_NAMES } from './topics.ts';

const RELEASED = new URL('../schemas/', import.meta.url);

describe('events', () => {
  it('each belong to at least one topic', () => {
    const carried = new Set<string>(TOPIC_NAMES.flatMap((topic) => [...TOPIC_EVENTS[topic]]));
    expect([...carried].sort()).toEqual(Object.keys(EVENTS).sort());
  });

  it.each(readdirSync(RELEASED))('still take what the released schema %s takes', (file) => {
    const name = file.replace('.json', '') as EventName;
    expect(Object.keys(EVENTS)).toContain(name);
    const released = JSON.parse(readFileSync(new URL(file, RELEASED), 'utf8')) as Record<string, unknown>;
    expect(breakingChanges(released, schemaOf(EVENTS[name]))).toEqual([]);
  });

  it('all have a released schema', () => {
    expect(readdirSync(RELEASED).sort()).toEqual(
      Object.keys(EVENTS)
        .map((name) => `${name}.json`)
        .sort(),
    );
  });

  it('carry a report without its narrative, references and external ids', () => {
    const { accepts } = compileCheck(EVENTS['report.accepted']);
    const report = structuredReport();
    expect(accepts({ report })).toBe(true);
    for (const secret of [{ narrative: 'x' }, { references: ['x'] }, { externalIds: ['x'] }])
      expect(accepts({ report: { ...report, ...secret } })).toBe(false);
    expect(compileCheck(EVENTS['report.withdrawn']).accepts({ withdrawal: withdrawalOf(report), previous: report })).toBe(true);
    expect(compileCheck(EVENTS['organisation.changed']).accepts(organisationState())).toBe(true);
  });
});

describe('breakingChanges', () => {
  const base = {
    type: 'object',
    properties: { a: { type: 'string', enum: ['x', 'y'] }, b: { type: 'integer', minimum: 0 } },
    required: ['a'],
    additionalProperties: false,
  };

  it.each([
    ['nothing changed', base, 0],
    ['a new optional field', { ...base, properties: { ...base.properties, c: { type: 'string' } } }, 0],
    ['one more code', { ...base, properties: { ...base.properties, a: { type: 'string', enum: ['x', 'y', 'z'] } } }, 0],
    ['a field less', { ...base, properties: { a: base.properties.a } }, 1],
    ['a code less', { ...base, properties: { ...base.properties, a: { type: 'string', enum: ['x'] } } }, 1],
    ['one more required field', { ...base, required: ['a', 'b'] }, 1],
    ['another type', { ...base, properties: { ...base.properties, b: { type: 'string', minimum: 0 } } }, 1],
    ['a narrower number', { ...base, properties: { ...base.properties, b: { type: 'integer', minimum: 1 } } }, 1],
    ['a new limit', { ...base, properties: { ...base.properties, a: { ...base.properties.a, maxLength: 1 } } }, 1],
  ])('sees %s', (_title, current, count) => {
    expect(breakingChanges(base, current)).toHaveLength(count);
  });
});
