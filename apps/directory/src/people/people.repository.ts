import type { PersonRole } from '@landbridge/contracts';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession, Model } from 'mongoose';
import { type OneTimeLink, Person } from './person.schema.ts';

/** What proves who somebody is. */
export type Proofs = Required<Pick<Person, 'password' | 'secondFactor' | 'recovery'>>;

const PROOFS = { password: 1, secondFactor: 1, link: 1 } as const;

@Injectable()
export class PeopleRepository {
  constructor(@InjectModel(Person.name) private readonly people: Model<Person>) {}

  async find(id: string): Promise<Person | undefined> {
    return (await this.people.findById(id).lean<Person>()) ?? undefined;
  }

  async findByLogin(login: string): Promise<Person | undefined> {
    return (await this.people.findOne({ login }).lean<Person>()) ?? undefined;
  }

  async findByLink(hash: string, now: Date): Promise<Person | undefined> {
    return (await this.people.findOne({ 'link.hash': hash, 'link.expiresAt': { $gt: now } }).lean<Person>()) ?? undefined;
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

  /** Sets what somebody has chosen by a link, which is used by that. @returns false when it, or the roles, are not those any more */
  async join({ _id, roles }: Person, link: string, proofs: Proofs, session: ClientSession): Promise<boolean> {
    const { modifiedCount } = await this.people.updateOne(
      { _id, roles, 'link.hash': link },
      { $set: { ...proofs, status: 'active' }, $unset: { link: 1 } },
      { session },
    );
    return modifiedCount === 1;
  }

  /** What proved who somebody is counts no more; the link is the only way in. */
  async setLink(id: string, link: OneTimeLink, session: ClientSession): Promise<void> {
    const { link: _, ...gone } = PROOFS;
    await this.people.updateOne({ _id: id }, { $set: { link, recovery: [] }, $unset: gone }, { session });
  }

  async setRoles(id: string, roles: PersonRole[], session: ClientSession): Promise<void> {
    await this.people.updateOne({ _id: id }, { $set: { roles } }, { session });
  }

  async remove(id: string, removedAt: Date, session: ClientSession): Promise<void> {
    await this.people.updateOne(
      { _id: id },
      { $set: { status: 'removed', removedAt, recovery: [] }, $unset: { ...PROOFS, login: 1 } },
      { session },
    );
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
