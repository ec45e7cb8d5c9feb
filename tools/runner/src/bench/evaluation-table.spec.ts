import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tell, type EvaluationFigures } from './evaluation-table.ts';

const figures = (week: Partial<EvaluationFigures['week']>): EvaluationFigures => ({
  week: {
    series: 50_003,
    lines: 97_853,
    reports: 103_306,
    seconds: 59.9,
    seriesPerSecond: 835,
    cpuSeconds: 21.5,
    storeCpuSeconds: 9,
    peakMegabytes: 999,
    ...week,
  },
  late: { series: 13, weeks: 11, countedAfter: 2.3, seconds: 34 },
});

describe('What the bench of evaluation tells at its end', () => {
  let folder = '';
  let file = '';
  let printed = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'landbridge-evaluation-'));
    file = join(folder, 'figures.json');
    printed = '';
    jest.spyOn(console, 'log').mockImplementation((text: string) => void (printed += `${text}\n`));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  it.each([
    [{ seconds: 60 }, 'Missed: seconds, the start of the process too: 60.0, and wanted is below 60 s for 50,000 series.'],
    [{ peakMegabytes: 1_000 }, 'Missed: MB of memory at most: 1,000, and wanted is below 1,000 MB for 50,000 series.'],
    [{ series: 90_000, seconds: 71, peakMegabytes: 1_200 }, /^Missed: seconds, .*: 71\.0, .*; MB of memory at most: 1,200, .*\.$/],
  ])('is an error that names what %j misses, once all is printed and written down', (week, said) => {
    const measured = figures(week);
    expect(() => tell(measured, file)).toThrow(said);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(measured);
    expect(printed).toContain('MISSED: below');
    expect(printed).toContain(`The figures are in ${file}.`);
  });

  it.each([
    ['where all is reached', {}],
    ['where memory cannot be measured', { peakMegabytes: undefined }],
    ['of fewer series than it is wanted of', { series: 49_999, seconds: 71, peakMegabytes: 1_200 }],
  ])('is no error %s', (_, week) => {
    tell(figures(week), file);
    expect(printed).toContain('seconds, the start of the process too');
    expect(printed).not.toContain('MISSED');
  });
});
