import type { CommunityState, OrganisationState } from '@landbridge/contracts';
/** An invented organisation: what directory must know of it. */
export type SampleOrganisation = Pick<OrganisationState, 'id' | 'name' | 'kind' | 'country' | 'regime' | 'assessing' | 'communities'> & {
  /** Short name inside the sample, the same under every seed. */
  readonly key: string;
};
export type SampleCommunity = Pick<CommunityState, 'id' | 'name' | 'charter'>;
/** Names are invented: they could exist, and do not. */
declare const ROWS: readonly [
  readonly ['rheinmark-police', 'Rheinmark State Police, Trafficking Analysis', 'police', 'DE', 'led', 'travel-and-stay'],
  readonly ['valea-argint-police', 'Valea Argintului Police, Organised Crime Bureau', 'police', 'RO', 'led', 'danube-return'],
  readonly ['costa-serena-police', 'Costa Serena Police, Exploitation Unit', 'police', 'ES', 'led', 'travel-and-stay'],
  readonly ['norrvik-police', 'Norrvik Police District, Trafficking Group', 'police', 'SE', 'led', 'nordic-labour'],
  readonly ['oosterveen-prosecution', 'Oosterveen Prosecution Office', 'prosecution', 'NL', 'led'],
  readonly ['lesnograd-border', 'Lesnograd Border Guard', 'border', 'PL', 'led'],
  readonly ['dunavets-border', 'Dunavets Border Directorate', 'border', 'BG', 'led'],
  readonly ['norrvik-labour', 'Norrvik Work Environment Inspectorate', 'labour-inspectorate', 'SE', 'gdpr', 'nordic-labour'],
  readonly ['saarimaa-labour', 'Saarimaa Occupational Safety Agency', 'labour-inspectorate', 'FI', 'gdpr', 'nordic-labour'],
  readonly ['fjordheim-labour', 'Fjordheim Labour Inspectorate', 'labour-inspectorate', 'NO', 'gdpr', 'nordic-labour'],
  readonly ['scheldemonde-fiu', 'Scheldemonde Financial Intelligence Cell', 'financial-intelligence', 'BE', 'led', 'payments-watch'],
  readonly ['valmorel-court', 'Valmorel Court of Appeal, Documentation', 'judiciary', 'FR', 'led'],
  readonly ['lindenweg-shelter', 'Haus Lindenweg Shelter', 'ngo', 'AT', 'gdpr', 'danube-return'],
  readonly ['bright-harbour', 'Bright Harbour Return Initiative', 'ngo', 'NG', 'third-country'],
  readonly ['lantern-street', 'Lantern Street Support', 'ngo', 'GB', 'third-country'],
  readonly ['porta-aperta', 'Porta Aperta del Lago', 'ngo', 'IT', 'gdpr', 'danube-return'],
  readonly ['waterland-university', 'Waterland University, Migration and Work Group', 'academic', 'NL', 'gdpr'],
  readonly ['hansemark-bank', 'Hansemark Savings Bank, Financial Crime', 'bank', 'DE', 'gdpr', 'payments-watch'],
  readonly ['jobferry', 'Jobferry, Trust and Safety', 'platform', 'GB', 'third-country', 'payments-watch'],
  readonly ['wislany-staffing', 'Wislany Staffing', 'recruiter', 'PL', 'gdpr', 'travel-and-stay'],
  readonly ['translumiere', 'Translumiere Coaches', 'transport', 'FR', 'gdpr', 'travel-and-stay'],
  readonly ['mirador-hotels', 'Mirador del Cabo Hotels', 'hotel', 'ES', 'gdpr', 'travel-and-stay'],
  readonly ['norrvik-rapporteur', 'Office of the Rapporteur, Norrvik', 'policy', 'SE', 'gdpr', 'nordic-labour'],
  readonly ['meridian-team', 'Meridian Joint Analysis Team', 'international', 'BE', 'international-organisation'],
];
export type OrganisationKey = (typeof ROWS)[number][0];
/** The one team that assesses candidates. */
export declare const ASSESSING: OrganisationKey;
/** Communities of the sample admit every regime: all their members have signed what the regimes ask for. */
export declare const SIGNED_CHARTER: {
  readonly regimes: ['led', 'gdpr', 'eu-body', 'third-country', 'international-organisation'];
  readonly clearance: 'amber+strict';
  readonly safeguards: true;
};
/** The closed groups of the network. The four tiers are there from the start. */
export declare function sampleCommunities(): SampleCommunity[];
/** 24 organisations of all kinds in 15 countries. Each is in every tier that admits its kind. @param seed decides the ids only */
export declare function sampleOrganisations(seed: number): SampleOrganisation[];
export {};
//# sourceMappingURL=organisations.d.ts.map
