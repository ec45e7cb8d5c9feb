export { defaultDetector, type DefaultDetectorOptions } from './default-detector.ts';
export { type ChosenMethod, type ChosenVerdict, detectByHistory, historyNeeded, type HistoryOptions } from './detector-by-history.ts';
export { detect, type DetectOptions, type MethodVerdict } from './detect.ts';
export { earsC1, earsC2, earsC3, type EarsOptions, type Verdict } from './ears.ts';
export { detectBySelected, SELECTED_METHODS, type SelectedMethod, type SelectedOptions } from './selected-methods.ts';
export { sparseDetector, type SparseDetectorOptions } from './sparse-detector.ts';
export { type DetectorVerdict, type Look } from './verdict.ts';
export { benjaminiHochberg, type Correction } from './benjamini-hochberg.ts';
export { type CountDistribution, lowerTail, upperTail } from './count-distribution.ts';
export { farringtonFlexible, type FarringtonFlexibleOptions, type ThresholdMethod } from './farrington-flexible.ts';
export type { EnoughReports, FarringtonOptions, FarringtonVerdict } from './farrington-options.ts';
export { farrington } from './farrington.ts';
export { artefactsIn, risesOver, type ArtefactFlag, type ArtefactOptions, type OrganisationTotals } from './artefacts.ts';
export { type Combination, type CombinationOptions, newCombinations } from './combinations.ts';
export { type Comparison, type Contribution, type Span, type Stands, survivesLeavingAnyOut } from './contributions.ts';
export {
  combinedCoverage,
  type Coverage,
  coverage,
  type Delayed,
  delayDistribution,
  type DelayDistribution,
  expectedSoFar,
  TOLD_FROM,
} from './delay.ts';
export { type Change, type Displacement, type DisplacementOptions, displacements } from './displacement.ts';
export { whileIncomplete } from './incomplete.ts';
export { LAW_CHANGES, type LawChange, lawChangesBehind } from './law-changes.ts';
export {
  chanceOf,
  ENOUGH_REPORTS,
  FALSE_DISCOVERY_RATE,
  FEWEST,
  type PossibleChange,
  standing,
  type Tested,
  testedFrom,
} from './many-series.ts';
export { neighboursOf } from './neighbours.ts';
export { coverageDuring, type Nowcast, nowcast, type NowcastOptions, widened } from './nowcast.ts';
export { novelty, type Novelty, type Occurrences } from './novelty.ts';
export { type Script, type ScriptOptions, scriptsAmong, type SignedNarrative } from './scripts.ts';
export { type Cluster, type CorridorWeeks, type ScanOptions, spaceTimeScan } from './space-time-scan.ts';
