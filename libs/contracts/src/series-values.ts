import { buildMessage, ValidateBy, type ValidationArguments, type ValidationOptions } from 'class-validator';
import { FINANCIAL_INDICATORS, ISIC_SECTIONS, LURES, MEANS, PLATFORM_TYPES, PURPOSES, RECRUITMENT_METHODS, SUBSECTORS } from './codes.ts';
import { isCountry } from './countries.ts';
import { SLUG } from './fields.ts';
import { type Dimension, DIMENSIONS } from './trend-codes.ts';

/** Whatever the dimension: safe in a key and in an address. */
export const SERIES_VALUE = /^[A-Za-z0-9>:+-]{1,100}$/;

type Test = (value: string) => boolean;

/** What a dimension takes. */
interface Values {
  readonly hold: Test;
  /** For whoever asked for something else. */
  readonly words: string;
}

/** Of a longer list one code is named. */
const MOST_NAMED = 10;

function codesOf(list: readonly string[]): Values {
  const words =
    list.length > MOST_NAMED ? `one of the ${list.length} codes of its list, such as ${list[0] ?? ''}` : `one of ${list.join(', ')}`;
  return { hold: oneOf(list), words };
}

const oneOf =
  (list: readonly string[]): Test =>
  (value) =>
    list.includes(value);
/** Where what is exploited online has no country. */
const isDestination: Test = (value) => value === 'online' || isCountry(value);
const isCorridor = parted('>', isCountry, isDestination);

/** Parts of one kind each, in their order. */
function parted(separator: string, ...tests: readonly Test[]): Test {
  return (value) => {
    const parts = value.split(separator);
    return parts.length === tests.length && parts.every((part, i) => tests[i]?.(part));
  };
}

/** Of one kind, one or more. */
const several =
  (test: Test): Test =>
  (value) =>
    value.split('+').every(test);

const COUNTRY: Values = { hold: isCountry, words: 'a country by its ISO 3166-1 alpha-2 code such as RO, or XK' };

/** Of what one report says. */
const OF_A_REPORT = {
  total: { hold: oneOf(['all']), words: 'all' },
  purpose: codesOf(PURPOSES),
  sector: codesOf(ISIC_SECTIONS),
  subsector: codesOf(SUBSECTORS),
  means: codesOf(MEANS),
  'recruitment-method': codesOf(RECRUITMENT_METHODS),
  platform: codesOf(PLATFORM_TYPES),
  lure: codesOf(LURES),
  'modus-operandi': {
    hold: (value) => SLUG.test(value),
    words: 'a tag of a to z, 0 to 9 and hyphens, at most 60 characters, such as passport-taken',
  },
  'financial-indicator': codesOf(FINANCIAL_INDICATORS),
  citizenship: COUNTRY,
  origin: COUNTRY,
  transit: COUNTRY,
  exploitation: COUNTRY,
  corridor: { hold: isCorridor, words: 'two countries, written RO>IT, or a country and online, written RO>online' },
  'corridor-purpose': {
    hold: parted(':', isCorridor, oneOf(PURPOSES)),
    words: 'a corridor and a purpose, written RO>IT:forced-labour',
  },
  'country-purpose-sector': {
    hold: parted(':', isCountry, oneOf(PURPOSES), oneOf(ISIC_SECTIONS)),
    words: 'a country of exploitation, a purpose and a section of ISIC, written IT:forced-labour:A',
  },
} satisfies Partial<Record<Dimension, Values>>;

const VALUES: Readonly<Record<Dimension, Values>> = {
  ...OF_A_REPORT,
  'corridor-region': {
    hold: parted('>', several(isCountry), several(isDestination)),
    words: 'countries of origin and of exploitation, written NP>FI+NO+SE, at most 100 characters (+ is %2B in an address)',
  },
  combination: {
    hold: (value) => value.includes('+') && several(isPart)(value),
    words:
      'two values or more, each after its dimension, written platform:dating+purpose:begging, at most 100 characters (+ is %2B in an address)',
  },
  script: { hold: (value) => /^[0-9a-f]{16}$/.test(value), words: '16 hexadecimal digits, 0 to 9 and a to f' },
};

function isPart(part: string): boolean {
  return Object.entries<Values>(OF_A_REPORT).some(
    ([dimension, { hold }]) => part.startsWith(`${dimension}:`) && hold(part.slice(dimension.length + 1)),
  );
}

/** Whether a dimension can have a value; without a dimension, whether any can. */
export function isSeriesValue(dimension: Dimension | undefined, value: string): boolean {
  if (!SERIES_VALUE.test(value)) return false;
  return dimension === undefined ? Object.values(VALUES).some(({ hold }) => hold(value)) : VALUES[dimension].hold(value);
}

/** A value that the `dimension` beside it can have; without one that is known, a value that any can have. For queries: its JSON Schema says less. */
export function IsSeriesValue(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isSeriesValue',
      validator: {
        validate: (value, args) => typeof value === 'string' && isSeriesValue(dimensionBeside(args), value),
        defaultMessage: buildMessage((each, args) => {
          const dimension = dimensionBeside(args);
          if (dimension === undefined)
            return `${each}$property must be a value of a dimension, such as RO>IT for a corridor, or all for the total`;
          return `${each}$property must be a value of the dimension ${dimension}: ${VALUES[dimension].words}`;
        }, options),
      },
    },
    options,
  );
}

function dimensionBeside(args: ValidationArguments | undefined): Dimension | undefined {
  const beside: unknown = args && Reflect.get(args.object, 'dimension');
  return DIMENSIONS.find((known) => known === beside);
}
