import type { MessageId } from '../explanations/catalogue.ts';
import type { Speech } from '../explanations/speech.ts';
import { ALARM, BAR, LINES, NOWCAST, type Fills } from './marks.ts';
import type { ChartBucket } from './plot.ts';
import { element, type Markup } from './svg.ts';

/** A sign, 24 pixels wide and about the line of its word, and what it means. */
interface Entry {
  readonly sign: Markup;
  readonly meaning: MessageId;
  readonly shown: boolean;
}

const SIGN_WIDTH = 24;
const LETTER_WIDTH = 7;
const ROW_HEIGHT = 18;

/** The signs that the picture uses, in as many rows as they need. */
export function legend(
  buckets: readonly ChartBucket[],
  fills: Fills,
  speech: Speech,
  place: { left: number; right: number; top: number },
): { markup: Markup[]; height: number } {
  let [x, row] = [place.left, 0];
  const markup = entries(buckets, fills)
    .filter(({ shown }) => shown)
    .map(({ sign, meaning }) => {
      const word = speech.say(meaning);
      const width = SIGN_WIDTH + 6 + word.length * LETTER_WIDTH + 14;
      if (x > place.left && x + width > place.right) [x, row] = [place.left, row + 1];
      const transform = `translate(${x},${place.top + row * ROW_HEIGHT + 12})`;
      x += width;
      return element('g', { class: 'legend', transform }, sign, element('text', { x: SIGN_WIDTH + 6, y: 0 }, word));
    });
  return { markup, height: (row + 1) * ROW_HEIGHT };
}

function entries(buckets: readonly ChartBucket[], { hatched, dotted }: Fills): Entry[] {
  const box = { x: 4, y: -10, width: 16, height: 11 };
  const stroke = (style: Readonly<Record<string, string | number>>) => element('line', { x1: 0, x2: SIGN_WIDTH, y1: -4, y2: -4, ...style });
  const triangle = element('path', { d: ALARM, transform: 'translate(3,0)' });
  return [
    { sign: element('rect', { ...box, ...BAR }), meaning: 'chart.observed', shown: true },
    { sign: stroke(LINES.expected), meaning: 'chart.expected', shown: buckets.some(({ expected }) => expected !== undefined) },
    { sign: stroke(LINES.upper), meaning: 'chart.upper', shown: buckets.some(({ upper }) => upper !== undefined) },
    { sign: stroke(LINES.lower), meaning: 'chart.lower', shown: buckets.some(({ lower }) => lower !== undefined) },
    {
      sign: element(
        'g',
        {},
        triangle,
        element('rect', { ...box, x: 10, width: 12, fill: `url(#${hatched})`, stroke: '#000', 'stroke-width': 0.6 }),
      ),
      meaning: 'chart.alarm',
      shown: buckets.some(({ alarm }) => alarm),
    },
    {
      sign: element('rect', { ...box, ...NOWCAST }),
      meaning: 'chart.nowcast',
      shown: buckets.some(({ nowcast }) => nowcast?.estimate !== undefined),
    },
    {
      sign: element('rect', { ...box, fill: `url(#${dotted})`, stroke: '#777', 'stroke-width': 0.4 }),
      meaning: 'chart.provisional',
      shown: buckets.some(({ provisional }) => provisional),
    },
  ];
}
