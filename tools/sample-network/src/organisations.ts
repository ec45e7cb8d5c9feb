import { createHash } from 'node:crypto';
import type { Charter, CommunityState, OrganisationState } from '@landbridge/contracts';
import { profileOf, type SampleProfile } from './coverage.ts';
import { type OrganisationKind, type Regime, REGIMES, type Tier } from '@landbridge/contracts/codes';

/** An invented organisation: what directory must know of it. */
export type SampleOrganisation = Pick<OrganisationState, 'id' | 'name' | 'kind' | 'country' | 'regime' | 'assessing' | 'communities'> & {
  /** Short name inside the sample, the same under every seed. */
  readonly key: string;
  readonly profile: SampleProfile;
};

export type SampleCommunity = Pick<CommunityState, 'id' | 'name' | 'charter'>;

type Row = readonly [key: string, name: string, kind: OrganisationKind, country: string, regime: Regime, ...closed: string[]];

/** Names are invented: they could exist, and do not. */
const ROWS = [
  ['rheinmark-police', 'Rheinmark State Police, Trafficking Analysis', 'police', 'DE', 'led', 'travel-and-stay'],
  ['valea-argint-police', 'Valea Argintului Police, Organised Crime Bureau', 'police', 'RO', 'led', 'danube-return'],
  ['costa-serena-police', 'Costa Serena Police, Exploitation Unit', 'police', 'ES', 'led', 'travel-and-stay'],
  ['norrvik-police', 'Norrvik Police District, Trafficking Group', 'police', 'SE', 'led', 'nordic-labour'],
  ['oosterveen-prosecution', 'Oosterveen Prosecution Office', 'prosecution', 'NL', 'led'],
  ['lesnograd-border', 'Lesnograd Border Guard', 'border', 'PL', 'led'],
  ['dunavets-border', 'Dunavets Border Directorate', 'border', 'BG', 'led'],
  ['norrvik-labour', 'Norrvik Work Environment Inspectorate', 'labour-inspectorate', 'SE', 'gdpr', 'nordic-labour'],
  ['saarimaa-labour', 'Saarimaa Occupational Safety Agency', 'labour-inspectorate', 'FI', 'gdpr', 'nordic-labour'],
  ['fjordheim-labour', 'Fjordheim Labour Inspectorate', 'labour-inspectorate', 'NO', 'gdpr', 'nordic-labour'],
  ['scheldemonde-fiu', 'Scheldemonde Financial Intelligence Cell', 'financial-intelligence', 'BE', 'led', 'payments-watch'],
  ['valmorel-court', 'Valmorel Court of Appeal, Documentation', 'judiciary', 'FR', 'led'],
  ['lindenweg-shelter', 'Haus Lindenweg Shelter', 'ngo', 'AT', 'gdpr', 'danube-return'],
  ['bright-harbour', 'Bright Harbour Return Initiative', 'ngo', 'NG', 'third-country'],
  ['lantern-street', 'Lantern Street Support', 'ngo', 'GB', 'third-country'],
  ['porta-aperta', 'Porta Aperta del Lago', 'ngo', 'IT', 'gdpr', 'danube-return'],
  ['waterland-university', 'Waterland University, Migration and Work Group', 'academic', 'NL', 'gdpr'],
  ['hansemark-bank', 'Hansemark Savings Bank, Financial Crime', 'bank', 'DE', 'gdpr', 'payments-watch'],
  ['jobferry', 'Jobferry, Trust and Safety', 'platform', 'GB', 'third-country', 'payments-watch'],
  ['wislany-staffing', 'Wislany Staffing', 'recruiter', 'PL', 'gdpr', 'travel-and-stay'],
  ['translumiere', 'Translumiere Coaches', 'transport', 'FR', 'gdpr', 'travel-and-stay'],
  ['mirador-hotels', 'Mirador del Cabo Hotels', 'hotel', 'ES', 'gdpr', 'travel-and-stay'],
  ['norrvik-rapporteur', 'Office of the Rapporteur, Norrvik', 'policy', 'SE', 'gdpr', 'nordic-labour'],
  ['meridian-team', 'Meridian Joint Analysis Team', 'international', 'BE', 'international-organisation'],
] as const satisfies readonly Row[];

export type OrganisationKey = (typeof ROWS)[number][0];

export const sampleKeys: readonly OrganisationKey[] = ROWS.map(([key]) => key);

/** The one team that assesses candidates. */
export const ASSESSING: OrganisationKey = 'rheinmark-police';

/** The tiers whose charters admit a kind; directory founds the tiers and holds their charters. */
const TIERS_OF: Readonly<Record<OrganisationKind, readonly Tier[]>> = {
  police: ['law-enforcement', 'practitioners'],
  prosecution: ['law-enforcement', 'practitioners'],
  border: ['law-enforcement'],
  'labour-inspectorate': ['law-enforcement', 'practitioners'],
  'financial-intelligence': ['law-enforcement'],
  judiciary: ['law-enforcement', 'practitioners'],
  ngo: ['practitioners'],
  academic: ['research'],
  policy: ['practitioners', 'research'],
  international: ['practitioners', 'research'],
  bank: ['private-sector'],
  platform: ['private-sector'],
  recruiter: ['private-sector'],
  transport: ['private-sector'],
  hotel: ['private-sector'],
};

/** Communities of the sample admit every regime: all their members have signed what the regimes ask for. */
export const SIGNED_CHARTER = { regimes: [...REGIMES], clearance: 'amber+strict', safeguards: true } as const satisfies Partial<Charter>;

const CLOSED: readonly SampleCommunity[] = [
  {
    id: 'nordic-labour',
    name: 'Nordic labour exploitation',
    charter: { purpose: 'prevention', admits: ['labour-inspectorate', 'police', 'policy'], ...SIGNED_CHARTER },
  },
  {
    id: 'danube-return',
    name: 'Return along the Danube',
    charter: { purpose: 'victim-support', admits: ['police', 'ngo'], ...SIGNED_CHARTER },
  },
  {
    id: 'payments-watch',
    name: 'Payments watch',
    charter: { purpose: 'financial-compliance', admits: ['bank', 'platform', 'financial-intelligence'], ...SIGNED_CHARTER },
  },
  {
    id: 'travel-and-stay',
    name: 'Travel and stay',
    charter: { purpose: 'prevention', admits: ['hotel', 'transport', 'recruiter', 'police'], ...SIGNED_CHARTER },
  },
];

/** The closed groups of the network. The four tiers are there from the start. */
export function sampleCommunities(): SampleCommunity[] {
  return [...CLOSED];
}

/** 24 organisations of all kinds in 15 countries. Each is in every tier that admits its kind. @param seed decides the ids only */
export function sampleOrganisations(seed: number): SampleOrganisation[] {
  return ROWS.map(([key, name, kind, country, regime, ...closed]) => ({
    id: uuidOf(`${seed}/organisations/${key}`),
    key,
    name,
    kind,
    country,
    regime,
    assessing: key === ASSESSING,
    communities: [...TIERS_OF[kind], ...closed],
    profile: profileOf(key, kind),
  }));
}

/** A UUID of version 8 (RFC 9562) made of a name: the same name, the same id. */
function uuidOf(name: string): string {
  const bytes = createHash('sha256').update(`landbridge sample network/${name}`).digest().subarray(0, 16);
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x80;
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
