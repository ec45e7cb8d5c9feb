import { CITIZENSHIP_SHARES, EU, FREQUENT_EU_CITIZENSHIPS, FREQUENT_OTHER_CITIZENSHIPS } from './published.ts';
import { Choice, type Random, type Weighted } from './random.ts';

/** Corridors that only what is planted uses, so that the rest of the sample adds nothing to its series. */
export const RESERVED_CORRIDORS: ReadonlySet<string> = new Set([
  'NP>SE', 'VN>GB', 'MG>FR', 'NG>NO', 'PE>ES', 'LK>AT', 'EC>NL',
]); // prettier-ignore

/** Citizenships beyond the frequent ones: many, each seldom, so that nearly all corridors are sparse. */
const SELDOM_EU = ['PL', 'LT', 'LV', 'SK', 'CZ', 'PT', 'HR', 'GR', 'EE', 'IT', 'ES'];
const SELDOM_OTHER = [
  'VN', 'PK', 'BR', 'AL', 'IN', 'MD', 'TN', 'RS', 'TR', 'BD', 'ET', 'PH', 'VE', 'CI', 'SN', 'DZ', 'GE', 'CM', 'GH', 'ER', 'SO', 'SY', 'AF', 'GN',
  'TH', 'NP', 'PY', 'DO', 'LK', 'EG', 'IQ', 'CD', 'UZ', 'XK', 'PE', 'UG', 'KE', 'GM', 'SD', 'MK', 'BA', 'HN', 'KG', 'ML', 'BY', 'EC', 'ID', 'KH',
  'SL', 'TG', 'BJ', 'BO', 'CU', 'IR', 'AM', 'NI', 'TZ', 'MN', 'MG', 'ZW',
]; // prettier-ignore

/** How much more often a citizenship is seen in one country than elsewhere: the busy corridors. */
const BUSY: Readonly<Record<string, number>> = {
  'NG>IT': 4,
  'NG>ES': 2,
  'MA>ES': 5,
  'MA>FR': 3,
  'CO>ES': 6,
  'UA>PL': 6,
  'UA>DE': 2,
  'CN>IT': 2,
  'VN>DE': 3,
  'PK>IT': 3,
  'AL>GB': 4,
  'AL>IT': 3,
  'BD>IT': 3,
  'PH>NO': 4,
  'TH>FI': 4,
  'RS>AT': 5,
  'MD>RO': 4,
  'RO>IT': 3,
  'RO>DE': 2,
  'BG>DE': 2,
  'HU>NL': 3,
  'HU>AT': 2,
};

const TRANSIT = ['IT', 'ES', 'GR', 'TR', 'RS', 'LY', 'DE', 'FR', 'HU', 'PL', 'AE', 'RO', 'AT', 'MA'];

/** Some subdivisions (ISO 3166-2) of the countries of the network. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  AT: ['AT-9', 'AT-5'],
  BE: ['BE-BRU', 'BE-VAN'],
  BG: ['BG-03', 'BG-22'],
  DE: ['DE-NW', 'DE-BE', 'DE-HH'],
  ES: ['ES-AN', 'ES-CT', 'ES-MC'],
  FI: ['FI-18', 'FI-11'],
  FR: ['FR-IDF', 'FR-PAC'],
  GB: ['GB-LND', 'GB-MAN'],
  IT: ['IT-62', 'IT-75'],
  NL: ['NL-NH', 'NL-ZH'],
  NO: ['NO-03', 'NO-46'],
  PL: ['PL-14', 'PL-30'],
  RO: ['RO-B', 'RO-CT'],
  SE: ['SE-AB', 'SE-M', 'SE-BD'],
};

type Citizenship = keyof typeof CITIZENSHIP_SHARES;
const CITIZENSHIP = new Choice<Citizenship>([
  ['own', CITIZENSHIP_SHARES.own],
  ['nonEu', CITIZENSHIP_SHARES.nonEu],
  ['otherEu', CITIZENSHIP_SHARES.otherEu],
]);

const choices = new Map<string, Choice<string>>();

/** The citizenship of somebody exploited in a country, by Eurostat's shares of own, other EU and non-EU. */
export function citizenshipIn(exploitation: string, random: Random): string {
  const group = CITIZENSHIP.pick(random);
  if (group === 'own') return exploitation;
  const key = `${group}/${exploitation}`;
  let choice = choices.get(key);
  if (!choice) choices.set(key, (choice = citizenshipsOf(group, exploitation)));
  return choice.pick(random);
}

export function transitBetween(origin: string, exploitation: string, random: Random): string[] {
  const on = TRANSIT.filter((country) => country !== origin && country !== exploitation);
  return random.shuffled(on).slice(0, random.whole(1, 2));
}

export function regionOf(country: string, random: Random): string | undefined {
  const regions = REGIONS[country];
  return regions && random.one(regions);
}

function citizenshipsOf(group: 'nonEu' | 'otherEu', exploitation: string): Choice<string> {
  const frequent = group === 'nonEu' ? FREQUENT_OTHER_CITIZENSHIPS : FREQUENT_EU_CITIZENSHIPS;
  const seldom = group === 'nonEu' ? SELDOM_OTHER : SELDOM_EU;
  const ranked = [...frequent, ...seldom].filter((country) => country !== exploitation && EU.has(country) === (group === 'otherEu'));
  return new Choice(
    ranked.map((origin, rank): Weighted<string> => {
      const corridor = `${origin}>${exploitation}`;
      return [origin, RESERVED_CORRIDORS.has(corridor) ? 0 : (BUSY[corridor] ?? 1) / (rank + 2)];
    }),
  );
}
