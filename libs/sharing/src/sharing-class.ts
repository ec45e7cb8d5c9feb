import type { Charter, CommunityState, Regime, Tlp } from '@landbridge/contracts';
import { TLP, USE_PURPOSES } from '@landbridge/contracts/codes';
import { asksMembersFirst, canSee, isLimited, READ_BY_ADDRESSEES, type SharedReport } from './policy.ts';
import type { MemberReader } from './reader.ts';
import { IMPERSONAL } from './regimes.ts';
import { mayReadFor } from './purposes.ts';

/**
 * The sharing class of a report, called its cell where it is counted: all of it that decides which audiences see it in full. Reports of one
 * cell are seen by exactly the same audiences, so a series for an audience is a sum of cells.
 * `clear`, `none` for what only its owner, recipients, partners or people see, which counts in no shared series, or
 * `in:<communities>;<tlp>;<use purposes>;<regime, or - without personal data>;<minors or ->;<territory or ->`, lists sorted and joined by `,`.
 */
export type SharingClass = 'clear' | 'none' | `in:${string}`;

/** What counts in no series is not told apart further. */
export function sharingClass({ marking, usePurposes, basis, contributor, concernsMinors }: ClassifiedReport): SharingClass {
  const { tlp, communities = [], territory, handling } = marking;
  if (tlp === 'clear' && !isLimited(marking)) return 'clear';
  if (!READ_BY_ADDRESSEES.includes(tlp) || communities.length === 0 || asksMembersFirst(handling)) return 'none';
  const parts = [
    listed(communities),
    tlp,
    listed(usePurposes),
    basis === IMPERSONAL ? NOTHING : contributor.regime,
    concernsMinors ? 'minors' : NOTHING,
    territory ? listed(territory) : NOTHING,
  ];
  return `in:${parts.join(';')}`;
}

/** Whom a series is counted for: the public, or a community by its charter. */
export type Audience = 'public' | Pick<CommunityState, 'id' | 'charter'>;

/**
 * Whether an audience sees the reports of a cell in full, so that they count in its series. A community sees what the least privileged
 * reader sees that its charter admits, reading for the charter's purpose.
 */
export function audienceSees(audience: Audience, cell: string): boolean {
  if (cell === 'clear') return true;
  if (audience === 'public' || !cell.startsWith('in:')) return false;
  const report = reportOf(cell);
  const { id, charter } = audience;
  if (!report.marking.communities?.includes(id)) return false;
  if (!charter.admits.every((kind) => mayReadFor(kind, charter.purpose))) return false;
  return charter.regimes.every((regime) =>
    countriesOf(charter, report).every((country) => canSee(admitted(audience, regime, country), charter.purpose, report) === 'full'),
  );
}

type ClassifiedReport = Pick<SharedReport, 'marking' | 'usePurposes' | 'basis' | 'concernsMinors'> & {
  readonly contributor: Pick<SharedReport['contributor'], 'regime'>;
};

/** Of those whom a charter admits, one from such a place under such a regime, with no more than it must have. */
function admitted({ id, charter }: Exclude<Audience, 'public'>, regime: Regime, country: string): MemberReader {
  return {
    organisation: NOBODY,
    kind: charter.admits[0] ?? 'policy',
    country,
    regime,
    clearance: charter.clearance,
    communities: [id],
    safeguarded: charter.safeguards ? [id] : [],
    partners: [],
  };
}

/** Those from which somebody may come; where any may, one that no territory names. */
function countriesOf({ countries }: Charter, { marking }: SharedReport): readonly string[] {
  return countries && marking.territory ? countries : [NOWHERE];
}

function reportOf(cell: string): SharedReport {
  const known = reports.get(cell);
  if (known) return known;
  const [communities = '', tlp = '', purposes = '', regime = '', minors = '', territory = ''] = cell.slice('in:'.length).split(';');
  const named = purposes.split(',');
  const report: SharedReport = {
    contributor: { id: '', regime: regime === NOTHING ? 'third-country' : (regime as Regime) },
    marking: {
      tlp: TLP.find((label): label is Tlp => label === tlp) ?? 'red',
      communities: communities.split(','),
      ...(territory !== NOTHING && { territory: territory.split(',') }),
    },
    attribution: 'hidden',
    basis: regime === NOTHING ? IMPERSONAL : 'legal-duty',
    usePurposes: USE_PURPOSES.filter((purpose) => named.includes(purpose)),
    concernsMinors: minors !== NOTHING,
  };
  if (reports.size >= MOST_REMEMBERED) reports.clear();
  reports.set(cell, report);
  return report;
}

/** Cells are read again for every series. */
const reports = new Map<string, SharedReport>();
const MOST_REMEMBERED = 10_000;
const NOTHING = '-';
const NOBODY = 'nobody';
const NOWHERE = 'nowhere';

const listed = (entries: readonly string[]) => [...new Set(entries)].sort().join(',');
