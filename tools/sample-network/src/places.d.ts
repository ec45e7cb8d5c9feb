import { type Random } from './random.ts';
/** Corridors that only a planted change uses, so that the rest of the sample adds nothing to its series. */
export declare const RESERVED_CORRIDORS: ReadonlySet<string>;
/** The citizenship of somebody exploited in a country, by Eurostat's shares of own, other EU and non-EU. */
export declare function citizenshipIn(exploitation: string, random: Random): string;
export declare function transitBetween(origin: string, exploitation: string, random: Random): string[];
export declare function regionOf(country: string, random: Random): string | undefined;
//# sourceMappingURL=places.d.ts.map
