export { CANARY } from './narratives.ts';
export { expectedRejected, type Flaw, type FlawedReport } from './flaws.ts';
export { sampleCommunities, sampleOrganisations, SIGNED_CHARTER, type SampleCommunity, type SampleOrganisation } from './organisations.ts';
export type { SeriesName } from './changes.ts';
export { plantedChanges, plantedTraps, type PlantedChange, type PlantedTrap } from './planted.ts';
export { falseTrends, found, judged, named, type ToldTrend } from './found.ts';
export { partsOf } from './series.ts';
export { plantedBehind } from './behind.ts';
export { DEFAULT_REPORTS, sampleReports, type SampleAction, type SampleOptions } from './stream.ts';
