import type { ChannelKind, ContactRole, FourP, OrganisationKind, Purpose } from '@landbridge/contracts/codes';
import type { OrganisationKey } from './organisations.ts';

/** What an organisation of the sample says of itself in directory. */
export interface SampleProfile {
  readonly coverage: {
    readonly countries: readonly string[];
    readonly purposes: readonly Purpose[];
    readonly languages: readonly string[];
    readonly roles: readonly FourP[];
  };
  readonly contacts: readonly {
    readonly role: ContactRole;
    readonly name: string;
    readonly channel: { readonly kind: ChannelKind; readonly address: string };
    readonly duty: boolean;
  }[];
}

const LABOUR: readonly Purpose[] = ['forced-labour', 'servitude', 'slavery-like-practices'];
const SEXUAL: readonly Purpose[] = ['prostitution', 'other-sexual-exploitation'];
const CRIMINAL: readonly Purpose[] = ['criminal-activities', 'begging', 'online-scam'];

type Row = readonly [countries: string, purposes: readonly Purpose[], languages: string, duty?: 'duty'];

/** Where and on what each works, and in which languages. Invented, like all of them. */
const ROWS: Readonly<Record<OrganisationKey, Row>> = {
  'rheinmark-police': ['DE RO BG PL', [...LABOUR, ...SEXUAL, ...CRIMINAL], 'de en pl', 'duty'],
  'valea-argint-police': ['RO MD DE IT', [...LABOUR, ...SEXUAL, ...CRIMINAL], 'ro en fr', 'duty'],
  'costa-serena-police': ['ES CO RO', [...SEXUAL, ...LABOUR], 'es en', 'duty'],
  'norrvik-police': ['SE RO NP', [...LABOUR, ...CRIMINAL], 'sv en', 'duty'],
  'oosterveen-prosecution': ['NL', [...SEXUAL, ...CRIMINAL], 'nl en'],
  'lesnograd-border': ['PL UA BY', LABOUR, 'pl uk en', 'duty'],
  'dunavets-border': ['BG TR RS', SEXUAL, 'bg tr en', 'duty'],
  'norrvik-labour': ['SE RO UA TH', LABOUR, 'sv en ro'],
  'saarimaa-labour': ['FI EE NP', LABOUR, 'fi sv en'],
  'fjordheim-labour': ['NO LT PL', LABOUR, 'no en'],
  'scheldemonde-fiu': ['BE NL LU', [...SEXUAL, 'online-scam'], 'nl fr en'],
  'valmorel-court': ['FR', [...SEXUAL, ...LABOUR], 'fr'],
  'lindenweg-shelter': ['AT RO HU', SEXUAL, 'de hu ro en', 'duty'],
  'bright-harbour': ['NG IT FR', SEXUAL, 'en ig yo'],
  'lantern-street': ['GB AL VN', [...SEXUAL, 'criminal-activities'], 'en sq vi', 'duty'],
  'porta-aperta': ['IT NG RO', [...SEXUAL, ...LABOUR], 'it en ro'],
  'waterland-university': ['NL RO BG', LABOUR, 'nl en'],
  'hansemark-bank': ['DE', ['prostitution', 'online-scam'], 'de en'],
  jobferry: ['GB RO PL', LABOUR, 'en pl'],
  'wislany-staffing': ['PL UA DE', LABOUR, 'pl uk de'],
  translumiere: ['FR ES RO', [...SEXUAL, 'begging'], 'fr es'],
  'mirador-hotels': ['ES', SEXUAL, 'es en'],
  'norrvik-rapporteur': ['SE', [...LABOUR, ...SEXUAL, ...CRIMINAL], 'sv en'],
  'meridian-team': ['BE RO BG SE DE', [...LABOUR, ...SEXUAL, ...CRIMINAL], 'en fr', 'duty'],
};

const CHANNELS: Readonly<Partial<Record<OrganisationKind, ChannelKind>>> = {
  police: 'siena',
  border: 'siena',
  'financial-intelligence': 'fiu-net',
};

const ROLES: Readonly<Partial<Record<OrganisationKind, readonly FourP[]>>> = {
  police: ['prosecution', 'protection'],
  prosecution: ['prosecution'],
  border: ['prosecution', 'prevention'],
  judiciary: ['prosecution'],
  'labour-inspectorate': ['prevention', 'prosecution'],
  'financial-intelligence': ['prosecution', 'partnership'],
  ngo: ['protection', 'prevention'],
  policy: ['prevention', 'partnership'],
  international: ['partnership', 'prosecution'],
};

export function profileOf(key: OrganisationKey, kind: OrganisationKind): SampleProfile {
  const [countries, purposes, languages, duty] = ROWS[key];
  const channel = CHANNELS[kind] ?? 'encrypted-mail';
  const reached = (desk: string) => (channel === 'encrypted-mail' ? `${desk}@${key}.example` : `${key}/${desk}`.toUpperCase());
  return {
    coverage: { countries: countries.split(' '), purposes, languages: languages.split(' '), roles: ROLES[kind] ?? ['prevention'] },
    contacts: [
      { role: 'liaison', name: 'Liaison desk', channel: { kind: channel, address: reached('liaison') }, duty: false },
      ...(duty
        ? [{ role: 'duty-desk', name: 'Duty desk', channel: { kind: channel, address: reached('duty') }, duty: true } as const]
        : []),
    ],
  };
}
