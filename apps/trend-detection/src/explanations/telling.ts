import { ARTEFACTS, PUBLIC_AUDIENCE, type Trend, type TrendGrain, type TrendSeries } from '@landbridge/contracts';
import type { MessageId } from './catalogue.ts';
import { joined, partsOfSeries, type SeriesPart } from './series-words.ts';
import type { Speech } from './speech.ts';

export interface Explained extends Omit<Trend, 'explanation'> {
  /** An earlier change of the same series was dismissed, and this one is larger. It is said to who assesses. */
  readonly dismissedBefore?: boolean;
  /** It is published, or was when its change ended. */
  readonly finding?: boolean;
}

/** How much is named before the rest is counted. */
export interface Detail {
  /** Other series that show the same change. */
  readonly shares: number;
  /** Parts of one combination, and neighbours of one corridor. */
  readonly parts: number;
}

/** Chance is never called rarer than once in this many buckets: some twenty years, and no history here is longer. */
const RAREST: Readonly<Record<TrendGrain, number>> = { week: 1_000, month: 200, quarter: 80, year: 20 };

const NEXT = {
  rise: 'next.series',
  fall: 'next.series',
  displacement: 'next.displacement',
  'new-code': 'next.new-code',
  'new-combination': 'next.new-combination',
  'spreading-script': 'next.spreading-script',
} as const satisfies Record<NonNullable<Explained['kind']>, MessageId>;

/** What there is to say of one trend in one language. */
export class Telling {
  readonly #trend: Explained;
  readonly #speech: Speech;
  readonly #detail: Detail;
  readonly #grain: TrendGrain;
  /** A displacement whose other end is not told is a rise. */
  readonly #kind: NonNullable<Explained['kind']>;
  readonly #parts: SeriesPart[];

  constructor(trend: Explained, speech: Speech, detail: Detail) {
    this.#trend = trend;
    this.#speech = speech;
    this.#detail = detail;
    this.#grain = trend.evidence.grain ?? 'week';
    const kind = trend.kind ?? 'rise';
    this.#kind = kind === 'displacement' && !trend.awayFrom ? 'rise' : kind;
    this.#parts = partsOfSeries(trend.series, speech, detail.parts);
  }

  headline(): string {
    return this.#change(this.#parts);
  }

  what(): string {
    return `${this.#change(this.#parts.filter(({ place }) => !place))}.`;
  }

  where(): string {
    const places = this.#parts.filter(({ place }) => place);
    const where = places.length === 0 ? this.#say('where.everywhere') : `${this.#speech.capitalised(joined(places, this.#speech))}.`;
    return `${where} ${this.#audience()}`;
  }

  since(): string {
    const { firstBucket, lastBucket } = this.#trend;
    const [first, when] = [this.#when(firstBucket), this.#when(lastBucket)];
    return first === when ? this.#say('since.once', { when }) : this.#say('since.until', { first, when });
  }

  size(): string {
    const { bucket, buckets = 1, observed, expected, upperBound } = this.#trend.evidence;
    const when = this.#when(bucket);
    const span = buckets === 1 ? when : this.#say('span', { when, duration: this.#speech.duration(this.#grain, buckets) });
    const falls = this.#kind === 'fall';
    return this.#say(falls ? 'size.low' : 'size.high', {
      span: this.#speech.capitalised(span),
      count: this.#say(`count.${this.#trend.series.measure}`, { count: observed }),
      expected: this.#speech.number(expected),
      // only whole counts are observed
      bound: this.#speech.number(falls ? Math.ceil(upperBound) : Math.floor(upperBound)),
    });
  }

  sureness(): string {
    const method = this.#say('sure.method', { method: this.#speech.code('method', this.#trend.method) });
    return `${this.#chance(this.#trend.evidence.p)} ${method}`;
  }

  shares(): string[] {
    const { shares = [] } = this.#trend;
    if (shares.length === 0) return [this.#say('shares.none')];
    const named = shares.slice(0, this.#detail.shares);
    if (named.length === 0) return [];
    const list = this.#speech.list(named.map((series) => this.#quoted(series)));
    return [named.length === shares.length ? this.#say('shares.all', { list }) : this.#say('shares.most', { count: shares.length, list })];
  }

  /** As many as the attributions of the reports prove; there may be more. */
  contributors(): string[] {
    const { organisations, countries, state, survivesLeavingOneOut } = this.#trend;
    if (organisations === 0) return [this.#say('contributors.none')];
    const number = this.#say('contributors', { organisations, countries });
    if (state === 'retracted') return [number];
    return [number, this.#say(survivesLeavingOneOut ? 'without-one.stays' : 'without-one.goes')];
  }

  otherwise(): string[] {
    const { artefacts } = this.#trend;
    if (!artefacts) return [this.#say('otherwise.unchecked')];
    if (artefacts.length > 0) return artefacts.map((artefact) => this.#say(`otherwise.${artefact}`));
    return [this.#say('otherwise.none', { list: this.#speech.list(ARTEFACTS.map((artefact) => this.#speech.code('artefact', artefact))) })];
  }

  standing(): string[] {
    const { state, closedBecause, dismissedBefore, finding } = this.#trend;
    const isAssessed = state === 'candidate' || state === 'under-assessment';
    return [
      this.#say(state === 'closed' && finding ? 'standing.closed-finding' : `standing.${state}`),
      ...(closedBecause ? [this.#say(`because.${closedBecause}`)] : []),
      ...(dismissedBefore && isAssessed ? [this.#say('standing.dismissed-before')] : []),
    ];
  }

  next(): string {
    return this.#say(this.#trend.state === 'retracted' ? 'next.retracted' : NEXT[this.#kind]);
  }

  #change(parts: readonly SeriesPart[]): string {
    const { state, awayFrom, series, organisations } = this.#trend;
    const aside = parts.length === 0 ? '' : ` (${joined(parts, this.#speech)})`;
    if (state === 'retracted') return this.#say('what.retracted') + aside;
    if (this.#kind === 'displacement' && awayFrom)
      return this.#say('what.displacement', { from: this.#quoted(awayFrom), to: this.#quoted(series) });
    return this.#say(`what.${this.#kind}`, { organisations }) + aside;
  }

  #audience(): string {
    const { audience } = this.#trend;
    if (audience === PUBLIC_AUDIENCE) return this.#say('where.public');
    return this.#say('where.community', { community: this.#say('quoted', { text: this.#speech.code('tier', audience) }) });
  }

  #chance(p: number | undefined): string {
    if (p === undefined) return this.#say('sure.unknown');
    const strength = p > 0.01 ? 'weak' : p > 0.001 ? 'moderate' : 'strong';
    const rarest = RAREST[this.#grain];
    if (p * rarest < 1) return this.#say('sure.rarer', { strength, duration: this.#speech.duration(this.#grain, rarest) });
    const once = Number((1 / p).toPrecision(1));
    return once < 2 ? this.#say('sure.often') : this.#say('sure.once', { strength, duration: this.#speech.duration(this.#grain, once) });
  }

  #quoted(series: TrendSeries): string {
    return this.#say('quoted', { text: joined(partsOfSeries(series, this.#speech, this.#detail.parts), this.#speech) });
  }

  #when(bucket: string): string {
    return this.#speech.when(bucket, this.#grain);
  }

  #say(...message: Parameters<Speech['say']>): string {
    return this.#speech.say(...message);
  }
}
