import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { StructuredReport } from '@landbridge/contracts';
import { communityState } from '@landbridge/contracts/testing';
import { parse } from 'csv-parse/sync';
import { epochDay } from '../src/counting/calendar.ts';
import { trendsOf } from './support/sample-evaluation.ts';
import { smallReport } from './support/small-reports.ts';

const FBI = resolve(import.meta.dirname, '../../../../shared/data/fbi-ucr-human-trafficking-2013-2020.csv');

const whereTheFileIs = existsSync(FBI) ? describe : describe.skip;

whereTheFileIs(`offences known to US police (skipped where there is no ${FBI})`, () => {
  const rows = (): Record<string, string>[] => parse(readFileSync(FBI), { columns: true });
  const evaluated = (all: Record<string, string>[]) => trendsOf(all.map(asReport), communityState(), new Date('2021-02-01T00:00:00Z'));

  it('rise from year to year as the agencies do that report them, and raise nothing', async () => {
    const all = rows();
    const agencies = (year: string) => new Set(all.filter(({ DATA_YEAR }) => DATA_YEAR === year).map(({ ORI }) => ORI)).size;
    expect([agencies('2015'), agencies('2020')]).toEqual([134, 503]);
    expect(await evaluated(all)).toEqual([]);
  });

  it('are named after their agencies where these become so many more that it stands out', async () => {
    const all = rows();
    const of2020 = all.filter(({ DATA_YEAR }) => DATA_YEAR === '2020');
    const newcomers = [1, 2].flatMap((n) => of2020.map((row) => ({ ...row, ORI: `${row['ORI'] ?? ''}-${n}` })));
    const trends = await evaluated([...all, ...newcomers]);
    expect(trends).toMatchObject([
      { series: { dimension: 'exploitation', value: 'US' }, survivesLeavingOneOut: true, artefacts: ['more-contributors'] },
    ]);
  });
});

/** As each agency would send it by itself, under its name: nothing but their number speaks against a rise. */
function asReport({ ORI = '', DATA_YEAR = '', STATE_ABBR = '', ACTUAL_COUNT }: Record<string, string>): StructuredReport {
  const observed = { from: `${DATA_YEAR}-01-01`, to: `${DATA_YEAR}-12-31`, precision: 'year' } as const;
  const id = createHash('sha256')
    .update(ORI)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
  return smallReport(epochDay(observed.to), [], {
    contributor: { id, kind: 'police', country: 'US', regime: 'third-country' },
    where: { exploitation: 'US', region: `US-${STATE_ABBR}` },
    quantities: [{ unit: 'offence', value: Number(ACTUAL_COUNT) }],
    observed,
  });
}
