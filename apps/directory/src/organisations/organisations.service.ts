import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { OrganisationState, SuspensionReason, Tlp } from '@landbridge/contracts';
import { Problem, type ExpectedVersion, requireVersion } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { Memberships } from '../communities/memberships.ts';
import { isDuplicateKey } from '../duplicate-key.ts';
import { type Author, DIRECTORY } from '../policy/author.ts';
import { PolicyChanges } from '../policy/policy-changes.ts';
import type { PolicyTransaction } from '../policy/policy-transaction.ts';
import type { Version } from '../policy/version.schema.ts';
import { VersionsRepository } from '../policy/versions.repository.ts';
import type { NewOrganisation, OrganisationStanding } from './organisation.bodies.ts';
import { type Organisation, toState } from './organisation.schema.ts';
import { OrganisationsRepository, type OrganisationFilter } from './organisations.repository.ts';

/** RED asks for people who are known by name, so nobody has it unasked. */
const USUAL_CLEARANCE: Tlp = 'amber+strict';
const UNSAID: SuspensionReason = 'other';

@Injectable()
export class OrganisationsService {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly memberships: Memberships,
    private readonly versions: VersionsRepository,
    private readonly changes: PolicyChanges,
  ) {}

  /** A new organisation is active and a member of nothing. */
  async register(
    { id = randomUUID(), assessing = false, operates = false, clearance = USUAL_CLEARANCE, ...given }: NewOrganisation,
    by: Author = DIRECTORY,
  ): Promise<OrganisationState> {
    const nothing = { communities: [], agreements: [], people: [], revokedCredentials: [] };
    const organisation = { ...given, id, assessing, operates, clearance, status: 'active' as const, ...nothing };
    try {
      return await this.changes.write((change) => this.organisations.insert(change, organisation, { by }));
    } catch (error) {
      if (isDuplicateKey(error))
        throw new Problem({
          type: 'id-taken',
          status: 409,
          title: 'The id is taken',
          detail: 'Another organisation has this id; leave id out to get a new one.',
        });
      throw error;
    }
  }

  async get(id: string): Promise<OrganisationState> {
    return toState(await this.getWhole(id));
  }

  /** With what stays in directory. */
  async getWhole(id: string): Promise<Organisation> {
    return found(await this.organisations.findWhole(id));
  }

  list(filter: OrganisationFilter, after: string | undefined, limit: number): Promise<OrganisationState[]> {
    return this.organisations.findPage(filter, after, limit);
  }

  /** Newest first. */
  async listVersions(id: string, before: number | undefined, limit: number): Promise<Version[]> {
    await this.getWhole(id);
    return this.versions.findPage(id, before, limit);
  }

  async setStatus(id: string, { status, reason = UNSAID }: Pick<OrganisationState, 'status'> & { reason?: SuspensionReason }, by: Author) {
    const edit = status === 'suspended' ? { by, reason } : { by };
    return this.write(id, (organisation) => ({ ...organisation, status }), edit);
  }

  /** What only the operator says of an organisation. Communities that do not admit it any more lose it in the same transaction. */
  async setStanding(id: string, standing: OrganisationStanding, expected: ExpectedVersion, by: Author): Promise<Organisation> {
    await this.changes.write(async (change) => {
      const before = await this.read(change, id);
      requireVersion(expected, before.version);
      if (!isDeepStrictEqual({ ...before, ...standing }, before)) await this.memberships.setStanding(change, before, standing, { by });
    });
    return this.getWhole(id);
  }

  /**
   * Writes what `edit` makes of an organisation, with its next number. An edit that changes nothing is no change.
   * @param alongside is written in the same transaction
   * @throws Problem 404
   */
  async change(
    id: string,
    edit: (organisation: OrganisationState) => OrganisationState,
    alongside?: (session: ClientSession) => Promise<void>,
    by: Author = DIRECTORY,
  ): Promise<OrganisationState> {
    return this.write(id, edit, { by }, alongside);
  }

  /** An organisation as it is in a transaction. @throws Problem 404 */
  async read({ session }: PolicyTransaction, id: string): Promise<Organisation> {
    return found(await this.organisations.findWhole(id, session));
  }

  private async write(
    id: string,
    edit: (organisation: OrganisationState) => OrganisationState,
    made: { by: Author; reason?: string },
    alongside?: (session: ClientSession) => Promise<void>,
  ): Promise<OrganisationState> {
    const known = await this.get(id);
    if (!alongside && isDeepStrictEqual(edit(known), known)) return known;
    return this.changes.write(async (change) => {
      const before = await this.read(change, id);
      const state = toState(before);
      const after = edit(state);
      await alongside?.(change.session);
      if (isDeepStrictEqual(after, state)) return state;
      const [saved = after] = await this.organisations.saveAll(change, [{ before, after }], made);
      return saved;
    });
  }
}

function found<T>(thing: T | undefined): T {
  if (thing === undefined)
    throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'There is no such organisation.' });
  return thing;
}
