import { messageOf } from '@landbridge/engines';
import { parse } from 'csv-parse/sync';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One cell of R's answers; `undefined` where it is empty, R's NA. */
export type Cell = number | undefined;

/** A series with R's answers, bucket by bucket, by the names of their columns. */
export interface RecordedSeries {
  readonly name: string;
  readonly counts: readonly number[];
  readonly bucketsPerYear: number;
  readonly answers: ReadonlyMap<string, readonly Cell[]>;
}

/** A drawn series; everything but the counts is about its last `window` weeks, and may be missing. */
export interface SimulatedSeries {
  readonly name: string;
  readonly counts: readonly number[];
  readonly window: number;
  /** Cases that the outbreak added, by week. */
  readonly outbreak: readonly number[] | undefined;
  /** R's decisions: `ff`, `c1`, `c2`, `c3`. */
  readonly alarms: ReadonlyMap<string, readonly boolean[]>;
  /** R's bounds by farringtonFlexible, nbPlugin. */
  readonly uppers: readonly Cell[] | undefined;
}

/** What R answers about many series. */
export interface Oracles {
  readonly recorded: readonly RecordedSeries[];
  readonly simulated: readonly SimulatedSeries[];
}

type Row = Record<string, string>;

const SIMULATED = 'simulated.csv.gz';
/** Sums up what SIMULATED tells by series; nothing that is needed. */
const SUMMARY = 'simulated-summary.csv';
const METHODS = ['ff', 'c1', 'c2', 'c3'];

/**
 * Reads every `*.csv` as one series, a row a bucket: `observed`, in the first row `freq` (buckets a year; without it 52), and of each
 * method `_upper` and `_alarm` after `earsC1`, `earsC2`, `earsC3`, `farrington`, and `farringtonFlexible_` with `delta`, `nbPlugin` or
 * `muan` and `_trend` or `_notrend`. Reads `simulated.csv.gz`, a row a series: `counts`, and for its last weeks `outbreak` and
 * `ff_upper`, all separated by semicolons, and `ff_alarm`, `c1_alarm`, `c2_alarm`, `c3_alarm`, one character a week, 1 for an alarm.
 * All but `observed` and `counts` may be missing; a cell is empty or NA where R gives no answer.
 * @throws Error with a sentence that says what to mend in the folder
 */
export function readOracles(folder: string): Oracles {
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}; name one that holds answers of R after --oracles.`);
  const files = namesIn(folder);
  const recorded = files.filter((name) => name.endsWith('.csv') && name !== SUMMARY).sort();
  if (recorded.length === 0 && !files.includes(SIMULATED))
    throw new Error(`${folder} holds neither a series as *.csv nor ${SIMULATED}; name a folder that holds answers of R after --oracles.`);
  return {
    recorded: recorded.map((name) => recordedSeries(name, rowsOf(name, readFileSync(join(folder, name))))),
    simulated: files.includes(SIMULATED) ? rowsOf(SIMULATED, unzipped(join(folder, SIMULATED))).map(simulatedSeries) : [],
  };
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new Error(`${folder} cannot be read as a folder: ${messageOf(error)}`, { cause: error });
  }
}

function unzipped(file: string): Buffer {
  try {
    return gunzipSync(readFileSync(file));
  } catch (error) {
    throw new Error(`${file} cannot be unpacked; compress the CSV with gzip. (${messageOf(error)})`, { cause: error });
  }
}

function rowsOf(file: string, csv: Buffer): Row[] {
  try {
    return parse(csv, { columns: true, skip_empty_lines: true });
  } catch (error) {
    throw new Error(`${file} is no CSV with a line of column names: ${messageOf(error)}`, { cause: error });
  }
}

function recordedSeries(name: string, rows: readonly Row[]): RecordedSeries {
  const counts = rows.map((row, i) => countIn(row['observed'], `${name}, row ${i + 1}, column observed`));
  const columns = Object.keys(rows[0] ?? {}).filter((column) => /^(?:ears|farrington)/.test(column));
  const cells = (column: string) => rows.map((row, i) => cellIn(row[column], `${name}, row ${i + 1}, column ${column}`));
  return {
    name,
    counts,
    bucketsPerYear: cellIn(rows[0]?.['freq'], `${name}, row 1, column freq`) ?? 52,
    answers: new Map(columns.map((column) => [column, cells(column)])),
  };
}

function simulatedSeries(row: Row, index: number): SimulatedSeries {
  const name = `${SIMULATED}, series ${row['series'] ?? index + 1}`;
  const list = (column: string) => row[column]?.split(';');
  const counts = (list('counts') ?? ['']).map((cell) => countIn(cell, `${name}, column counts`));
  const outbreak = list('outbreak')?.map((cell) => countIn(cell, `${name}, column outbreak`));
  const uppers = list('ff_upper')?.map((cell) => cellIn(cell, `${name}, column ff_upper`));
  const alarms = METHODS.flatMap((method) => {
    const characters = row[`${method}_alarm`];
    return characters === undefined ? [] : [[method, Array.from(characters, (character) => character === '1')] as const];
  });
  const lengths = new Set([outbreak, uppers, ...alarms.map(([, decisions]) => decisions)].flatMap((part) => part?.length ?? []));
  const [window = 0] = lengths;
  if (lengths.size > 1 || window > counts.length)
    throw new Error(
      `${name}: outbreak, ff_upper and the alarms must tell of equally many weeks, no more than counts has, and tell of ${[...lengths].join(', ')}.`,
    );
  return { name, counts, window, outbreak, alarms: new Map(alarms), uppers };
}

function countIn(cell: string | undefined, where: string): number {
  const count = cellIn(cell, where);
  if (count === undefined || count < 0) throw new Error(`${where}: there must be a count of 0 or more, and there is "${cell ?? ''}".`);
  return count;
}

function cellIn(cell: string | undefined, where: string): Cell {
  const text = cell?.trim() ?? '';
  if (text === '' || text === 'NA') return undefined;
  const value = Number(text);
  if (Number.isNaN(value)) throw new Error(`${where}: there must be a number, or nothing for NA, and there is "${text}".`);
  return value;
}
