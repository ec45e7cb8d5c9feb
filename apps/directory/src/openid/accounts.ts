import { type Scope, scopesOf } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { PeopleRepository } from '../people/people.repository.ts';

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

  /** @returns `undefined` for somebody unknown, removed or not joined yet, and for the people of a suspended organisation */
  async find(id: string): Promise<PersonAccount | undefined> {
    const person = await this.people.find(id);
    if (person?.status !== 'active' || !person.password || !person.secondFactor) return undefined;
    const organisation = await this.organisations.find(person.organisation);
    if (organisation?.status !== 'active') return undefined;
    return { person: id, organisation: organisation.id, scopes: scopesOf(person, organisation) };
  }
}
