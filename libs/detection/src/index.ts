export { defaultDetector, type DefaultDetectorOptions } from './default-detector.ts';
export { type ChosenMethod, type ChosenVerdict, detectByHistory, HISTORY_NEEDED, type HistoryOptions } from './detector-by-history.ts';
export { earsC1, earsC2, earsC3, type EarsOptions, type Verdict } from './ears.ts';
export { sparseDetector, type SparseDetectorOptions } from './sparse-detector.ts';
export { type DetectorVerdict, type Look } from './verdict.ts';
export { benjaminiHochberg, type Correction } from './benjamini-hochberg.ts';
export { type CountDistribution, lowerTail, upperTail } from './count-distribution.ts';
