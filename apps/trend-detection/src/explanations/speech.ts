import { isCountry, type TrendGrain } from '@landbridge/contracts';
import { IntlMessageFormat } from 'intl-messageformat';
import { CATALOGUES, type CodeList, type Language, type MessageId } from './catalogue.ts';

/** Days stand before months in English here, too. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', sv: 'sv-SE', fr: 'fr-FR', es: 'es-ES', ro: 'ro-RO' };

export type MessageValues = Readonly<Record<string, string | number>>;

/** One language: its messages, and how it writes codes, countries, days and numbers. */
export class Speech {
  readonly #messages = new Map<MessageId, IntlMessageFormat>();
  readonly #countries: Intl.DisplayNames;
  readonly #lists: Intl.ListFormat;
  readonly #days: Intl.DateTimeFormat;
  readonly #months: Intl.DateTimeFormat;

  readonly language: Language;
  constructor(language: Language) {
    this.language = language;
    const locale = LOCALES[language];
    this.#countries = new Intl.DisplayNames(locale, { type: 'region' });
    this.#lists = new Intl.ListFormat(locale);
    this.#days = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
    this.#months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  }

  get locale(): string {
    return LOCALES[this.language];
  }

  /** @throws Error where a placeholder of the message has no value */
  say(id: MessageId, values: MessageValues = {}): string {
    let message = this.#messages.get(id);
    if (!message) {
      message = new IntlMessageFormat(CATALOGUES[this.language].messages[id], this.locale, undefined, { ignoreTag: true });
      this.#messages.set(id, message);
    }
    return String(message.format(values));
  }

  /** The code itself where the list does not know it: a newer part of the network may send what this one has no name for. */
  code(list: CodeList, code: string): string {
    const names: Readonly<Record<string, string>> = CATALOGUES[this.language].codes[list];
    return Object.hasOwn(names, code) ? (names[code] ?? code) : code;
  }

  /** @param code ISO 3166-1 alpha-2 or `XK`; anything else is answered as it is */
  country(code: string): string {
    return isCountry(code) ? (this.#countries.of(code) ?? code) : code;
  }

  /** `2 March 2026`. French writes the first of a month as an ordinal, which its pattern in CLDR does not. */
  day(day: string): string {
    const text = this.#days.format(new Date(day));
    return this.language === 'fr' ? text.replace(/^1 /, '1er ') : text;
  }

  /** `in the week of 2 March 2026`: when a bucket was. */
  when(bucket: string, grain: TrendGrain): string {
    const date = new Date(bucket);
    return this.say('when', {
      grain,
      day: this.day(bucket),
      month: this.#months.format(date),
      quarter: Math.floor(date.getUTCMonth() / 3) + 1,
      year: String(date.getUTCFullYear()),
    });
  }

  /** `4 weeks` */
  duration(grain: TrendGrain, count: number): string {
    return this.say('duration', { grain, count });
  }

  /** With no more decimals than a count deserves: two below one, one below a hundred. */
  number(value: number): string {
    const size = Math.abs(value);
    const digits = size < 1 ? 2 : Number(size < 100);
    return new Intl.NumberFormat(this.locale, { maximumFractionDigits: digits }).format(value + 0);
  }

  /** `a, b and c` */
  list(items: readonly string[]): string {
    return this.#lists.format(items);
  }

  capitalised(text: string): string {
    return text.charAt(0).toLocaleUpperCase(this.locale) + text.slice(1);
  }
}

const speeches = new Map<Language, Speech>();

export function speechIn(language: Language): Speech {
  let speech = speeches.get(language);
  if (!speech) speeches.set(language, (speech = new Speech(language)));
  return speech;
}
