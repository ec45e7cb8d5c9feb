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
    contributorWords(trend),
    ...(trend.state === 'retracted' ? [RETRACTED[trend.closedBecause ?? ''] ?? ''] : [leavingOneOutWords(trend)]),
    'This is a signal to be assessed, not a finding.',
  ];
  return sentences.join(' ');
}

const RETRACTED: Record<string, string> = {
  'reports-withdrawn': 'It is taken back: reports that made it have been withdrawn or now count elsewhere.',
  corrected: 'It is taken back: with what has come in since, that week no longer stands out.',
  'charter-changed':
    'It is taken back: the charter of the community has changed, and among the reports that all of it may see now, that week does not stand out.',
};

/** As many as the attributions of the reports prove; there may be more. */
function contributorWords({ organisations, countries }: Pick<Trend, 'organisations' | 'countries'>): string {
  if (organisations === 0) return 'No report is left in that week.';
  const where = countries === 0 ? '' : ` in at least ${several(countries, 'country', 'countries')}`;
  return `At least ${several(organisations, 'organisation')}${where} contributed to that week.`;
}

function leavingOneOutWords({ survivesLeavingOneOut }: Pick<Trend, 'survivesLeavingOneOut'>): string {
  return survivesLeavingOneOut
    ? 'The change stays when any one contributor is left out.'
    : 'It would not stand out without one contributor.';
}

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
  'country-purpose-sector': (value) => `of ${value.replaceAll(':', ', ')}`,
  'corridor-region': (value) => `on the corridors ${value}`,
  combination: (value) => `with ${value.split('+').join(' and ')}`,
  script: () => 'with a narrative that is nearly the same',
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
