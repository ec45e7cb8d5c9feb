import type { Regime, SharingGround } from '@landbridge/contracts';

/**
 * Which regime may pass personal data on to which: `freely`, or `with-safeguards` only. Safeguards are a sharing agreement between the two
 * organisations, or a common community whose charter has them signed; without them the reader gets the redacted form. A report that holds
 * no personal data passes everywhere. Law enforcement directive (EU) 2016/680, art. 9 and 35 to 38; GDPR (EU) 2016/679, art. 44 to 49;
 * Regulation (EU) 2018/1725, art. 9 and 46 to 51. What a site must decide itself stands in docs/legal-regimes.md.
 */
export const PASSES: Readonly<Record<Regime, Readonly<Record<Regime, 'freely' | 'with-safeguards'>>>> = {
  led: {
    led: 'freely',
    gdpr: 'with-safeguards',
    'eu-body': 'freely',
    'third-country': 'with-safeguards',
    'international-organisation': 'with-safeguards',
  },
  gdpr: {
    led: 'freely',
    gdpr: 'freely',
    'eu-body': 'freely',
    'third-country': 'with-safeguards',
    'international-organisation': 'with-safeguards',
  },
  'eu-body': {
    led: 'freely',
    gdpr: 'freely',
    'eu-body': 'freely',
    'third-country': 'with-safeguards',
    'international-organisation': 'with-safeguards',
  },
  'third-country': {
    led: 'freely',
    gdpr: 'freely',
    'eu-body': 'freely',
    'third-country': 'with-safeguards',
    'international-organisation': 'with-safeguards',
  },
  'international-organisation': {
    led: 'freely',
    gdpr: 'freely',
    'eu-body': 'freely',
    'third-country': 'with-safeguards',
    'international-organisation': 'with-safeguards',
  },
};

/** The ground on which nothing of a person is shared. */
export const IMPERSONAL: SharingGround = 'no-personal-data';

/** Regimes whose reports pass freely to a regime. */
export function passingFreelyTo(regime: Regime): Regime[] {
  return REGIMES_IN_TABLE.filter((from) => PASSES[from][regime] === 'freely');
}

const REGIMES_IN_TABLE = Object.keys(PASSES) as Regime[];
