import { Problem, type ExpectedVersion, requireVersion } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { asStored } from '../as-stored.ts';
import type { Author } from '../policy/author.ts';
import { PolicyChanges } from '../policy/policy-changes.ts';
import type { Organisation } from './organisation.schema.ts';
import { OrganisationsRepository } from './organisations.repository.ts';
import { OrganisationsService } from './organisations.service.ts';
import type { Profile } from './profile.bodies.ts';

@Injectable()
export class ProfilesService {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly repository: OrganisationsRepository,
    private readonly changes: PolicyChanges,
  ) {}

  /** Under the lock of all changes, so that its version is the next one; the network is told nothing. */
  async set(id: string, profile: Profile, expected: ExpectedVersion, by: Author): Promise<Organisation> {
    const plain = asStored(profile);
    await this.changes.write(async (change) => {
      const before = await this.organisations.read(change, id);
      requireVersion(expected, before.version);
      requireOwnPeople(plain, before);
      if (!isDeepStrictEqual(plain, before.profile)) await this.repository.saveProfile(change, before, plain, { by });
    });
    return this.organisations.getWhole(id);
  }
}

function requireOwnPeople({ contacts }: Profile, { people }: Organisation): void {
  const stranger = contacts.findIndex(({ person }) => person !== undefined && !people.some(({ id }) => id === person));
  if (stranger < 0) return;
  throw new Problem({
    type: 'invalid',
    status: 400,
    title: 'The request is not valid',
    detail: 'See errors for each field.',
    errors: [{ pointer: `/contacts/${stranger}/person`, detail: 'must be one of the people who act for the organisation' }],
  });
}
