import type { Purpose } from '@landbridge/contracts/codes';
/** Published figures that the sample follows. Everything else in this folder is our own choice, made to be plausible. */
/** The three groups in which Eurostat publishes forms of exploitation. */
export type Form = 'sexual' | 'labour' | 'other';
/** Percent of registered victims, EU 2023 (Eurostat): sexual 43.8, labour 36.0, other 20.2. */
export declare const FORM_SHARES: Readonly<Record<Form, number>>;
/** Share of women and girls, EU 2023 (Eurostat): 63%. */
export declare const FEMALE_SHARE = 0.63;
/** Percent of registered victims by citizenship, EU 2023 (Eurostat): 64.1 non-EU, 28 in their own country; the rest other EU. */
export declare const CITIZENSHIP_SHARES: {
  readonly own: 28;
  readonly nonEu: 64.1;
  readonly otherEu: 7.9;
};
/** Registered victims, EU 2023 (Eurostat): about 207 a week. The sample network sees a part of them. */
export declare const EU_VICTIMS_2023 = 10793;
/** Forced criminality among detected victims, world (UNODC 2024): 1% in 2016, 8% in 2022. */
export declare const FORCED_CRIMINALITY: {
  readonly 2016: 0.01;
  readonly 2022: 0.08;
};
/** Share of suspects who acted in groups, EU 2021-22 (Commission 2025): 74%. */
export declare const SUSPECTS_IN_GROUPS = 0.74;
/** Frequent citizenships, EU 2021-22 (Commission 2025), in its order. */
export declare const FREQUENT_EU_CITIZENSHIPS: readonly ['RO', 'FR', 'HU', 'BG', 'DE'];
export declare const FREQUENT_OTHER_CITIZENSHIPS: readonly ['NG', 'UA', 'MA', 'CO', 'CN'];
/** Member states of the European Union. */
export declare const EU: ReadonlySet<string>;
export declare function formOf(purpose: Purpose): Form;
/**
 * Share of forced criminality in reports: it goes on growing as it grew from 2016 to 2022, from its value of 2022 on.
 * @param years since the sample began
 */
export declare function forcedCriminality(years: number): number;
//# sourceMappingURL=published.d.ts.map
