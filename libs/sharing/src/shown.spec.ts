import { describe, expect, it } from '@jest/globals';
import { structuredReport } from '@landbridge/contracts/testing';
import { type MemberReader, THE_PUBLIC } from './reader.ts';
import { shownTo } from './shown.ts';

const OWNER = '5a4fd1a8-0b1c-4a6e-9a30-000000000001';
const OTHER = '5a4fd1a8-0b1c-4a6e-9a30-000000000003';
const reader = (organisation: string): MemberReader => ({
  organisation,
  kind: 'ngo',
  country: 'SE',
  regime: 'gdpr',
  clearance: 'amber',
  communities: ['practitioners'],
  safeguarded: [],
  partners: [],
});
const member = reader('5a4fd1a8-0b1c-4a6e-9a30-000000000002');
const signature = `${'A'.repeat(342)}==`;
const contributor = { id: OWNER, kind: 'ngo', country: 'SE', regime: 'gdpr' } as const;

describe('shownTo', () => {
  it.each([
    ['named', { id: OWNER, kind: 'ngo', country: 'SE' }],
    ['kind-and-country', { kind: 'ngo', country: 'SE' }],
    ['hidden', undefined],
  ] as const)('tells of the contributor what %s lets it', (attribution, expected) => {
    const shown = shownTo(member, structuredReport({ attribution, contributor }), 'full');
    expect(shown.contributor).toEqual(expected);
    if (attribution !== 'named') expect(JSON.stringify(shown)).not.toContain(OWNER);
  });

  it('keeps signature, recipients and people to the owner, and evaluation from the public', () => {
    const marking = { tlp: 'clear' as const, recipients: [OTHER], persons: [OTHER] };
    const report = structuredReport({ signature, marking, contributor, evaluation: { scheme: 'none' } });
    expect(shownTo(reader(OWNER), report, 'full')).toBe(report);
    const shown = JSON.stringify(shownTo(member, report, 'full'));
    expect(shown).not.toContain(signature);
    expect(shown).not.toContain(OTHER);
    expect(shownTo(THE_PUBLIC, report, 'full')).not.toHaveProperty('evaluation');
    expect(shownTo(member, report, 'full')).toHaveProperty('evaluation');
  });

  it('tells others the day, so that what one sender sent at one instant cannot be joined', () => {
    const report = structuredReport({ recordedAt: '2026-03-03T09:00:00.123Z', acceptedAt: '2026-03-04T10:00:00.456Z' });
    expect(shownTo(member, report, 'full')).toMatchObject({
      recordedAt: '2026-03-03T00:00:00.000Z',
      acceptedAt: '2026-03-04T00:00:00.000Z',
    });
  });

  it('redacts to what lists are narrowed by, months and sums', () => {
    const report = structuredReport({
      modusOperandi: ['rent-debt'],
      evaluation: { scheme: 'none' },
      where: { citizenships: ['RO'], origin: 'RO', transit: ['HU'], exploitation: 'SE', region: 'SE-AB', online: true },
      observed: { from: '2026-01-30', to: '2026-02-03', precision: 'week' },
      quantities: [
        { unit: 'victim', value: 2, ageBand: '9-17', gender: 'female' },
        { unit: 'victim', value: 3, gender: 'male', status: 'presumed' },
        { unit: 'offence', value: -1, adjustment: true },
      ],
    });
    const shown = shownTo(member, report, 'redacted');
    expect(shown).toMatchObject({
      purposes: ['forced-labour'],
      where: { origin: 'RO', exploitation: 'SE', online: true },
      observed: { from: '2026-01-01', to: '2026-02-28', precision: 'month' },
      quantities: [
        { unit: 'victim', value: 5 },
        { unit: 'offence', value: -1, adjustment: true },
      ],
    });
    const text = JSON.stringify(shown);
    for (const hidden of ['rent-debt', 'SE-AB', 'HU', 'citizenships', '9-17', 'female', 'presumed', 'job-portal', 'evaluation'])
      expect(text).not.toContain(hidden);
  });

  it('leaves a longer period as it is', () => {
    const observed = { from: '2025-01-01', to: '2025-12-31', precision: 'year' } as const;
    expect(shownTo(member, structuredReport({ observed }), 'redacted').observed).toEqual(observed);
  });
});
