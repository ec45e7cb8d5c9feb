import type { TrendGrain } from '@landbridge/contracts';
import type { Speech } from '../explanations/speech.ts';
import type { Plot } from './plot.ts';
import { element, type Markup } from './svg.ts';

const TICKS = { x: 8, y: 5 };
const FEW_BUCKETS = 26;
const LINE_HEIGHT = 14;

export function axes(plot: Plot, grain: TrendGrain, speech: Speech): Markup[] {
  const { frame, y } = plot;
  const base = element('line', { x1: frame.left, x2: frame.right, y1: y(0), y2: y(0), stroke: '#000' });
  return [...countAxis(plot, speech), ...dayAxis(plot, grain, speech), base];
}

function countAxis({ frame, y }: Plot, speech: Speech): Markup[] {
  const whole = y.ticks(TICKS.y).filter(Number.isInteger);
  return whole.flatMap((count) => [
    element('line', { x1: frame.left, x2: frame.right, y1: y(count), y2: y(count), stroke: '#999', 'stroke-width': 0.5 }),
    element('text', { class: 'count', x: frame.left - 6, y: y(count) + 4, 'text-anchor': 'end' }, speech.number(count)),
  ]);
}

function dayAxis(plot: Plot, grain: TrendGrain, speech: Speech): Markup[] {
  const { bottom } = plot.frame;
  const ticks = ticksOf(plot);
  const labels = labelsOf(
    ticks.map(({ day }) => day),
    grain,
    speech,
  );
  return ticks.flatMap(({ x }, at) => [
    element('line', { x1: x, x2: x, y1: bottom, y2: bottom + 5, stroke: '#000' }),
    ...(labels[at] ?? []).map((text, line) =>
      element('text', { class: 'day', x, y: bottom + 18 + line * LINE_HEIGHT, 'text-anchor': 'middle' }, text),
    ),
  ]);
}

/** Under the middle of a bar where there are few; at the turn of months or years where there are many. */
function ticksOf({ buckets, x }: Plot): { day: Date; x: number }[] {
  if (buckets.length > FEW_BUCKETS) return x.ticks(TICKS.x).map((day) => ({ day, x: x(day) }));
  const each = Math.ceil(buckets.length / TICKS.x);
  return buckets.filter((_, at) => at % each === 0).map((bucket) => ({ day: new Date(bucket.bucket), x: bucket.x + bucket.width / 2 }));
}

/** The year stands under the first tick, and under each in a new year; alone where all ticks are New Year's Days. */
function labelsOf(days: readonly Date[], grain: TrendGrain, speech: Speech): string[][] {
  const years = days.map((day) => String(day.getUTCFullYear()));
  if (grain === 'year' || days.every((day) => day.getUTCMonth() === 0 && day.getUTCDate() === 1)) return years.map((year) => [year]);
  const firsts = days.every((day) => day.getUTCDate() === 1);
  const format = new Intl.DateTimeFormat(speech.locale, { ...(firsts ? {} : { day: 'numeric' }), month: 'short', timeZone: 'UTC' });
  return days.map((day, at) => [format.format(day), ...(years[at] === years[at - 1] ? [] : [years[at] ?? ''])]);
}
