import { count } from '../progress-bar.ts';
import { writeJson } from '../write-json.ts';
import type { LateFigures, WeekFigures } from './evaluated-week.ts';
import { requireReached, type Judged } from './wanted.ts';

export interface EvaluationFigures {
  readonly week: WeekFigures;
  readonly late: LateFigures;
}

/** What is wanted is wanted of so many series, and judged from there on. */
const AIMED_AT = 50_000;
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 1_000;
const NOT_MEASURED = '–';

/** Writes down and prints what was measured. @throws Error that names what is wanted and was not reached */
export function tell(figures: EvaluationFigures, file: string): void {
  writeJson(file, figures);
  const judged = judgedOf(figures.week);
  console.log(`${textOf(figures, judged)}\n\nThe figures are in ${file}.`);
  requireReached(judged);
}

function judgedOf({ series, seconds, peakMegabytes }: WeekFigures): Judged[] {
  const limit = (most: number, unit: string) => `below ${count(most)} ${unit} for ${count(AIMED_AT)} series`;
  const isBelow = (value: number | undefined, most: number) => (value === undefined || series < AIMED_AT ? undefined : value < most);
  return [
    {
      figure: 'seconds, the start of the process too',
      here: seconds.toFixed(1),
      wanted: limit(MOST_SECONDS, 's'),
      reached: isBelow(seconds, MOST_SECONDS),
    },
    {
      figure: 'MB of memory at most',
      here: peakMegabytes === undefined ? NOT_MEASURED : count(peakMegabytes),
      wanted: limit(MOST_MEGABYTES, 'MB'),
      reached: isBelow(peakMegabytes, MOST_MEGABYTES),
    },
  ];
}

function textOf({ week, late }: EvaluationFigures, judged: readonly Judged[]): string {
  const row = (what: string, value: string, wanted = '') => `  ${what.padEnd(44)} ${value.padStart(10)}  ${wanted}`.trimEnd();
  const { series, lines, reports, seriesPerSecond, cpuSeconds, storeCpuSeconds } = week;
  return [
    `One week of ${count(series)} live series (${count(lines)} lines in all measures, ${count(reports)} reports in three years), one audience:`,
    ...judged.map(({ figure, here, wanted, reached }) => row(figure, here, reached === false ? `MISSED: ${wanted}` : wanted)),
    row('series a second', count(seriesPerSecond)),
    row('seconds of processor', tenths(cpuSeconds)),
    row("the store's besides", tenths(storeCpuSeconds)),
    '',
    'One report of ten weeks ago, after that:',
    row('series looked at again', count(late.series), `of ${count(series)}: its own`),
    row('weeks reduced anew', count(late.weeks), 'its own and those after it'),
    row('seconds until it was counted', late.countedAfter.toFixed(1)),
    row('seconds until all that it changes stood', late.seconds.toFixed(1)),
  ].join('\n');
}

const tenths = (seconds: number | undefined) => (seconds === undefined ? NOT_MEASURED : seconds.toFixed(1));
