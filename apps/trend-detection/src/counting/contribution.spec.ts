import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { structuredReport } from '@landbridge/contracts/testing';
import { countedOf } from './contribution.ts';

describe('countedOf', () => {
  it('sums each unit for itself, adjustments too', () => {
    const report = structuredReport({
      quantities: [
        { unit: 'victim', value: 2, gender: 'female' },
        { unit: 'victim', value: 1, gender: 'male' },
        { unit: 'perpetrator', value: 4 },
        { unit: 'offence', value: -1, adjustment: true },
      ],
    });
    expect(countedOf(report, 'clear').amounts).toEqual({ reports: 1, victim: 3, perpetrator: 4, offence: -1 });
  });

  it('keeps which reports it says it tells the same events as', () => {
    const other = randomUUID();
    expect(countedOf(structuredReport({ sameEventAs: [other] }), 'clear').sameEventAs).toEqual([other]);
    expect(countedOf(structuredReport(), 'clear')).not.toHaveProperty('sameEventAs');
  });

  it('leaves a unit out that comes to nothing', () => {
    const report = structuredReport({ quantities: [{ unit: 'event', value: 0 }] });
    expect(countedOf(report, 'clear').amounts).toEqual({ reports: 1 });
  });

  it('keeps organisation, country, cell, grain and all clocks for evidence', () => {
    const report = structuredReport({
      recordedAt: '2026-03-03T23:00:00Z',
      acceptedAt: '2026-03-05T01:00:00Z',
      signature: `${'A'.repeat(342)}==`,
      observed: { from: '2026-02-01', to: '2026-02-28', precision: 'month' },
    });
    expect(countedOf(report, 'in:practitioners')).toMatchObject({
      organisation: report.contributor.id,
      country: 'SE',
      cell: 'in:practitioners',
      grain: 'month',
      recorded: 20_515,
      occurred: 20_485,
      accepted: 20_517,
      signature: `${'A'.repeat(342)}==`,
    });
  });
});
