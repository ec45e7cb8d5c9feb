import { DIMENSIONS, type Dimension, type TrendSeries } from '@landbridge/contracts';
import type { CodeList, Language, MessageId } from './catalogue.ts';
import { speechIn, type Speech } from './speech.ts';

/** One property of a series in words, `purpose: forced labour`. */
export interface SeriesPart {
  readonly text: string;
  /** It says where, not what. */
  readonly place: boolean;
}

/** Of a combination or of neighbouring corridors so many are named, and the rest are counted. */
const MOST_NAMED = 6;

/** What a series is about, such as the title of its chart: `purpose: forced labour; route: Romania → Italy`. */
export function seriesTitle(series: TrendSeries, language: Language): string {
  const speech = speechIn(language);
  return speech.capitalised(joined(partsOfSeries(series, speech), speech));
}

/** @param most how many parts of a combination, or neighbours of a corridor, are named */
export function partsOfSeries({ dimension, value, measure }: TrendSeries, speech: Speech, most = MOST_NAMED): SeriesPart[] {
  const parts = new SeriesWords(speech, most).of(dimension, value);
  if (measure === 'reports') return parts;
  return [
    ...parts,
    { text: speech.say('part', { label: speech.say('label.measure'), name: speech.code('measure', measure) }), place: false },
  ];
}

export function joined(parts: readonly SeriesPart[], speech: Speech): string {
  return parts.map(({ text }) => text).join(speech.say('separator'));
}

type Label = MessageId & `label.${string}`;

/** Values that are made of several. One that is made otherwise is answered as it is. */
const SHAPES: Partial<Record<Dimension, RegExp>> = {
  corridor: /^[^>]+>[^>]+$/,
  'corridor-purpose': /^[^>:]+>[^>:]+:[^:]+$/,
  'country-purpose-sector': /^[^:]+:[^:]+:[^:]+$/,
  'corridor-region': /^[^>+]+(\+[^>+]+)*>[^>+]+(\+[^>+]+)*$/,
};

class SeriesWords {
  readonly #speech: Speech;
  readonly #most: number;

  constructor(speech: Speech, most: number) {
    this.#speech = speech;
    this.#most = most;
  }

  of(dimension: Dimension, value: string): SeriesPart[] {
    if (SHAPES[dimension]?.test(value) === false) return [{ text: value, place: false }];
    switch (dimension) {
      case 'total':
        return [{ text: this.#speech.say('label.total'), place: false }];
      case 'sector':
        return [this.#part('label.sector', this.#speech.say('sector', { name: this.#speech.code('sector', value), code: value }))];
      case 'modus-operandi':
        return [this.#part('label.modus-operandi', value)];
      case 'script':
        return [this.#part('label.script', value)];
      case 'citizenship':
        return [this.#part('label.citizenship', this.#speech.country(value))];
      case 'origin':
      case 'transit':
      case 'exploitation':
        return [this.#place(`label.${dimension}`, this.#speech.country(value))];
      case 'corridor':
        return [this.#route(value)];
      case 'corridor-purpose': {
        const [corridor = '', purpose = ''] = value.split(':');
        return [this.#route(corridor), ...this.of('purpose', purpose)];
      }
      case 'country-purpose-sector': {
        const [country = '', purpose = '', section = ''] = value.split(':');
        return [...this.of('exploitation', country), ...this.of('purpose', purpose), ...this.of('sector', section)];
      }
      case 'corridor-region':
        return [this.#region(value)];
      case 'combination':
        return this.#combination(value);
      default:
        return [this.#part(`label.${dimension}`, this.#speech.code(dimension satisfies CodeList, value))];
    }
  }

  #route(corridor: string): SeriesPart {
    const [origin = '', exploitation = ''] = corridor.split('>');
    if (origin === exploitation) return this.#place('label.domestic', this.#speech.country(origin));
    return this.#place(
      'label.route',
      this.#speech.say('route', { from: this.#speech.country(origin), to: this.#destination(exploitation) }),
    );
  }

  #region(value: string): SeriesPart {
    const [origins = '', destinations = ''] = value
      .split('>')
      .map((side) => this.#named(side.split('+').map((to) => this.#destination(to))));
    return this.#place('label.routes', this.#speech.say('route', { from: origins, to: destinations }));
  }

  #combination(value: string): SeriesPart[] {
    const codes = value.split('+').filter(Boolean);
    const parts = codes.slice(0, this.#most).flatMap((code) => {
      const colon = code.indexOf(':');
      const dimension = DIMENSIONS.find((known) => known === code.slice(0, colon));
      const of = code.slice(colon + 1);
      return dimension && dimension !== 'combination' && of ? this.of(dimension, of) : [{ text: code, place: false }];
    });
    const left = codes.length - this.#most;
    return left > 0 ? [...parts, { text: this.#speech.say('more', { count: left }), place: false }] : parts;
  }

  #named(names: readonly string[]): string {
    const left = names.length - this.#most;
    return this.#speech.list(left > 0 ? [...names.slice(0, this.#most), this.#speech.say('more', { count: left })] : names);
  }

  #destination(code: string): string {
    return code === 'online' ? this.#speech.say('online') : this.#speech.country(code);
  }

  #part(label: Label, name: string): SeriesPart {
    return { text: this.#speech.say('part', { label: this.#speech.say(label), name }), place: false };
  }

  #place(label: Label, name: string): SeriesPart {
    return { ...this.#part(label, name), place: true };
  }
}
