export { earsC1, earsC2, earsC3, type EarsOptions, type Verdict } from './ears.ts';
export { farringtonFlexible, type FarringtonFlexibleOptions, type ThresholdMethod } from './farrington-flexible.ts';
export type { EnoughReports, FarringtonOptions, FarringtonVerdict } from './farrington-options.ts';
export { farrington } from './farrington.ts';
