import { describe, expect, it } from '@jest/globals';
import { concernsMinors, isPalermoComplete, violations } from './report-rules.ts';
import { reportInput } from './testing.ts';
import type { ReportInput } from './report.dto.ts';

const NOW = new Date('2026-06-01T12:00:00Z');
const PERSON = '5a4fd1a8-0b1c-4a6e-9a31-000000000001';
const found = (over: Partial<ReportInput>) => violations(reportInput(over), NOW).map(({ pointer }) => pointer);

describe('violations', () => {
  it('has nothing against a good report', () => {
    expect(violations(reportInput(), NOW)).toEqual([]);
  });

  it.each<[string, Partial<ReportInput>, string]>([
    ['a period turned round', { observed: { from: '2026-03-02', to: '2026-03-01', precision: 'day' } }, '/observed/from'],
    ['a period in the future', { observed: { from: '2026-06-02', to: '2026-06-03', precision: 'day' } }, '/observed/from'],
    ['a record of the future', { recordedAt: '2026-06-01T12:00:01Z' }, '/recordedAt'],
    ['a record older than the Trafficking Protocol', { recordedAt: '1999-12-31T23:59:59Z' }, '/recordedAt'],
    ['a negative count that is no adjustment', { quantities: [{ unit: 'offence', value: -1 }] }, '/quantities/0/value'],
    ['a status of something that is no victim', { quantities: [{ unit: 'event', value: 1, status: 'presumed' }] }, '/quantities/0/status'],
    ['a sector without a code', { sectors: [{}] }, '/sectors/0'],
    ['RED that names nobody', { marking: { tlp: 'red' } }, '/marking/persons'],
    ['RED for organisations', { marking: { tlp: 'red', persons: [PERSON], recipients: [PERSON] } }, '/marking/tlp'],
    ['people named under another label', { marking: { tlp: 'amber', communities: ['research'], persons: [PERSON] } }, '/marking/persons'],
    ['AMBER to nobody', { marking: { tlp: 'amber' } }, '/marking/communities'],
    ['AMBER+STRICT to nobody', { marking: { tlp: 'amber+strict', communities: [] } }, '/marking/communities'],
    ['GREEN for everybody', { marking: { tlp: 'green' } }, '/marking/communities'],
    ['CLEAR for some', { marking: { tlp: 'clear', communities: ['research'] } }, '/marking/tlp'],
    ['CLEAR with a territory', { marking: { tlp: 'clear', territory: ['SE'] } }, '/marking/tlp'],
    ['CLEAR that asks first', { marking: { tlp: 'clear', handling: ['H2'] } }, '/marking/tlp'],
    ['personal data for everybody', { marking: { tlp: 'clear' }, basis: 'informed-consent' }, '/basis'],
    ['H0 beside H2', { marking: { tlp: 'green', communities: ['research'], handling: ['H0', 'H2'] } }, '/marking/handling'],
    ['an Admiralty code without its second half', { evaluation: { scheme: 'admiralty', source: 'B' } }, '/evaluation/information'],
    [
      'an Admiralty grade in the Europol scheme',
      { evaluation: { scheme: 'europol-4x4', source: 'F', information: '1' } },
      '/evaluation/source',
    ],
    ['a graded account of a victim', { evaluation: { scheme: 'basis', basis: 'testimony', information: '2' } }, '/evaluation/information'],
  ])('refuses %s', (_title, over, pointer) => {
    expect(found(over)).toEqual([pointer]);
  });

  it.each(['0-8', '9-17', 'minor'] as const)('keeps a report on the age band %s at AMBER+STRICT or stricter', (ageBand) => {
    const quantities: ReportInput['quantities'] = [{ unit: 'victim', value: 1, ageBand }];
    expect(found({ quantities, marking: { tlp: 'amber', communities: ['practitioners'] } })).toEqual(['/marking/tlp']);
    expect(found({ quantities, marking: { tlp: 'amber+strict', communities: ['practitioners'] } })).toEqual([]);
  });

  it('takes a negative count that says it is an adjustment', () => {
    expect(found({ quantities: [{ unit: 'offence', value: -1, adjustment: true }] })).toEqual([]);
  });
});

describe('isPalermoComplete', () => {
  it('needs act, means and purpose of adults, and no means under 18', () => {
    const minor: ReportInput['quantities'] = [{ unit: 'victim', value: 1, ageBand: '9-17' }];
    expect(isPalermoComplete(reportInput())).toBe(true);
    expect(isPalermoComplete(reportInput({ means: [] }))).toBe(false);
    expect(isPalermoComplete(reportInput({ means: [], quantities: minor }))).toBe(true);
    expect(isPalermoComplete(reportInput({ acts: [], quantities: minor }))).toBe(false);
    expect(isPalermoComplete(reportInput({ purposes: [] }))).toBe(false);
  });

  it('does not take an unknown age for a child', () => {
    expect(concernsMinors(reportInput({ quantities: [{ unit: 'victim', value: 1, ageBand: 'unknown' }] }))).toBe(false);
  });
});
