import { MINOR_AGE_BANDS, USE_PURPOSES } from '@landbridge/contracts/codes';
import type { OrganisationState, UsePurpose, Visibility } from '@landbridge/contracts';
import { canSee, type MemberReader, mayReadFor, PURPOSES_OF, readerFrom, type SharedReport } from '@landbridge/sharing';
import type { Community, Marked, MarkedEntry, Population, Reader } from './population.ts';

/** A report that the system has taken, under the id that it gave. */
export interface Held extends Marked {
  readonly id: string;
}

/** What each reader may know of each report, reckoned from what was submitted and not from what the system stored. */
export class Knowledge {
  private readonly members: ReadonlyMap<string, MemberReader>;
  private readonly owners: ReadonlyMap<string, Reader>;
  /** Who may have seen what was taken back, by report. */
  private readonly withdrawn = new Map<string, ReadonlySet<string>>();

  constructor({ readers, communities }: Pick<Population, 'readers' | 'communities'>) {
    this.members = new Map(readers.map((reader) => [reader.id, memberOf(reader, communities)]));
    this.owners = new Map(readers.map((reader) => [reader.id, reader]));
  }

  /** Of a report that was taken back nobody may see anything but its owner. */
  levelOf(reader: string, purpose: UsePurpose, report: Held): Visibility {
    if (this.withdrawn.has(report.id)) return 'none';
    return canSee(this.memberNamed(reader), purpose, sharedOf(report, this.ownerNamed(report.owner)));
  }

  /** Entries of the catalogue hold no personal data, and are read for any purpose. */
  mayReadEntry(reader: string, { owner, marking }: MarkedEntry): boolean {
    const member = this.memberNamed(reader);
    const shared: SharedReport = {
      contributor: { id: owner, regime: this.ownerNamed(owner).regime },
      marking: { ...marking, communities: [...marking.communities] },
      attribution: 'hidden',
      basis: 'no-personal-data',
      usePurposes: [...USE_PURPOSES],
      concernsMinors: false,
    };
    return canSee(member, PURPOSES_OF[member.kind][0], shared) === 'full';
  }

  /** It was taken back. Those who may have seen it until then may know that, for ever. */
  withdraw(report: Held): void {
    const had = [...this.members.keys()].filter((reader) =>
      this.purposesOf(reader).some((purpose) => this.levelOf(reader, purpose, report) !== 'none'),
    );
    this.withdrawn.set(report.id, new Set(had));
  }

  wasTakenBack({ id }: Held): boolean {
    return this.withdrawn.has(id);
  }

  wasTold(reader: string, { id }: Held): boolean {
    return this.withdrawn.get(id)?.has(reader) ?? false;
  }

  purposesOf(reader: string): readonly UsePurpose[] {
    const { kind } = this.memberNamed(reader);
    return PURPOSES_OF[kind].filter((purpose) => mayReadFor(kind, purpose));
  }

  /** Who sent a report, as far as its attribution tells others. */
  attributed({ owner, input }: Held): { id?: string; kind?: string; country?: string } | undefined {
    const { id, kind, country } = this.ownerNamed(owner);
    if (input.attribution === 'hidden') return undefined;
    return input.attribution === 'named' ? { id, kind, country } : { kind, country };
  }

  private memberNamed(id: string): MemberReader {
    return required(this.members.get(id));
  }

  private ownerNamed(id: string): Reader {
    return required(this.owners.get(id));
  }
}

function memberOf(reader: Reader, communities: readonly Community[]): MemberReader {
  const state: OrganisationState = { ...reader, status: 'active', operates: false, people: [], revokedCredentials: [], sequence: 1 };
  const known = new Map(communities.map(({ id, charter }) => [id, { id, name: id, charter, sequence: 1 }]));
  const member = readerFrom(state, { community: (id) => known.get(id), now: new Date() });
  if (member.organisation === undefined) throw new Error('A reader of the walk is suspended.');
  return member;
}

function sharedOf({ input }: Held, { id, regime }: Reader): SharedReport {
  const { marking, attribution, usePurposes, basis } = input;
  return {
    contributor: { id, regime },
    marking,
    attribution,
    usePurposes,
    basis,
    concernsMinors: (input.quantities ?? []).some(({ ageBand }) => MINORS.has(ageBand)),
  };
}

const MINORS: ReadonlySet<string | undefined> = new Set(MINOR_AGE_BANDS);

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The walk meets an organisation that is not of its own.');
  return value;
}
