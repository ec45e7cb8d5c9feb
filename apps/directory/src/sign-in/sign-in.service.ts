import { Audit, type AuditDraft, SealBroken } from '@landbridge/platform';
import { Injectable, Logger } from '@nestjs/common';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { normalLogin } from '../people/login.ts';
import { OneTimeLinks } from '../people/one-time-links.ts';
import { isPasswordOf } from '../people/password.ts';
import { PeopleRepository } from '../people/people.repository.ts';
import type { Person, SecondFactor } from '../people/person.schema.ts';
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
  private readonly logger = new Logger(SignInService.name);

  constructor(
    private readonly people: PeopleRepository,
    private readonly organisations: OrganisationsRepository,
    private readonly links: OneTimeLinks,
    private readonly attempts: Attempts,
    private readonly audit: Audit,
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
    const good = person !== undefined && knows && (await this.has(person, code)) && (await this.mayAct(person));
    await this.audit.record(good ? { actor: actorOf(person), action: 'signed-in' } : refused(person));
    if (!good) return undefined;
    await this.attempts.succeed(name, address);
    return person;
  }

  /** Whether somebody has the second factor; a code counts once. */
  private async has({ _id: id, secondFactor }: Person, code: string): Promise<boolean> {
    if (!secondFactor) return false;
    const secret = this.secretOf(id, secondFactor);
    const step = secret && stepOf(secret, code.replace(/\s/g, ''), new Date());
    if (step !== undefined) return this.people.useStep(id, step);
    return this.people.useRecoveryCode(id, hashOfRecoveryCode(code));
  }

  /** Under another people's key nobody's codes can be checked; recovery codes still can. */
  private secretOf(person: string, secondFactor: SecondFactor): Buffer | undefined {
    try {
      return this.links.openFactor(person, secondFactor);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      this.logger.error('A second factor does not open with the key in PEOPLE_KEY_FILE; was the file replaced?');
      return undefined;
    }
  }

  private async mayAct({ status, organisation }: Person): Promise<boolean> {
    return status === 'active' && (await this.organisations.find(organisation))?.status === 'active';
  }
}

const actorOf = ({ _id: person, organisation }: Person): AuditDraft['actor'] => ({ by: 'organisation', organisation, person });

/** Whoever tried is nobody; whom it was about stands in the entry, where there is such a person. */
function refused(person: Person | undefined): AuditDraft {
  const about = person && { objects: [{ kind: 'people', id: person._id }], owner: person.organisation };
  return { actor: { by: 'nobody' }, action: 'sign-in.refused', outcome: 'refused', ...about };
}
