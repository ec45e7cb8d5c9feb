export { CANARY } from './narratives.ts';
export { expectedRejected, type Flaw, type FlawedReport } from './flaws.ts';
export { sampleCommunities, sampleOrganisations, SIGNED_CHARTER, type SampleCommunity, type SampleOrganisation } from './organisations.ts';
export { found, plantedChanges, plantedTraps, type PlantedChange, type PlantedTrap } from './planted.ts';
export { DEFAULT_REPORTS, sampleReports, type SampleAction, type SampleOptions } from './stream.ts';
//# sourceMappingURL=index.d.ts.map
