import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { ReportInput } from '@landbridge/contracts';
import { openCsv } from '../bulk/csv-rows.ts';
import { LINE_LIMIT } from '../bulk/row.ts';
import { linesOf } from '../bulk/lines.ts';
import { judge, type Verdict } from '../reports/report-door.ts';
import { readMapping } from './mapping.ts';

const root = new URL('../../../../', import.meta.url);
const file = new URL('../shared/data/fbi-ucr-human-trafficking-2013-2020.csv', root);

/** The file is not part of the project; a checkout that stands alone has nothing to read. */
const whereTheFileIs = existsSync(file) ? describe : describe.skip;

const sampleMapping = () => readMapping(JSON.parse(readFileSync(new URL('samples/mappings/fbi-ucr.json', root), 'utf8')));

async function verdicts(): Promise<Map<number, Verdict>> {
  const read = sampleMapping();
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  async function* body() {
    yield await Promise.resolve(readFileSync(file));
  }
  const { rows } = await openCsv(linesOf(body(), LINE_LIMIT), read.mapping, 'a'.repeat(64));
  const found = new Map<number, Verdict>();
  for await (const batch of rows)
    for (const { line, content } of batch)
      found.set(
        line,
        'plain' in content ? judge(content.plain, new Date('2026-01-01T00:00:00Z')) : { kind: 'invalid', errors: content.errors },
      );
  return found;
}

const offences = (report: ReportInput) => (report.quantities ?? []).reduce((sum, { value }) => sum + value, 0);

it('is a mapping that can be read', () => {
  expect(sampleMapping()).toMatchObject({ mapping: { name: 'fbi-ucr', identity: 'row' } });
});

whereTheFileIs('the file of the FBI under its mapping', () => {
  it('gives a report for each row, with the published sum', async () => {
    const reports = [...(await verdicts()).values()].flatMap((verdict) => (verdict.kind === 'good' ? [verdict.report] : []));
    expect(reports).toHaveLength(4_417);
    expect(reports.reduce((sum, report) => sum + offences(report), 0)).toBe(9_599);
    expect(new Set(reports.flatMap(({ externalIds = [] }) => externalIds)).size).toBe(4_417);
    expect(reports.filter((report) => offences(report) < 0).map(({ quantities }) => quantities)).toEqual([
      [{ unit: 'offence', value: -1, adjustment: true }],
    ]);
    expect(reports.every(({ observed, recordedAt }) => observed.precision === 'year' && recordedAt === `${observed.to}T23:59:59Z`)).toBe(
      true,
    );
  });
});
