import { Audit, Refusals, SealBroken } from '@landbridge/platform';
import { Injectable, Logger } from '@nestjs/common';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { normalLogin } from '../people/login.ts';
import { OneTimeLinks } from '../people/one-time-links.ts';
import { isPasswordOf } from '../people/password.ts';
import { PeopleRepository } from '../people/people.repository.ts';
import type { Person, SecondFactor } from '../people/person.schema.ts';
import { hashOfRecoveryCode } from '../people/recovery-codes.ts';
import { stepOf } from '../people/totp.ts';
import { Attempts, type Counted } from '../attempts/attempts.ts';
import { KnownDevices } from './known-devices.ts';
import { refused, signedIn, tooEarly } from './sign-in-record.ts';
import { SignInsOfPeople, TooManySignIns } from './sign-ins-of-people.ts';

export interface SignIn {
  readonly login: string;
  readonly password: string;
  /** Six digits of the authenticator, or a recovery code. */
  readonly code: string;
}

export interface Origin {
  readonly address: string;
  readonly device?: string | undefined;
}

@Injectable()
export class SignInService {
  private readonly logger = new Logger(SignInService.name);

  constructor(
    private readonly people: PeopleRepository,
    private readonly organisations: OrganisationsRepository,
    private readonly links: OneTimeLinks,
    private readonly attempts: Attempts,
    private readonly devices: KnownDevices,
    private readonly signIns: SignInsOfPeople,
    private readonly audit: Audit,
    private readonly refusals: Refusals,
  ) {}

  /**
   * @param from where the attempt comes from: an address, and the browser's cookie for this sign-in name
   * @returns who it is; nothing when something is not right or it is too early to try again, and not which of these it is
   * @throws TooManySignIns
   */
  async prove({ login, password, code }: SignIn, { address, device }: Origin): Promise<Person | undefined> {
    const name = normalLogin(login);
    const browser = this.devices.idIn(device, name);
    if (!(await this.mayTry(name, browser, address))) {
      void this.recordTooEarly(name);
      return undefined;
    }
    const person = await this.people.findByLogin(name);
    const knows = await isPasswordOf(person?.password, password);
    const good = person !== undefined && knows && (await this.has(person, code)) && (await this.mayAct(person));
    const tooMany = good && !this.signIns.admit(person._id);
    await this.audit.record(
      good && !tooMany ? signedIn(person, 'password') : refused(person, 'password', tooMany ? 'too-many' : undefined),
    );
    if (!good) return undefined;
    if (browser === undefined) await this.attempts.takeBack(address);
    await this.attempts.forget(...whoseAttempt(name, browser));
    if (tooMany) throw new TooManySignIns();
    return person;
  }

  /** A browser that this person has signed in by counts by itself: nobody elsewhere can make it wait. */
  private async mayTry(name: string, browser: string | undefined, address: string): Promise<boolean> {
    if (browser === undefined && !(await this.attempts.begin('address', address))) return false;
    return this.attempts.begin(...whoseAttempt(name, browser));
  }

  /** Nobody waits for it: how long the answer takes must not tell whether there is such a person. */
  private async recordTooEarly(name: string): Promise<void> {
    try {
      await this.refusals.record(...tooEarly(await this.people.findByLogin(name)));
    } catch {
      this.logger.warn({ audit: 'attempt that came too early not on record' });
    }
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

const whoseAttempt = (name: string, browser: string | undefined): [Counted, string] =>
  browser === undefined ? ['name', name] : ['device', `${browser} ${name}`];
