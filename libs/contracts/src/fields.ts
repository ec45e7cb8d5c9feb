import { buildMessage, Matches, ValidateBy, type ValidationOptions } from 'class-validator';
import { COUNTRIES, isCountry } from './countries.ts';

/** ISO 3166-1 alpha-2, or `XK`. */
export function IsCountry(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isCountry',
      validator: {
        validate: isCountry,
        defaultMessage: buildMessage(
          (each) =>
            `${each}$property must be a country: an ISO 3166-1 code such as RO or ROU, XK, or its English name; leave it out when it is not known`,
          options,
        ),
      },
    },
    options,
  );
}

/** A day of the proleptic Gregorian calendar, `YYYY-MM-DD`. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isDay',
      validator: {
        validate: isDay,
        defaultMessage: buildMessage((each) => `${each}$property must be a day of the calendar, written YYYY-MM-DD`, options),
      },
    },
    options,
  );
}

/** An instant in UTC as RFC 3339 with `Z`, milliseconds at most. */
export function IsInstant(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isInstant',
      validator: {
        validate: isInstant,
        defaultMessage: buildMessage((each) => `${each}$property must be an instant in UTC, written 2026-01-31T12:00:00Z`, options),
      },
    },
    options,
  );
}

/** Our own kind of name for tags and communities: safe in a URL, a topic and a database key. */
export const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/;
export function IsSlug(options?: ValidationOptions): PropertyDecorator {
  return Matches(SLUG, {
    message: buildMessage(
      (each) => `${each}$property must be a short name of a to z, 0 to 9 and hyphens, at most 60 characters`,
      options,
    )(),
    ...options,
  });
}

/** A BCP 47 language tag. */
export function IsLanguage(options?: ValidationOptions): PropertyDecorator {
  return Matches(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, {
    message: buildMessage((each) => `${each}$property must be a BCP 47 language tag such as en or pt-BR`, options)(),
    ...options,
  });
}

/** One line of text. */
export function IsLine(options?: ValidationOptions): PropertyDecorator {
  return Matches(/^\S(?:.*\S)?$/, {
    message: buildMessage((each) => `${each}$property must be one line of text, without blanks at its ends`, options)(),
    ...options,
  });
}

export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !DAY.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

export function isInstant(value: unknown): value is string {
  return typeof value === 'string' && INSTANT.test(value) && isDay(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));
}

const DAY = /^(?:19|20|21)\d\d-\d\d-\d\d$/;
const INSTANT = /^(?:19|20|21)\d\d-\d\d-\d\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,3})?Z$/;

/** Every day but the 29th of February. Who refuses the last days of the months sends a quarter of all reports the slow way. */
const ORDINARY_DAY = '20\\d\\d-((0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)';

/**
 * JSON Schema for the decorators above. Each is as strict as its decorator or stricter, never looser:
 * what the schema refuses is looked at again by the decorators, what it accepts is accepted.
 */
export const FIELD_SCHEMAS: Record<string, { type: 'string'; enum?: string[]; pattern?: string }> = {
  isCountry: { type: 'string', enum: [...COUNTRIES] },
  isDay: { type: 'string', pattern: `^${ORDINARY_DAY}$` },
  isInstant: {
    type: 'string',
    pattern: `^${ORDINARY_DAY}T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,3})?Z$`,
  },
};
