import type { Purpose } from '@landbridge/contracts/codes';

/** Published figures that the sample follows. Everything else in this folder is our own choice, made to be plausible. */

/** The three groups in which Eurostat publishes forms of exploitation. */
export type Form = 'sexual' | 'labour' | 'other';

/** Percent of registered victims, EU 2023 (Eurostat): sexual 43.8, labour 36.0, other 20.2. */
export const FORM_SHARES: Readonly<Record<Form, number>> = { sexual: 43.8, labour: 36.0, other: 20.2 };

/** Share of women and girls, EU 2023 (Eurostat): 63%. */
export const FEMALE_SHARE = 0.63;

/** Percent of registered victims by citizenship, EU 2023 (Eurostat): 64.1 non-EU, 28 in their own country; the rest other EU. */
export const CITIZENSHIP_SHARES = { own: 28, nonEu: 64.1, otherEu: 7.9 } as const;

/** Registered victims, EU 2023 (Eurostat): about 207 a week. The sample network sees a part of them. */
export const EU_VICTIMS_2023 = 10_793;

/** Forced criminality among detected victims, world (UNODC 2024): 1% in 2016, 8% in 2022. */
export const FORCED_CRIMINALITY = { 2016: 0.01, 2022: 0.08 } as const;

/** Share of suspects who acted in groups, EU 2021-22 (Commission 2025): 74%. */
export const SUSPECTS_IN_GROUPS = 0.74;

/** Frequent citizenships, EU 2021-22 (Commission 2025), in its order. */
export const FREQUENT_EU_CITIZENSHIPS = ['RO', 'FR', 'HU', 'BG', 'DE'] as const;
export const FREQUENT_OTHER_CITIZENSHIPS = ['NG', 'UA', 'MA', 'CO', 'CN'] as const;

/** Member states of the European Union. */
export const EU: ReadonlySet<string> = new Set([
  'AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU',
  'IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PL', 'PT', 'RO', 'SE', 'SI', 'SK',
]); // prettier-ignore

const FORM_OF: Partial<Record<Purpose, Form>> = {
  prostitution: 'sexual',
  'other-sexual-exploitation': 'sexual',
  'forced-labour': 'labour',
  slavery: 'labour',
  'slavery-like-practices': 'labour',
  servitude: 'labour',
};

export function formOf(purpose: Purpose): Form {
  return FORM_OF[purpose] ?? 'other';
}

/**
 * Share of forced criminality in reports: it goes on growing as it grew from 2016 to 2022, from its value of 2022 on.
 * @param years since the sample began
 */
export function forcedCriminality(years: number): number {
  return FORCED_CRIMINALITY[2022] + ((FORCED_CRIMINALITY[2022] - FORCED_CRIMINALITY[2016]) / 6) * years;
}
