import { type Scope, scopesOf } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { PeopleRepository } from '../people/people.repository.ts';
import type { Person } from '../people/person.schema.ts';

/** Somebody who may get tokens now. */
export interface PersonAccount {
  readonly person: string;
  readonly organisation: string;
  readonly scopes: readonly Scope[];
}

@Injectable()
export class Accounts {
  constructor(
    private readonly people: PeopleRepository,
    private readonly organisations: OrganisationsRepository,
  ) {}

  /**
   * @param signedInAt when somebody signed in as this person, in seconds; a sign-in of before the last link was used counts no more
   * @returns `undefined` for somebody unknown, removed or not joined yet, and for the people of a suspended organisation
   */
  async find(id: string, signedInAt = Infinity): Promise<PersonAccount | undefined> {
    const person = await this.people.find(id);
    if (person?.status !== 'active' || !canSignIn(person)) return undefined;
    if (person.signInsCountFrom && signedInAt * 1000 < person.signInsCountFrom.getTime()) return undefined;
    const organisation = await this.organisations.find(person.organisation);
    if (organisation?.status !== 'active') return undefined;
    return { person: id, organisation: organisation.id, scopes: scopesOf(person, organisation) };
  }
}

const canSignIn = ({ password, secondFactor, account }: Person) =>
  account !== undefined || (password !== undefined && secondFactor !== undefined);
