import { createHash } from 'node:crypto';
import { speechIn, type Speech } from '../explanations/speech.ts';
import { axes } from './axes.ts';
import { descriptionOf } from './description.ts';
import { legend } from './legend.ts';
import { marks, patterns } from './marks.ts';
import { plotOf, type Chart } from './plot.ts';
import { element, wrapped, type Markup } from './svg.ts';

const WIDTH = 800;
const MARGIN = 16;
const PLOT_HEIGHT = 280;
const TITLE = { size: 16, characters: 84, lines: 3, height: 21 };
const CAPTION = { size: 11, characters: 130, lines: 3, height: 15 };
const AXIS_HEIGHT = 44;
/** Room above the highest mark for the triangle of an alarm. */
const HEADROOM = 14;

/**
 * A series as a picture: SVG 1.1 on a white ground, 800 pixels wide, without colours, scripts or anything from outside.
 * The same figures always make the same text. Scales, ticks and paths are d3's; a grammar of graphics such as Vega knows no patterns, by which
 * paper tells bars apart, and needs some thirty packages more.
 * @throws RangeError for buckets that do not follow each other, one that is no day, a count that is no number, or more than 2,080 of them
 */
export function chartOf(chart: Chart): string {
  const { buckets, grain, language, title } = chart;
  const speech = speechIn(language);
  const name = `chart-${createHash('sha256').update(JSON.stringify(chart)).digest('hex').slice(0, 12)}`;
  const fills = { hatched: `${name}-hatched`, dotted: `${name}-dotted` };

  const heading = lines(wrapped(title, TITLE.characters, TITLE.lines), MARGIN + TITLE.size, TITLE, { 'font-weight': 'bold' });
  const signs = legend(buckets, fills, speech, { left: MARGIN, right: WIDTH - MARGIN, top: MARGIN + heading.height + 4 });
  const top = MARGIN + heading.height + signs.height + HEADROOM;
  const frame = { left: MARGIN + countWidth(chart, speech), right: WIDTH - MARGIN, top, bottom: top + PLOT_HEIGHT };
  const plot = plotOf(chart, frame);
  const caption = lines(wrapped(captionOf(chart, speech), CAPTION.characters, CAPTION.lines), frame.bottom + AXIS_HEIGHT + CAPTION.size, CAPTION); // prettier-ignore
  const height = frame.bottom + AXIS_HEIGHT + caption.height + MARGIN / 2;
  const nothing = { x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2, 'text-anchor': 'middle' };

  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: WIDTH,
      height,
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: 'img',
      'aria-labelledby': `${name}-title ${name}-desc`,
      'xml:lang': language,
      'font-family': 'Helvetica, Arial, "Liberation Sans", sans-serif',
      'font-size': 12,
    },
    element('title', { id: `${name}-title` }, title),
    element('desc', { id: `${name}-desc` }, descriptionOf(chart, speech)),
    patterns(fills),
    element('rect', { width: WIDTH, height, fill: '#fff' }),
    ...heading.markup,
    ...signs.markup,
    ...axes(plot, grain, speech),
    ...(buckets.length === 0 ? [element('text', nothing, speech.say('chart.none'))] : marks(plot, fills)),
    ...caption.markup,
  ).text;
}

function captionOf({ measure, grain, caption, buckets }: Chart, speech: Speech): string {
  return [
    `${speech.say('chart.counted', { measure, grain })}.`,
    speech.say('chart.source', { source: caption.source, day: speech.day(caption.asOf) }),
    ...(buckets.some(({ provisional }) => provisional) ? [speech.say('chart.provisional-note')] : []),
  ].join(' ');
}

/** Room for the longest count beside the axis. */
function countWidth({ buckets }: Chart, speech: Speech): number {
  const most = Math.max(1, ...buckets.flatMap(({ observed, upper = 0 }) => [Math.abs(observed), Number.isFinite(upper) ? upper : 0]));
  return 12 + 7 * speech.number(Math.ceil(most)).length;
}

function lines(
  texts: readonly string[],
  y: number,
  { size, height }: { size: number; height: number },
  style: Readonly<Record<string, string>> = {},
): { markup: Markup[]; height: number } {
  const markup = texts.map((text, at) => element('text', { x: MARGIN, y: y + at * height, 'font-size': size, ...style }, text));
  return { markup, height: texts.length * height };
}
