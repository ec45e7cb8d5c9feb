import type { OrganisationKind, OrganisationState } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { changedFields } from '../policy/changed-fields.ts';
import type { PolicyTransaction } from '../policy/policy-transaction.ts';
import { type Edit, VersionsRepository } from '../policy/versions.repository.ts';
import { Organisation, toState } from './organisation.schema.ts';
import { EMPTY_PROFILE, type Profile } from './profile.bodies.ts';

export interface OrganisationFilter {
  kind?: OrganisationKind | undefined;
  country?: string | undefined;
}

/** What others look for in an organisation. */
export type SearchedOrganisation = Pick<Organisation, '_id' | 'name' | 'kind' | 'country' | 'status' | 'profile'>;

/** An organisation and what it becomes. */
export interface OrganisationChange {
  readonly before: Organisation;
  readonly after: Omit<OrganisationState, 'sequence'>;
}

@Injectable()
export class OrganisationsRepository {
  constructor(
    @InjectModel(Organisation.name) private readonly organisations: Model<Organisation>,
    private readonly versions: VersionsRepository,
  ) {}

  async find(id: string, session: ClientSession | null = null): Promise<OrganisationState | undefined> {
    const found = await this.findWhole(id, session);
    return found && toState(found);
  }

  /** With what stays in directory. */
  async findWhole(id: string, session: ClientSession | null = null): Promise<Organisation | undefined> {
    return (await this.organisations.findById(id).session(session).lean()) ?? undefined;
  }

  async findAllWhole(ids: readonly string[], session: ClientSession | null = null): Promise<Organisation[]> {
    return this.organisations
      .find({ _id: { $in: [...ids] } })
      .session(session)
      .lean();
  }

  /** In the order of ids, from the one after `after`. */
  async findPage(filter: OrganisationFilter, after: string | undefined, limit: number): Promise<OrganisationState[]> {
    const conditions = {
      ...(filter.kind && { kind: filter.kind }),
      ...(filter.country && { country: filter.country }),
      ...(after && { _id: { $gt: after } }),
    };
    return (await this.organisations.find(conditions).sort({ _id: 1 }).limit(limit).lean()).map(toState);
  }

  async findMembersPage(community: string, after: string | undefined, limit: number): Promise<OrganisationState[]> {
    const conditions = { communities: community, ...(after && { _id: { $gt: after } }) };
    return (await this.organisations.find(conditions).sort({ _id: 1 }).limit(limit).lean()).map(toState);
  }

  findMembers(community: string, session: ClientSession): Promise<Organisation[]> {
    return this.organisations.find({ communities: community }).sort({ _id: 1 }).session(session).lean();
  }

  /** Whether one of them operates the network. */
  async isOneOperating(): Promise<boolean> {
    return (await this.organisations.exists({ operates: true })) !== null;
  }

  async findChangedAfter(sequence: number, session: ClientSession | null = null): Promise<OrganisationState[]> {
    return (
      await this.organisations
        .find({ sequence: { $gt: sequence } })
        .sort({ sequence: 1 })
        .session(session)
        .lean()
    ).map(toState);
  }

  /** Those that a transaction after this one wrote, whatever it changed. */
  findWrittenAfter(serial: number): Promise<SearchedOrganisation[]> {
    return this.organisations.find({ serial: { $gt: serial } }, { name: 1, kind: 1, country: 1, status: 1, profile: 1 }).lean();
  }

  async insert(change: PolicyTransaction, organisation: Omit<OrganisationState, 'sequence'>, edit: Edit): Promise<OrganisationState> {
    const { session, serial } = change;
    const state = change.record(organisation);
    const { id: _id, ...rest } = state;
    await this.organisations.insertMany([{ _id, ...rest, version: 1, serial, profile: EMPTY_PROFILE }], { session });
    await this.versions.insertAll(change, [{ subject: _id, number: 1, changed: told(undefined, state) }], edit);
    return state;
  }

  /** Writes what organisations become, each with its next number, and what changed as a version. */
  async saveAll(change: PolicyTransaction, changes: readonly OrganisationChange[], edit: Edit): Promise<OrganisationState[]> {
    if (changes.length === 0) return [];
    const { session, serial } = change;
    const saved = changes.map(({ before, after }) => {
      const changed = told(toState(before), after);
      const version = Object.keys(changed).length > 0 ? before.version + 1 : before.version;
      return { before, state: change.record(after), changed, version };
    });
    await this.organisations.bulkWrite(
      saved.map(({ state: { id: _id, ...rest }, version }) => ({
        updateOne: { filter: { _id }, update: { $set: { ...rest, version, serial } } },
      })),
      { session },
    );
    const versions = saved.filter(({ before, version }) => version > before.version);
    await this.versions.insertAll(
      change,
      versions.map(({ state, version, changed }) => ({ subject: state.id, number: version, changed })),
      edit,
    );
    return saved.map(({ state }) => state);
  }

  async saveProfile(
    change: PolicyTransaction,
    { _id, version, profile: before }: Organisation,
    profile: Profile,
    edit: Edit,
  ): Promise<void> {
    const { session, serial } = change;
    const next = version + 1;
    await this.organisations.updateOne({ _id }, { $set: { profile, version: next, serial } }, { session });
    await this.versions.insertAll(change, [{ subject: _id, number: next, changed: changedFields(before, profile) }], edit);
  }
}

/** What a version tells of. Credentials have a record of their own, and ids of sessions are nobody's to read. */
function told(before: OrganisationState | undefined, after: Omit<OrganisationState, 'sequence'>): Record<string, unknown> {
  const { sequence: _sequence, revokedCredentials: _revoked, ...changed } = changedFields(before, after);
  return changed;
}
