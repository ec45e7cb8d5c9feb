import { partsOf, type PlantedChange, type SeriesName } from '@landbridge/sample-network';
import { count } from '../progress-bar.ts';
import type { DemoResult } from './demo-run.ts';
import type { Seconds } from './steps.ts';
import { sumWords } from './sums.ts';
import type { Change } from './trends.ts';

const SHOWN_REASONS = 12;
const SHOWN_CHANGES = 12;
const WIDTH = 120;

const STEP_WORDS: Record<string, string> = {
  start: 'starting',
  register: 'registering',
  load: 'loading',
  settle: 'counting and delivering',
  check: 'adding up',
};

/** What a demo came to, for people. */
export function summaryOf(result: DemoResult, seconds: Seconds): string {
  return [
    '',
    ...reportLines(result),
    ...countingLines(result),
    ...changeLines(result),
    ...deliveryLines(result),
    row('Time', timeWords(seconds)),
    '',
  ].join('\n');
}

function reportLines({ figures: { accepted, alreadyHeld, rejected, corrected, withdrawn }, reasons }: DemoResult): string[] {
  const held = alreadyHeld > 0 ? `, ${count(alreadyHeld)} held already` : '';
  const later = corrected + withdrawn > 0 ? `; later ${count(corrected)} corrected and ${count(withdrawn)} withdrawn` : '';
  const left = reasons.slice(SHOWN_REASONS).reduce((sum, { lines }) => sum + lines, 0);
  return [
    row('Reports', `${count(accepted)} accepted${held}, ${count(rejected)} rejected${later}`),
    ...reasons.slice(0, SHOWN_REASONS).map(({ reason, lines }) => item(lines, reason)),
    ...(left > 0 ? [item(left, 'for other reasons')] : []),
  ];
}

function countingLines({ figures: { before, after } }: DemoResult): string[] {
  return [
    row('Kafka', `${count(after.reports.sent - before.reports.sent)} events sent`),
    row('Counted', `${count(after.counting.counted)} reports; they state ${sumWords(after.counting.totals)}`),
  ];
}

function changeLines({ changes, trends, planted, figures }: DemoResult): string[] {
  const found = planted.length > 0 ? [row('Planted', `${figures.plantedFound} of ${figures.plantedTotal} changes found`)] : [];
  if (changes.length === 0) return [row('Changes', 'none found'), ...found];
  const isPlanted = (change: Change) => planted.some((one) => isSameSeries(one, change));
  const best = changes.toSorted((a, b) => Number(isPlanted(b)) - Number(isPlanted(a))).slice(0, SHOWN_CHANGES);
  const left = changes.length - best.length;
  return [
    row('Changes', `${count(changes.length)} series changed (${count(trends)} open trends, one for each audience)`),
    ...best.map((change) => `${' '.repeat(12)}${changeWords(change)}${isPlanted(change) ? '  (planted)' : ''}`),
    ...(left > 0 ? [`${' '.repeat(12)}and ${count(left)} more`] : []),
    ...found,
  ];
}

function deliveryLines({ figures: { received, after } }: DemoResult): string[] {
  const letters = Object.values(after.messaging).reduce((sum, { deadLetters }) => sum + deadLetters, 0);
  return [row('Webhooks', `${count(received)} delivered with a good signature, ${count(letters)} dead letters`)];
}

function timeWords(seconds: Seconds): string {
  const total = Object.values(seconds).reduce((sum, one) => sum + one, 0);
  const steps = Object.entries(seconds).map(([name, one]) => `${STEP_WORDS[name] ?? name} ${one.toFixed(1)}`);
  return `${total.toFixed(0)} s: ${steps.join(', ')}`;
}

/** `Nepal → Sweden: 15 reports in the week of 16 November 2026, 7.2 expected` */
export function changeWords({ series, evidence }: Pick<Change, 'evidence'> & { series: SeriesName & { measure: string } }): string {
  const what = series.measure === 'reports' ? 'reports' : `${series.measure}s`;
  const week = longDay.format(new Date(evidence.bucket));
  return `${seriesWords(series)}: ${count(evidence.observed)} ${what} in the week of ${week}, ${evidence.expected} expected`;
}

const countryNames = new Intl.DisplayNames('en', { type: 'region' });
const longDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const country = (code: string) => (/^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code);
/** `NP>SE`, or `NP>FI+SE` for neighbours. */
const corridorWords = (corridor: string) => corridor.split('>').map(countriesWords).join(' → ');
const countriesWords = (codes: string) => codes.split('+').map(country).join(' and ');
const plain = (code: string) => code.replaceAll('-', ' ');

function seriesWords({ dimension, value }: SeriesName): string {
  const [first = '', ...rest] = (value ?? '').split(':');
  switch (dimension) {
    case 'total':
      return 'All reports';
    case 'script':
      return 'A script in several reports';
    case 'combination':
      return partsOf(value ?? '')
        .map(seriesWords)
        .join(' with ');
    case 'corridor':
    case 'corridor-region':
    case 'corridor-purpose':
      return [corridorWords(first), ...rest.map(plain)].join(', ');
    case 'country-purpose-sector':
      return `${country(first)}, ${plain(rest[0] ?? '')}, sector ${rest[1] ?? ''}`;
    case 'citizenship':
    case 'origin':
    case 'transit':
    case 'exploitation':
      return `${upper(dimension)} ${country(first)}`;
    case 'sector':
      return `Sector ${first}`;
    default:
      return `${upper(plain(dimension))} ${plain(first)}`;
  }
}

/** In a planted series; a script has another name in each network. */
function isSameSeries({ series }: PlantedChange, { series: { dimension, value } }: Change): boolean {
  return series.dimension === dimension && (series.value ?? value) === value;
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const row = (title: string, text: string) => `  ${title.padEnd(10)}${text}`;
const cut = (text: string) => (text.length > WIDTH ? `${text.slice(0, WIDTH - 1)}…` : text);
const item = (lines: number, text: string) => cut(`${count(lines).padStart(18)}  ${text}`);
