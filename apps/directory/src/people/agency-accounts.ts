import type { KeyRing } from '@landbridge/platform';
import { Inject, Injectable } from '@nestjs/common';
import { PeopleRepository } from './people.repository.ts';
import { PEOPLE_KEYS } from './people-keys.ts';
import type { Person } from './person.schema.ts';

/** Accounts at organisations' providers, known by issuer and subject (OpenID Connect Core, 2). */
@Injectable()
export class AgencyAccounts {
  constructor(
    private readonly people: PeopleRepository,
    @Inject(PEOPLE_KEYS) private readonly keys: KeyRing,
  ) {}

  idOf(issuer: string, subject: string): string {
    return this.keys.digest('agency-account', JSON.stringify([issuer, subject]));
  }

  findPerson(issuer: string, subject: string): Promise<Person | undefined> {
    return this.people.findByAccount(this.idOf(issuer, subject));
  }
}
