import { describe, expect, it } from '@jest/globals';
import { MEASURES, TREND_GRAINS } from '@landbridge/contracts';
import { utcDay, utcMonth, utcYear } from 'd3-time';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { LANGUAGES } from '../explanations/catalogue.ts';
import { chartOf } from './chart.ts';
import type { Chart, ChartBucket } from './plot.ts';

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** @throws Error where the text is not well-formed */
function read(svg: string): Node[] {
  const [nodes, open]: [Node[], Node[]] = [[], []];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => {
    const node = { name, attributes, text: '' };
    nodes.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    const node = open.at(-1);
    if (node) node.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
  return nodes;
}

const ofClass = (nodes: readonly Node[], name: string) => nodes.filter(({ attributes }) => attributes['class'] === name);
const textsIn = (nodes: readonly Node[]) => nodes.filter(({ name }) => name === 'text').map(({ text }) => text);
const pointsIn = ({ attributes }: Node) => (attributes['d'] ?? '').match(/-?[\d.]+,-?[\d.]+/g) ?? [];

function startsOf(grain: Chart['grain'], number: number): string[] {
  const first = new Date('2016-02-01');
  const first2016 = { week: first, month: first, quarter: new Date('2016-01-01'), year: new Date('2016-01-01') }[grain];
  const after = { week: (at: number) => utcDay.offset(first2016, 7 * at), month: (at: number) => utcMonth.offset(first2016, at), quarter: (at: number) => utcMonth.offset(first2016, 3 * at), year: (at: number) => utcYear.offset(first2016, at) }[grain]; // prettier-ignore
  return Array.from({ length: number }, (_, at) => after(at).toISOString().slice(0, 10));
}

const weeks = (number: number, over: (at: number) => Partial<ChartBucket> = () => ({})): ChartBucket[] =>
  startsOf('week', number).map((bucket, at) => ({ bucket, observed: at % 7, expected: 3, upper: 8, alarm: false, ...over(at) }));

const chart = (over: Partial<Chart> = {}): Chart => ({
  title: 'Route: Vietnam → United Kingdom',
  measure: 'reports',
  grain: 'week',
  buckets: weeks(12),
  language: 'en',
  caption: { source: 'Landbridge', asOf: '2016-05-01' },
  ...over,
});

describe('chartOf', () => {
  it.each([12, 520])('draws what it is told of %i weeks', (number) => {
    const buckets = weeks(number, (at) => ({
      ...(at === 5 ? { observed: 30, alarm: true } : {}),
      ...(at === 8 ? { alarm: true } : {}),
      ...(at >= number - 2 ? { provisional: true } : {}),
      ...(at > 2 ? { lower: 1 } : {}),
    }));
    const nodes = read(chartOf(chart({ buckets })));
    expect(ofClass(nodes, 'alarm')).toHaveLength(2);
    expect(ofClass(nodes, 'provisional')).toHaveLength(2);
    for (const [height, told] of Object.entries({ expected: number, upper: number, lower: number - 3 }))
      expect(ofClass(nodes, height).map((path) => pointsIn(path).length)).toEqual([2 * told]);
    expect(textsIn(nodes)).toEqual(
      expect.arrayContaining(['observed', 'expected', 'highest ordinary', 'lowest ordinary', 'stands out', 'provisional']),
    );
  });

  it('draws a bar for each of few buckets, as high as its count, and hatches the alarms', () => {
    const nodes = read(chartOf(chart({ buckets: weeks(10, (at) => ({ observed: at, alarm: at === 9 })) })));
    const bars = ofClass(nodes, 'observed').map(({ attributes }) => attributes);
    const heights = bars.map(({ height }) => Number(height));
    expect(heights).toHaveLength(10);
    for (const [at, height] of heights.entries()) expect(height).toBeCloseTo((at * (heights[9] ?? 0)) / 9, 1);
    expect(bars.map(({ fill }) => fill?.startsWith('url('))).toEqual(Array.from({ length: 10 }, (_, at) => at === 9));
  });

  it.each([12, 520])('lets the bar of a bucket that is not complete go on to what is expected in the end, of %i weeks', (number) => {
    const buckets = weeks(number, (at) => ({
      observed: 10,
      ...(at === number - 2 ? { nowcast: { estimate: 15, lower: 11, upper: 30 } } : {}),
      // hardly begun
      ...(at === number - 1 ? { nowcast: {}, provisional: true } : {}),
    }));
    const nodes = read(chartOf(chart({ buckets })));
    const [rect, ...others] = ofClass(nodes, 'nowcast').map(({ attributes }) => attributes);
    expect(others).toEqual([]);
    const points = ofClass(nodes, 'interval').map((path) => pointsIn(path).map((point) => Number(point.split(',')[1])));
    const [top = 0, , , , bottom = 0] = points[0] ?? [];
    // as high as a half of what has come, and from there the interval has no more than a fifth below, and the double above
    const [y, height] = [Number(rect?.['y']), Number(rect?.['height'])];
    expect(y + height - bottom).toBeCloseTo(height / 5, 0);
    expect(y - top).toBeCloseTo(3 * height, 0);
    expect(textsIn(nodes)).toContain('expected in the end, with 95% interval');
    expect(nodes.find(({ name }) => name === 'desc')?.text).toMatch(
      /In the week of .*, about 15 are to be expected in the end \(95% interval: 11 to 30\)\.$/,
    );
  });

  it('leaves out of picture and legend what it is not told', () => {
    const nodes = read(chartOf(chart({ buckets: startsOf('week', 4).map((bucket) => ({ bucket, observed: 1, alarm: false })) })));
    for (const name of ['expected', 'upper', 'lower', 'alarm', 'provisional', 'nowcast', 'interval'])
      expect(ofClass(nodes, name)).toEqual([]);
    expect(ofClass(nodes, 'legend')).toHaveLength(1);
  });

  it('interrupts a line where a bucket has no such number', () => {
    const buckets = startsOf('week', 9).map((bucket, at) => ({
      bucket,
      observed: 1,
      alarm: false,
      ...(at === 4 ? {} : { upper: at === 7 ? Infinity : 5 }),
    }));
    const [upper] = ofClass(read(chartOf(chart({ buckets }))), 'upper');
    expect(upper?.attributes['d']?.match(/M/g)).toHaveLength(3);
    expect(pointsIn(upper!)).toHaveLength(14);
  });

  it('has a name and a description for who does not see it', () => {
    const buckets = weeks(12, (at) => (at === 5 ? { observed: 30, alarm: true } : {}));
    const [svg, title, desc] = read(chartOf(chart({ buckets })));
    expect(svg?.attributes).toMatchObject({
      role: 'img',
      'xml:lang': 'en',
      'aria-labelledby': `${title?.attributes['id'] ?? ''} ${desc?.attributes['id'] ?? ''}`,
    });
    expect(title).toMatchObject({ name: 'title', text: 'Route: Vietnam → United Kingdom' });
    expect(desc).toMatchObject({
      name: 'desc',
      text:
        'Reports received, by week. 12 weeks, the first in the week of 1 February 2016, the last in the week of 18 April 2016. ' +
        'The most, 30, in the week of 7 March 2016. One stands out: in the week of 7 March 2016.',
    });
  });

  it('counts the alarms that are too many to be listed', () => {
    const [, , desc] = read(chartOf(chart({ buckets: weeks(520, () => ({ alarm: true })) })));
    expect(desc?.text).toMatch(/520 stand out: in the week of .* and 514 more\.$/);
  });

  it('says in its caption what was received, from where, of which day, and what may still change', () => {
    const provisional = weeks(12, (at) => (at === 11 ? { provisional: true } : {}));
    const captions = (over: Partial<Chart>) => textsIn(read(chartOf(chart(over)))).join(' ').replace(/[\u00a0\u202f]/g, ' '); // prettier-ignore
    expect(captions({})).toMatch(/Reports received, by week\. Source: Landbridge\. As of 1 May 2016\.$/);
    expect(captions({ buckets: provisional })).toMatch(/As of 1 May 2016\. Provisional figures may still change\.$/);
    expect(captions({ measure: 'victim', language: 'fr' })).toMatch(/Victimes mentionnées dans les signalements reçus, par semaine\. Source : Landbridge\. État au 1er mai 2016\.$/); // prettier-ignore
  });

  it.each([
    ['en', ['1 Feb', '2016', '15 Feb', '29 Feb', '14 Mar', '28 Mar', '11 Apr']],
    ['sv', ['1 feb.', '2016', '15 feb.', '29 feb.', '14 mars', '28 mars', '11 apr.']],
    ['es', ['1 feb', '2016', '15 feb', '29 feb', '14 mar', '28 mar', '11 abr']],
  ] as const)('has the days of its axis in %s', (language, days) => {
    expect(ofClass(read(chartOf(chart({ language }))), 'day').map(({ text }) => text)).toEqual(days);
  });

  it('has years alone under a long series, and whole counts at its side, as the language writes them', () => {
    const nodes = read(chartOf(chart({ buckets: weeks(520, (at) => ({ observed: at === 300 ? 12_000 : 1 })), language: 'sv' })));
    expect(ofClass(nodes, 'day').map(({ text }) => text)).toEqual(['2017', '2018', '2019', '2020', '2021', '2022', '2023', '2024', '2025', '2026']); // prettier-ignore
    expect(ofClass(nodes, 'count').map(({ text }) => text.replace(/\s/g, ' '))).toEqual(['0', '2 000', '4 000', '6 000', '8 000', '10 000', '12 000']); // prettier-ignore
    const few = ofClass(read(chartOf(chart({ buckets: weeks(3, () => ({ observed: 0, expected: 0.1, upper: 0.5 })) }))), 'count');
    expect(few.map(({ text }) => text)).toEqual(['0', '1']);
  });

  it('means nothing by colour', () => {
    const svg = chartOf(chart({ buckets: weeks(12, (at) => ({ lower: 0, alarm: at === 3, provisional: at === 11 })) }));
    const colours = [...svg.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour);
    for (const colour of colours) expect(colour).toMatch(/^(?:none|url\(#chart-[0-9a-f]{12}-\w+\)|#(?:000|fff|555|777|999|d4d4d4))$/);
    const dashes = ['expected', 'upper', 'lower'].map((line) => ofClass(read(svg), line)[0]?.attributes['stroke-dasharray']);
    expect(new Set(dashes).size).toBe(3);
  });

  it('takes a title for text, whatever it holds', () => {
    const title = `</title></svg><script>alert(1)</script> & "'><a href="x"> \u0000\ud800\u202e ]]>`;
    const svg = chartOf(chart({ title, caption: { source: '<b onload="x">&', asOf: '2016-05-01' } }));
    const nodes = read(svg);
    expect(nodes.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['script']));
    expect(nodes.filter(({ name }) => name === 'a' || name === 'b')).toEqual([]);
    expect(nodes.find(({ name }) => name === 'title')?.text).toBe(
      `</title></svg><script>alert(1)</script> & "'><a href="x"> \ufffd\ufffd\ufffd ]]>`,
    );
  });

  it('shortens a title that is too long, and keeps it whole in its name', () => {
    const title = `${'word '.repeat(200)}end`;
    const nodes = read(chartOf(chart({ title })));
    const shown = nodes.filter(({ attributes }) => attributes['font-weight'] === 'bold').map(({ text }) => text);
    expect(shown).toHaveLength(3);
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(84);
    expect(shown[2]).toMatch(/…$/);
    expect(nodes.find(({ name }) => name === 'title')?.text).toBe(title);
  });

  it('says that there are no figures', () => {
    expect(textsIn(read(chartOf(chart({ buckets: [] }))))).toContain('No figures.');
  });

  it('is the same for the same figures, and two on one page do not share a name', () => {
    expect(chartOf(chart())).toBe(chartOf(chart()));
    const ids = [chart(), chart({ title: 'Another' })].flatMap((one) =>
      read(chartOf(one)).flatMap(({ attributes }) => attributes['id'] ?? []),
    );
    expect(new Set(ids).size).toBe(8);
  });

  it.each([
    [weeks(3).reverse(), 'does not begin where the week before it ends'],
    [weeks(5).filter((_, at) => at !== 2), '2016-02-22 does not begin where the week before it ends'],
    [[{ bucket: '2016-02-31', observed: 1, alarm: false }], 'Bucket 0 begins on no day of the calendar'],
    [[{ bucket: '2016-02-01', observed: NaN, alarm: false }], 'The count of 2016-02-01 is no number'],
    [weeks(2_081), '2080 buckets at most, not 2081'],
  ])('refuses what it cannot draw', (buckets, problem) => {
    expect(() => chartOf(chart({ buckets }))).toThrow(RangeError);
    expect(() => chartOf(chart({ buckets }))).toThrow(problem);
  });

  const height = fc.double({ min: -1e4, max: 1e6, noNaN: true });
  const figures = fc.record(
    { observed: fc.integer({ min: -1_000, max: 1_000_000 }), expected: height, upper: height, lower: height, alarm: fc.boolean(), provisional: fc.boolean() }, // prettier-ignore
    { requiredKeys: ['observed', 'alarm'] },
  );
  const anyChart = fc.record({
    title: fc.string({ unit: 'binary', maxLength: 400 }),
    source: fc.string({ unit: 'binary', maxLength: 100 }),
    measure: fc.constantFrom(...MEASURES),
    grain: fc.constantFrom(...TREND_GRAINS),
    language: fc.constantFrom(...LANGUAGES),
    figures: fc.array(figures, { maxLength: 200 }),
  });

  it('is well-formed, of a sane size, and within its frame, whatever it draws', () => {
    fc.assert(
      fc.property(anyChart, ({ figures, source, grain, ...over }) => {
        const buckets = startsOf(grain, figures.length).map((bucket, at) => ({ bucket, ...figures[at]! }));
        const svg = chartOf(chart({ ...over, grain, buckets, caption: { source, asOf: '2016-05-01' } }));
        const [root, ...nodes] = read(svg);
        const [width, tall] = [Number(root?.attributes['width']), Number(root?.attributes['height'])];
        expect(width).toBe(800);
        expect(tall).toBeGreaterThan(380);
        expect(tall).toBeLessThan(560);
        expect(svg.length).toBeLessThan(120_000);
        expect(svg).not.toMatch(/NaN|undefined|Infinity|href=|<script|<style|<image/);
        expect(ofClass(nodes, 'alarm')).toHaveLength(figures.filter(({ alarm }) => alarm).length);
        for (const node of nodes.filter(({ attributes }) => ['observed', 'expected', 'upper', 'lower'].includes(attributes['class'] ?? '')))
          for (const point of pointsIn(node)) {
            const [x, y] = point.split(',').map(Number);
            expect(x).toBeGreaterThanOrEqual(0);
            expect(x).toBeLessThanOrEqual(width);
            expect(y).toBeGreaterThanOrEqual(0);
            expect(y).toBeLessThanOrEqual(tall);
          }
      }),
      { numRuns: 60 },
    );
  });
});
