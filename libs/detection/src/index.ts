export { earsC1, earsC2, earsC3, type EarsOptions, type Verdict } from './ears.ts';
