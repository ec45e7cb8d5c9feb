import { PUBLIC_AUDIENCE, type Dimension, type Trend } from '@landbridge/contracts';

const countryNames = new Intl.DisplayNames('en', { type: 'region' });
const longDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A trend in plain words. It speaks of reports received and of nothing else, and never of who sent them. */
export function explain(trend: Omit<Trend, 'explanation'>): string {
  const { series, evidence, firstBucket, lastBucket } = trend;
  const expected = `${evidence.expected} expected from the weeks before, and up to ${evidence.upperBound} ordinary`;
  const sentences = [
    `Change in reports received: ${evidence.observed} ${unitWords(series.measure)} ${seriesWords(series.dimension, series.value)} ` +
      `in the week of ${dayWords(evidence.bucket)}, ${audienceWords(trend.audience)}, with ${expected}.`,
    ...(firstBucket === lastBucket ? [] : [`It began in the week of ${dayWords(firstBucket)}.`]),
    `${several(trend.organisations, 'organisation')} in ${several(trend.countries, 'country', 'countries')} contributed to that week.`,
    trend.survivesLeavingOneOut ? 'The change stays when any one of them is left out.' : 'It would not stand out without one of them.',
    ...(trend.state === 'retracted' ? [RETRACTED[trend.closedBecause === 'reports-withdrawn' ? 'fewer' : 'corrected']] : []),
    'This is a signal to be assessed, not a finding.',
  ];
  return sentences.join(' ');
}

const RETRACTED = {
  fewer: 'It is taken back: reports that made it have been withdrawn or now count elsewhere.',
  corrected: 'It is taken back: with what has come in since, that week no longer stands out.',
};

function unitWords(measure: Trend['series']['measure']): string {
  return measure === 'reports' ? 'reports' : `${measure}s stated in reports`;
}

function audienceWords(audience: string): string {
  return audience === PUBLIC_AUDIENCE ? 'among public reports' : `among the reports that all of ${audience} may see`;
}

const WORDS: Record<Exclude<Dimension, 'corridor' | 'corridor-purpose'>, (value: string) => string> = {
  total: () => 'of every kind',
  purpose: (value) => `with the purpose ${plain(value)}`,
  sector: (value) => `in section ${value} of the economy (ISIC)`,
  subsector: (value) => `in ${plain(value)}`,
  means: (value) => `with the means ${plain(value)}`,
  'recruitment-method': (value) => `with recruitment by ${plain(value)}`,
  platform: (value) => `with recruitment on the platform type ${plain(value)}`,
  lure: (value) => `with the lure ${plain(value)}`,
  'modus-operandi': (value) => `with the modus operandi ${plain(value)}`,
  'financial-indicator': (value) => `with the financial indicator ${plain(value)}`,
  citizenship: (value) => `on citizens of ${country(value)}`,
  origin: (value) => `with the origin ${country(value)}`,
  transit: (value) => `with transit through ${country(value)}`,
  exploitation: (value) => `with exploitation in ${country(value)}`,
};

function seriesWords(dimension: Dimension, value: string): string {
  if (dimension !== 'corridor' && dimension !== 'corridor-purpose') return WORDS[dimension](value);
  const [corridor = '', purpose] = value.split(':');
  const [origin = '', exploitation = ''] = corridor.split('>');
  const where = origin === exploitation ? `within ${country(origin)}` : `from ${country(origin)} to ${country(exploitation)}`;
  return purpose === undefined ? where : `${where} with the purpose ${plain(purpose)}`;
}

const plain = (code: string) => code.replaceAll('-', ' ');
const country = (code: string) => countryNames.of(code) ?? code;
const dayWords = (day: string) => longDay.format(new Date(day));
const several = (number: number, one: string, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;
