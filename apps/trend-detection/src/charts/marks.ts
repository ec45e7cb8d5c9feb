import { area, line } from 'd3-shape';
import { numberIn, type Placed, type Plot } from './plot.ts';
import { element, type Markup } from './svg.ts';

/** Two fills that differ on paper without any colour. Their names are the picture's own, since several may stand on one page. */
export interface Fills {
  readonly hatched: string;
  readonly dotted: string;
}

export function patterns({ hatched, dotted }: Fills): Markup {
  const pattern = (id: string, size: number, ...content: Markup[]) =>
    element('pattern', { id, width: size, height: size, patternUnits: 'userSpaceOnUse' }, ...content);
  return element(
    'defs',
    {},
    pattern(
      hatched,
      5,
      element('rect', { width: 5, height: 5, fill: '#fff' }),
      element('path', { d: 'M-1,1L1,-1M0,5L5,0M4,6L6,4', stroke: '#000', 'stroke-width': 0.9 }),
    ),
    pattern(dotted, 5, element('circle', { cx: 2.5, cy: 2.5, r: 0.8, fill: '#777' })),
  );
}

export function marks(plot: Plot, fills: Fills): Markup[] {
  return [
    ...plot.buckets.filter(({ provisional }) => provisional).map((bucket) => provisionalBand(plot, bucket, fills)),
    ...(plot.long
      ? [silhouette(plot), ...plot.buckets.filter(({ alarm }) => alarm).map((bucket) => needle(plot, bucket))]
      : bars(plot, fills)),
    ...plot.buckets.flatMap((bucket) => continuation(plot, bucket)),
    ...steps(plot, 'lower', LINES.lower),
    ...steps(plot, 'upper', LINES.upper),
    ...steps(plot, 'expected', LINES.expected),
    ...plot.buckets.filter(({ alarm }) => alarm).map((bucket) => alarmMark(plot, bucket)),
  ];
}

export const LINES = {
  expected: { stroke: '#000', 'stroke-width': 1.8 },
  upper: { stroke: '#000', 'stroke-width': 1.2, 'stroke-dasharray': '6 3' },
  lower: { stroke: '#000', 'stroke-width': 1.2, 'stroke-dasharray': '1.5 2.5' },
} as const;
export const BAR = { fill: '#d4d4d4', stroke: '#555', 'stroke-width': 0.6 } as const;
/** What is still to come: the bar goes on, but is not there yet. */
export const NOWCAST = { fill: '#fff', stroke: '#555', 'stroke-width': 0.8, 'stroke-dasharray': '2 1.5' } as const;
/** A triangle that points down to what it marks. */
export const ALARM = 'M-4.5,-8L4.5,-8L0,0Z';

function bars({ buckets, y }: Plot, fills: Fills): Markup[] {
  return buckets.map(({ x, width, observed, alarm }) =>
    element('rect', {
      class: 'observed',
      x: x + width * 0.12,
      width: width * 0.76,
      y: y(Math.max(0, observed)),
      height: Math.abs(y(observed) - y(0)),
      ...BAR,
      ...(alarm ? { fill: `url(#${fills.hatched})`, stroke: '#000' } : {}),
    }),
  );
}

const NARROWEST_CONTINUATION = 2;

/** From what has come up to what is expected in the end, with the interval that it lies in. */
function continuation({ y }: Plot, { x, width, observed, nowcast: { estimate, lower, upper } = {} }: Placed): Markup[] {
  if (estimate === undefined) return [];
  const wide = Math.max(width * 0.76, NARROWEST_CONTINUATION);
  const middle = x + width / 2;
  const from = y(Math.max(0, observed));
  return [
    element('rect', { class: 'nowcast', x: middle - wide / 2, width: wide, y: y(estimate), height: from - y(estimate), ...NOWCAST }),
    ...(lower === undefined || upper === undefined ? [] : [whisker(middle, Math.min(3, wide / 3), [y(lower), y(upper)])]),
  ];
}

function whisker(x: number, half: number, [low, high]: readonly [number, number]): Markup {
  const [left, right, middle] = [x - half, x + half, x].map((at) => at.toFixed(1));
  const [bottom, top] = [low.toFixed(1), high.toFixed(1)];
  const d = `M${left},${top}L${right},${top}M${middle},${top}L${middle},${bottom}M${left},${bottom}L${right},${bottom}`;
  return element('path', { class: 'interval', d, fill: 'none', stroke: '#555', 'stroke-width': 0.8 });
}

/** The outline of all bars together, where each is too narrow to be seen. */
function silhouette({ buckets, y }: Plot): Markup {
  const levels = buckets.flatMap(({ x, width, observed }): [number, number][] => [
    [x, y(observed)],
    [x + width, y(observed)],
  ]);
  const outline = area().digits(1).y0(y(0))(levels) ?? '';
  return element('path', { class: 'observed', d: outline, ...BAR });
}

function needle({ y }: Plot, { x, width, observed }: Placed): Markup {
  const middle = x + width / 2;
  return element('line', { class: 'needle', x1: middle, x2: middle, y1: y(0), y2: y(observed), stroke: '#000', 'stroke-width': 1.4 });
}

/** Level over each bucket, and interrupted where a bucket has no such number. */
function steps(plot: Plot, height: 'expected' | 'upper' | 'lower', style: Readonly<Record<string, string | number>>): Markup[] {
  const points = plot.buckets.flatMap((bucket) => {
    const value = numberIn(bucket, height);
    const level = value === undefined ? undefined : plot.y(value);
    return [bucket.x, bucket.x + bucket.width].map((x) => ({ x, level }));
  });
  const path = line<(typeof points)[number]>()
    .digits(1)
    .defined(({ level }) => level !== undefined)
    .x(({ x }) => x)
    .y(({ level }) => level ?? 0)(points);
  return path ? [element('path', { class: height, d: path, fill: 'none', ...style })] : [];
}

/** Above what stands out: for a count that is too low above the count, else above its bound, too. */
function alarmMark({ y }: Plot, bucket: Placed): Markup {
  const { x, width, observed } = bucket;
  const expected = numberIn(bucket, 'expected') ?? 0;
  const top = observed < expected ? Math.max(observed, 0) : Math.max(observed, numberIn(bucket, 'upper') ?? 0);
  return element('path', { class: 'alarm', d: ALARM, transform: `translate(${(x + width / 2).toFixed(1)},${(y(top) - 3).toFixed(1)})` });
}

const NARROWEST_BAND = 5;

function provisionalBand({ frame }: Plot, { x, width }: Placed, fills: Fills): Markup {
  const wide = Math.max(width, NARROWEST_BAND);
  return element('rect', {
    class: 'provisional',
    x: x + width - wide,
    width: wide,
    y: frame.top,
    height: frame.bottom - frame.top,
    fill: `url(#${fills.dotted})`,
  });
}
