import { Clock } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { normalLogin } from '../people/login.ts';
import { OneTimeLinks } from '../people/one-time-links.ts';
import { isPasswordOf } from '../people/password.ts';
import { PeopleRepository } from '../people/people.repository.ts';
import type { Person } from '../people/person.schema.ts';
import { hashOfRecoveryCode } from '../people/recovery-codes.ts';
import { stepOf } from '../people/totp.ts';
import { Attempts } from './attempts.ts';

export interface SignIn {
  readonly login: string;
  readonly password: string;
  /** Six digits of the authenticator, or a recovery code. */
  readonly code: string;
}

@Injectable()
export class SignInService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly organisations: OrganisationsRepository,
    private readonly links: OneTimeLinks,
    private readonly attempts: Attempts,
    private readonly clock: Clock,
  ) {}

  /**
   * @param address where the attempt comes from
   * @returns who it is; nothing when something is not right or it is too early to try again, and not which of these it is
   */
  async prove({ login, password, code }: SignIn, address: string): Promise<Person | undefined> {
    const name = normalLogin(login);
    if (!(await this.attempts.begin('address', address)) || !(await this.attempts.begin('name', name))) return undefined;
    const person = await this.people.findByLogin(name);
    const knows = await isPasswordOf(person?.password, password);
    if (!person || !knows || !(await this.has(person, code)) || !(await this.mayAct(person))) return undefined;
    await this.attempts.succeed(name, address);
    return person;
  }

  /** Whether somebody has the second factor; a code counts once. */
  private async has({ _id: id, secondFactor }: Person, code: string): Promise<boolean> {
    if (!secondFactor) return false;
    const digits = code.replace(/\s/g, '');
    const step = stepOf(this.links.openFactor(id, secondFactor), digits, this.clock.now());
    if (step !== undefined) return this.people.useStep(id, step);
    return this.people.useRecoveryCode(id, hashOfRecoveryCode(code));
  }

  private async mayAct({ status, organisation }: Person): Promise<boolean> {
    return status === 'active' && (await this.organisations.find(organisation))?.status === 'active';
  }
}
