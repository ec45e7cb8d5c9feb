import type { Charter, CommunityState, OrganisationKind, OrganisationState, Regime, Tlp, UsePurpose } from '@landbridge/contracts';
import { TLP } from '@landbridge/contracts/codes';

/** An organisation that reads, as the policy looks at it. */
export interface MemberReader {
  readonly organisation: string;
  readonly kind: OrganisationKind;
  readonly country: string;
  readonly regime: Regime;
  /** The strictest marking that it may be shown. */
  readonly clearance: Tlp;
  /** Communities that it is a member of now, by id. */
  readonly communities: readonly string[];
  /** Those of them whose charter is enough for personal data to pass from one regime to another. */
  readonly safeguarded: readonly string[];
  /** The other sides of its agreements in force now, with their purposes. */
  readonly partners: readonly Partner[];
  /** Who reads for it, by id; absent where a machine does. */
  readonly person?: string;
}

export interface Partner {
  readonly organisation: string;
  readonly purposes: readonly UsePurpose[];
}

/** Anybody. */
export interface PublicReader {
  readonly organisation?: undefined;
}

/** Who asks: an organisation of the network, or the public. */
export type Reader = MemberReader | PublicReader;

export const THE_PUBLIC: PublicReader = {};

export interface Circumstances {
  /** Communities as they are known now. */
  readonly community: (id: string) => CommunityState | undefined;
  /** The present, for agreements that end. */
  readonly now: Date;
  readonly person?: string | undefined;
}

/**
 * What the policy context knows of an organisation, as a reader. A suspended one is the public. Membership counts only where the charter,
 * as it stands now, admits the organisation: nobody keeps seeing what it could not join for.
 */
export function readerFrom(organisation: OrganisationState, { community, now, person }: Circumstances): Reader {
  if (organisation.status !== 'active') return THE_PUBLIC;
  const { id, kind, country, regime, clearance, agreements } = organisation;
  const charters = organisation.communities.flatMap((joined) => {
    const found = community(joined);
    return found && admits(found.charter, organisation) ? [found] : [];
  });
  const at = now.toISOString();
  return {
    organisation: id,
    kind,
    country,
    regime,
    clearance,
    communities: charters.map((joined) => joined.id),
    safeguarded: charters.filter(({ charter }) => charter.safeguards).map((joined) => joined.id),
    partners: agreements.filter(({ until }) => until > at).map(({ with: partner, purposes }) => ({ organisation: partner, purposes })),
    ...(person !== undefined && { person }),
  };
}

/** Whether a charter lets an organisation be a member. */
export function admits(charter: Charter, candidate: Pick<OrganisationState, 'kind' | 'country' | 'regime' | 'clearance'>): boolean {
  return (
    charter.admits.includes(candidate.kind) &&
    charter.regimes.includes(candidate.regime) &&
    (charter.countries?.includes(candidate.country) ?? true) &&
    TLP.indexOf(candidate.clearance) >= TLP.indexOf(charter.clearance)
  );
}
