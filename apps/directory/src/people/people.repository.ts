import type { PersonRole } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { AgencyAccount } from './agency-account.schema.ts';
import { type OneTimeLink, Person } from './person.schema.ts';

/** What proves who somebody is at directory itself. */
export type Proofs = Required<Pick<Person, 'password' | 'secondFactor' | 'recovery'>>;
/** Or an account at the organisation's provider, which proves it instead. */
export type Bond = Required<Pick<Person, 'account'>>;

const PROOFS = { password: 1, secondFactor: 1, account: 1 } as const;

@Injectable()
export class PeopleRepository {
  constructor(
    @InjectModel(Person.name) private readonly people: Model<Person>,
    @InjectModel(AgencyAccount.name) private readonly accounts: Model<AgencyAccount>,
  ) {}

  async find(id: string): Promise<Person | undefined> {
    return (await this.people.findById(id).lean<Person>()) ?? undefined;
  }

  async findByLogin(login: string): Promise<Person | undefined> {
    return (await this.people.findOne({ login }).lean<Person>()) ?? undefined;
  }

  async findByAccount(account: string): Promise<Person | undefined> {
    const bond = await this.accounts.findById(account).lean<AgencyAccount>();
    const person = bond && (await this.find(bond.person));
    return person?.account === account ? person : undefined;
  }

  /** Those who sign in by the organisation's provider. */
  async findBoundOf(organisation: string): Promise<Person[]> {
    return this.people.find({ organisation, account: { $exists: true } }).lean<Person[]>();
  }

  async findByLink(hash: string, now: Date): Promise<Person | undefined> {
    return (await this.people.findOne({ 'link.hash': hash, 'link.expiresAt': { $gt: now } }).lean<Person>()) ?? undefined;
  }

  async noteOpened(id: string, hash: string, openedAt: Date): Promise<void> {
    await this.people.updateOne(
      { _id: id, 'link.hash': hash, 'link.openedAt': { $exists: false } },
      { $set: { 'link.openedAt': openedAt } },
    );
  }

  /** Those who were not removed. */
  async findOfOrganisation(organisation: string): Promise<Person[]> {
    return this.people
      .find({ organisation, status: { $ne: 'removed' } })
      .sort({ _id: 1 })
      .lean<Person[]>();
  }

  async isAnybodyHere(): Promise<boolean> {
    return (await this.people.exists({})) !== null;
  }

  async insert(person: Person, session: ClientSession | null = null): Promise<void> {
    await this.people.insertMany([person], { session });
  }

  /**
   * Sets what somebody has chosen by a link, which is used by that.
   * @returns false when it, or the roles, are not those any more
   * @throws the store's error when the account is somebody's already
   */
  async join({ _id, roles }: Person, link: string, proofs: Proofs | Bond, now: Date, session: ClientSession): Promise<boolean> {
    const { modifiedCount } = await this.people.updateOne(
      { _id, roles, 'link.hash': link },
      { $set: { ...proofs, status: 'active', signInsCountFrom: now }, $unset: { link: 1 } },
      { session },
    );
    if (modifiedCount === 1 && 'account' in proofs) await this.accounts.insertMany([{ _id: proofs.account, person: _id }], { session });
    return modifiedCount === 1;
  }

  /** What proved who somebody is counts no more; the link is the only way in. */
  async setLink(id: string, link: OneTimeLink, session: ClientSession): Promise<void> {
    await this.people.updateOne({ _id: id }, { $set: { link, recovery: [] }, $unset: PROOFS }, { session });
    await this.accounts.deleteMany({ person: id }, { session });
  }

  /** Accounts at the organisation's provider count no more; whoever had one needs a link. */
  async unbind(ids: readonly string[], session: ClientSession): Promise<void> {
    await this.people.updateMany({ _id: { $in: ids } }, { $unset: { account: 1 } }, { session });
    await this.accounts.deleteMany({ person: { $in: ids } }, { session });
  }

  async setRoles(id: string, roles: PersonRole[], session: ClientSession): Promise<void> {
    await this.people.updateOne({ _id: id }, { $set: { roles } }, { session });
  }

  async remove(id: string, removedAt: Date, session: ClientSession): Promise<void> {
    await this.people.updateOne(
      { _id: id },
      { $set: { status: 'removed', removedAt, recovery: [] }, $unset: { ...PROOFS, link: 1, login: 1 } },
      { session },
    );
    await this.accounts.deleteMany({ person: id }, { session });
  }

  /** @returns false when a code of this step or a later one was used already */
  async useStep(id: string, step: number): Promise<boolean> {
    const { modifiedCount } = await this.people.updateOne(
      { _id: id, 'secondFactor.lastStep': { $lt: step } },
      { $set: { 'secondFactor.lastStep': step } },
    );
    return modifiedCount === 1;
  }

  /** @returns false when there is no such code, or it was used already */
  async useRecoveryCode(id: string, hash: string): Promise<boolean> {
    const { modifiedCount } = await this.people.updateOne({ _id: id, recovery: hash }, { $pull: { recovery: hash } });
    return modifiedCount === 1;
  }
}
