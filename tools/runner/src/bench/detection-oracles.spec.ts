import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readOracles } from './detection-oracles.ts';

let parent = '';
let folders = 0;

describe('Answers of R', () => {
  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'landbridge-oracles-'));
  });
  afterAll(() => rmSync(parent, { recursive: true }));

  it('are read with what columns there are; an empty cell and NA are none', () => {
    const { recorded, simulated } = readOracles(
      folder({ 'a.csv': 't,observed,earsC1_upper,freq\n1,3,,52\n2,0,NA,\n3,1,2.5,\n', 'simulated-summary.csv': 'sc\n1\n' }),
    );
    expect(simulated).toEqual([]);
    expect(recorded).toEqual([
      { name: 'a.csv', counts: [3, 0, 1], bucketsPerYear: 52, answers: new Map([['earsC1_upper', [undefined, undefined, 2.5]]]) },
    ]);
  });

  it('are read of simulated series of any length', () => {
    const csv = 'series,counts,outbreak,ff_alarm,ff_upper\n7,1;2;3;4,0;5,01,;       6\n8,1;2;3,0,1,4\n';
    const { simulated } = readOracles(folder({ 'simulated.csv.gz': gzipSync(csv) }));
    expect(simulated).toMatchObject([
      { name: 'simulated.csv.gz, series 7', counts: [1, 2, 3, 4], window: 2, outbreak: [0, 5], uppers: [undefined, 6] },
      { counts: [1, 2, 3], window: 1, outbreak: [0], uppers: [4] },
    ]);
    expect(simulated[0]?.alarms).toEqual(new Map([['ff', [false, true]]]));
  });

  it.each<[string, Record<string, string | Buffer>, string]>([
    ['nothing of R', { 'notes.txt': '' }, 'holds neither a series as *.csv nor simulated.csv.gz; name a folder'],
    [
      'no counts',
      { 'a.csv': 't,earsC1_upper\n1,2\n' },
      'a.csv, row 1, column observed: there must be a count of 0 or more, and there is "".',
    ],
    [
      'a negative count',
      { 'a.csv': 'observed\n1\n-2\n' },
      'a.csv, row 2, column observed: there must be a count of 0 or more, and there is "-2".',
    ],
    [
      'a word',
      { 'a.csv': 'observed,earsC1_upper\n1,high\n' },
      'a.csv, row 1, column earsC1_upper: there must be a number, or nothing for NA, and there is "high".',
    ],
    ['ragged lines', { 'a.csv': 'observed,freq\n1\n' }, 'a.csv is no CSV with a line of column names: '],
    ['no gzip', { 'simulated.csv.gz': 'series' }, 'simulated.csv.gz cannot be unpacked; compress the CSV with gzip.'],
    [
      'weeks that do not fit',
      { 'simulated.csv.gz': gzipSync('counts,outbreak,ff_alarm\n1;2;3,0;0,010\n') },
      'simulated.csv.gz, series 1: outbreak, ff_upper and the alarms must tell of equally many weeks, no more than counts has, and tell of 2, 3.',
    ],
  ])('are refused with what to mend: %s', (_what, files, sentence) => {
    const bad = folder(files);
    expect(() => readOracles(bad)).toThrow(sentence);
  });

  it('are refused where there is no folder', () => {
    expect(() => readOracles(join(parent, 'nowhere'))).toThrow(
      /^There is no folder .*nowhere; name one that holds answers of R after --oracles\.$/,
    );
    writeFileSync(join(parent, 'file'), '');
    expect(() => readOracles(join(parent, 'file'))).toThrow(/file cannot be read as a folder/);
  });
});

function folder(files: Record<string, string | Buffer>): string {
  folders += 1;
  const path = join(parent, String(folders));
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}
