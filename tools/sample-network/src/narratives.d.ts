import type { Form } from './published.ts';
import { type Random } from './random.ts';
/** A few sentences in the organisation's language or in English, and a canary that a test can look for where no narrative may be. */
export declare function narrativeOf(
  form: Form,
  country: string,
  random: Random,
): {
  narrative: string;
  language: string;
};
/** Stands in every narrative, reference and external id of the sample, and nowhere else. */
export declare const CANARY: RegExp;
export declare function canary(kind: 'narrative' | 'reference' | 'external', random: Random): string;
//# sourceMappingURL=narratives.d.ts.map
