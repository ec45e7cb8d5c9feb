import { describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { Findings } from './findings.ts';
import { Knowledge, type Held } from './knowledge.ts';
import type { Reader } from './population.ts';

const OWNER = '5a4fd1a8-0b1c-4a6e-9a30-000000000001';
const READER = '5a4fd1a8-0b1c-4a6e-9a30-000000000002';
const reader = (id: string, over: Partial<Reader> = {}): Reader => ({
  id,
  name: 'Walker',
  kind: 'ngo',
  country: 'SE',
  regime: 'gdpr',
  clearance: 'amber',
  communities: ['walk'],
  assessing: false,
  agreements: [],
  ...over,
});
const held = (n: number, over: Parameters<typeof reportInput>[0]): Held => ({
  id: `5a4fd1a8-0b1c-4a6e-9a30-00000000010${n}`,
  owner: OWNER,
  tag: `leak-0a1b2c3d-${n}`,
  words: `Unspoken-0a1b2c3d-${n}-00000000`,
  input: reportInput({ usePurposes: ['prevention'], attribution: 'kind-and-country', ...over }),
});
const full = held(1, { marking: { tlp: 'green', communities: ['walk'] } });
const exists = held(2, { marking: { tlp: 'green', communities: ['walk'], handling: ['H2'] } });
const hidden = held(3, { marking: { tlp: 'green', communities: ['others'] } });
const coarse = held(4, { marking: { tlp: 'amber', communities: ['walk'] }, basis: 'legal-duty' });
const reports = [full, exists, hidden, coarse];

describe('Findings', () => {
  const communities = ['walk', 'others'].map((id) => ({
    id,
    charter: { purpose: 'prevention', admits: ['ngo'], regimes: ['gdpr', 'led'], clearance: 'green', safeguards: false },
  })) as never;
  const knowledge = new Knowledge({ readers: [reader(OWNER, { regime: 'led', country: 'FI' }), reader(READER)], communities });
  const entries = ['walk', 'others'].map((community, i) => ({
    owner: OWNER,
    id: `entry-0a1b2c3d-${i}`,
    marking: { tlp: 'green' as const, communities: [community] },
  }));
  const findings = new Findings(reports, knowledge, entries);
  const asked = { route: 'ingestion GET /v1/reports', reader: READER, purpose: 'prevention' } as const;
  const what = (answer: object | string, asking: string[] = []) =>
    findings.in(asked, typeof answer === 'string' ? answer : JSON.stringify(answer), asking).map((leak) => leak.what);

  const shown = (report: Held, more: object = {}) => ({
    id: report.id,
    state: 'held',
    recordedAt: '2026-01-01T00:00:00.000Z',
    acceptedAt: '2026-01-01T00:00:00.000Z',
    revisedAt: '2026-01-01T00:00:00.000Z',
    contributor: { kind: 'ngo', country: 'FI' },
    ...more,
  });

  it('has nothing against what the reader may see', () => {
    expect(knowledge.levelOf(READER, 'prevention', coarse)).toBe('redacted');
    const answer = { reports: [shown(full, { modusOperandi: [full.tag] }), { id: exists.id, state: 'restricted' }, shown(coarse)] };
    expect(what(answer)).toEqual([]);
    expect(what({ detail: hidden.id }, [hidden.id])).toEqual([]);
  });

  it('knows the entries of the catalogue that the reader may not read', () => {
    expect(what({ modiOperandi: [{ id: 'entry-0a1b2c3d-0' }] })).toEqual([]);
    expect(what({ aliases: ['entry-0a1b2c3d-1-alias'] })).toEqual(['an entry of the catalogue that is not for it']);
    expect(what({ detail: 'entry-0a1b2c3d-1' }, ['entry-0a1b2c3d-1'])).toEqual([]);
  });

  it.each([
    ['an id', { near: hidden.id }, 'the id of a report that is not for it'],
    ['an id inside of a cursor', { next: Buffer.from(`2026-01-01 ${hidden.id}`).toString('base64url') }, 'the id of a report that is not'],
    ['a tag', { tags: [exists.tag] }, 'a detail of a report of which it may see existence'],
    ['words', `Error: ${full.words} narrative.`, 'words that only the owner may see'],
    ['the content of what only exists', shown(exists), 'the content of a report that it may not read'],
    ['an owner’s field', shown(full, { marking: { recipients: [READER] } }), 'recipients of a report of which it may see full'],
    ['a detail of a coarse form', shown(coarse, { where: { region: 'SE-AB' } }), 'region of a report of which it may see redacted'],
    ['an instant', shown(full, { acceptedAt: '2026-01-01T00:00:00.001Z' }), 'the instant acceptedAt'],
    ['who sent it', shown(full, { contributor: { id: OWNER, kind: 'ngo', country: 'FI' } }), 'who sent a report'],
  ])('finds %s', (_title, answer, expected) => {
    expect(what(answer)).toEqual([expect.stringContaining(expected)]);
  });

  it('lets those who had a report know that it was taken back, and nobody else', () => {
    knowledge.withdraw(full);
    expect(what({ id: full.id, state: 'withdrawn' })).toEqual([]);
    expect(what(shown(full))).toEqual(['the content of a report that it may not read']);
    knowledge.withdraw(hidden);
    expect(what({ id: hidden.id, state: 'withdrawn' })).toEqual(['the id of a report that is not for it']);
  });
});
