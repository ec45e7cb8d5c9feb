import { randomUUID } from 'node:crypto';
import type { OrganisationState, OrganisationStatus, Tlp } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key.ts';
import { PolicyChanges } from '../policy/policy-changes.ts';
import type { NewOrganisation } from './organisation.bodies.ts';
import { OrganisationsRepository, type OrganisationFilter } from './organisations.repository.ts';

/** RED asks for people who are known by name, so nobody has it unasked. */
const USUAL_CLEARANCE: Tlp = 'amber+strict';

@Injectable()
export class OrganisationsService {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly changes: PolicyChanges,
  ) {}

  /** A new organisation is active and a member of nothing. */
  async register({
    id = randomUUID(),
    assessing = false,
    clearance = USUAL_CLEARANCE,
    ...given
  }: NewOrganisation): Promise<OrganisationState> {
    const organisation = {
      ...given,
      id,
      assessing,
      operates: false,
      clearance,
      status: 'active' as const,
      communities: [],
      agreements: [],
      people: [],
      revokedCredentials: [],
    };
    try {
      return await this.changes.write(async (sequence, session) => {
        const state = { ...organisation, sequence };
        await this.organisations.insert(state, session);
        return state;
      });
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
    return found(await this.organisations.find(id));
  }

  list(filter: OrganisationFilter, after: string | undefined, limit: number): Promise<OrganisationState[]> {
    return this.organisations.findPage(filter, after, limit);
  }

  async setStatus(id: string, status: OrganisationStatus): Promise<OrganisationState> {
    return this.change(id, (organisation) => ({ ...organisation, status }));
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
  ): Promise<OrganisationState> {
    const before = await this.get(id);
    if (!alongside && JSON.stringify(edit(before)) === JSON.stringify(before)) return before;
    return this.changes.write(async (sequence, session) => {
      const state = { ...edit(found(await this.organisations.find(id, session))), sequence };
      await this.organisations.replace(state, session);
      await alongside?.(session);
      return state;
    });
  }
}

function found<T>(thing: T | undefined): T {
  if (thing === undefined)
    throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'There is no such organisation.' });
  return thing;
}
