import { describe, expect, it } from '@jest/globals';
import { type AuditDraft, contentOf } from './audit-draft.ts';

const draft = (over: Partial<AuditDraft>): AuditDraft => ({
  actor: { by: 'organisation', organisation: 'one' },
  action: 'report.read',
  ...over,
});

describe('an entry', () => {
  it.each<[string, Partial<AuditDraft>]>([
    ['an action', { action: 'was read' }],
    ['an actor', { actor: { by: 'service', service: 'a service' } }],
    ['an object', { objects: [{ kind: 'reports', id: 'Maria Ionescu' }] }],
    ['the name of a detail', { details: { 'a note': 1 } }],
    ['a detail', { details: { note: 'Her own words.' } }],
    ['a long detail', { details: { note: 'x'.repeat(101) } }],
    ['an owner', { owner: 'Example Shelter' }],
    ['a route with a query', { route: 'GET /v1/reports?name=a b' }],
  ])('takes no words as %s', (_title, over) => {
    expect(() => contentOf(draft(over))).toThrow(RangeError);
  });
});
