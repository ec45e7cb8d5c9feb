import { describe, expect, it } from '@jest/globals';
import type { Trend } from '@landbridge/contracts';
import { organisationState, structuredReport } from '@landbridge/contracts/testing';
import { memberReader } from '@landbridge/sharing/testing';
import { trend } from '../testing.ts';
import { formerFindingBody, LARGEST_BODY, reportBody, trendBody, withdrawalBody } from './payload.ts';

const links = { reports: 'https://reports.example', trends: 'https://trends.example' };
const member = (id: string) => memberReader(organisationState({ id }));
const reader = member('5a4fd1a8-0b1c-4a6e-9a30-000000000002');
const contributor = { id: '5a4fd1a8-0b1c-4a6e-9a30-000000000001', kind: 'ngo', country: 'SE', regime: 'gdpr' } as const;
const signature = `${'A'.repeat(342)}==`;
const envelope = (subject: string) => ({ name: 'report.accepted' as const, time: new Date('2026-03-03T09:00:00Z'), subject, revision: 1 });

interface Body {
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}
const parse = (text: string) => JSON.parse(text) as Body;

describe('the body of a report', () => {
  it.each([
    ['hidden', undefined],
    ['kind-and-country', { kind: 'ngo', country: 'SE' }],
    ['named', { id: contributor.id, kind: 'ngo', country: 'SE' }],
  ] as const)('says of who contributed what %s allows', (attribution, expected) => {
    const report = structuredReport({ contributor, attribution });
    expect(parse(reportBody(envelope(report.id), report, reader, 'full', links)).data['contributor']).toEqual(expected);
  });

  it('is the structure and a link, without signature or recipients, and under 20 kB', () => {
    const report = structuredReport({
      contributor,
      signature,
      hasNarrative: true,
      marking: { tlp: 'amber', communities: ['practitioners'], recipients: [contributor.id] },
    });
    const text = reportBody(envelope(report.id), report, reader, 'full', links);
    const { type, timestamp, data } = parse(text);
    // the day only: an instant would join what came from one sender at once
    expect({ type, timestamp }).toEqual({ type: 'report.accepted', timestamp: '2026-03-03T00:00:00.000Z' });
    expect(data).toMatchObject({
      id: report.id,
      revision: 1,
      link: `https://reports.example/v1/reports/${report.id}`,
      purposes: report.purposes,
      hasNarrative: true,
    });
    expect(text).not.toContain(signature);
    expect(text).not.toContain(contributor.id);
    expect(Buffer.byteLength(text)).toBeLessThan(LARGEST_BODY);
  });

  it('keeps the signature from its owner, too: webhooks are thin', () => {
    const report = structuredReport({ contributor, signature });
    expect(reportBody(envelope(report.id), report, member(contributor.id), 'full', links)).not.toContain(signature);
  });

  it('is only the link when it would grow too large', () => {
    const quantities = Array.from({ length: 50 }, () => ({
      unit: 'victim' as const,
      value: 1,
      ageBand: 'adult' as const,
      gender: 'trans-or-non-conforming' as const,
      status: 'not-a-victim' as const,
      decidedBy: 'court-or-prosecution' as const,
    }));
    const modusOperandi = Array.from({ length: 50 }, (_, i) => `${'a'.repeat(58)}${String(i).padStart(2, '0')}`);
    const territory = Array.from({ length: 240 }, () => 'SE');
    const citizenships = Array.from({ length: 3_000 }, () => 'RO');
    const report = structuredReport({ quantities, modusOperandi, where: { citizenships }, marking: { tlp: 'clear', territory } });
    const text = reportBody(envelope(report.id), report, reader, 'full', links);
    expect(parse(text).data).toEqual({
      id: report.id,
      revision: 1,
      link: `https://reports.example/v1/reports/${report.id}`,
      abridged: true,
    });
  });
});

it('a withdrawal says that, and nothing else', () => {
  const text = withdrawalBody({ ...envelope('r-1'), name: 'report.withdrawn', revision: 3 }, links);
  expect(parse(text)).toEqual({
    type: 'report.withdrawn',
    timestamp: '2026-03-03T00:00:00.000Z',
    data: { id: 'r-1', revision: 3, withdrawn: true, link: 'https://reports.example/v1/reports/r-1' },
  });
});

it('a trend tells how many contributed, and where it is read', () => {
  const change = trend();
  const { data } = parse(trendBody({ ...envelope(change.id), name: 'trend.opened' }, change, links));
  expect(data).toEqual({ ...change, link: `https://trends.example/v1/trends/${change.id}` });
});

it('a trend that is no finding any more says that, and nothing of what it found', () => {
  const change = trend({ translations: { sv: 'En ändring.' }, artefacts: ['campaign'] });
  const told = (over: Partial<Trend>) =>
    parse(formerFindingBody({ ...envelope(change.id), name: 'trend.revised' }, { ...change, ...over }, links)).data;
  const common = { id: change.id, revision: 1, link: `https://trends.example/v1/trends/${change.id}` };
  expect(told({ state: 'under-assessment' })).toEqual({ ...common, state: 'under-assessment' });
  expect(told({ state: 'closed', closedBecause: 'ended' })).toEqual({ ...common, state: 'closed', closedBecause: 'ended' });
});

it('a trend goes out whole, in all its languages, however long its explanation is', () => {
  const text = 'Ș'.repeat(2_000);
  const change = trend({ explanation: 'A'.repeat(2_000), translations: { es: text, fr: text, ro: text, sv: text } });
  expect(parse(trendBody({ ...envelope(change.id), name: 'trend.opened' }, change, links)).data).toMatchObject(change);
});
