import { Audit, Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { AgencyProvidersRepository } from '../agency-providers/agency-providers.repository.ts';
import { AnswerRefused, AuthenticationRequests, type Departure, type Returned } from '../agency-providers/authentication-requests.ts';
import { Attempts } from '../attempts/attempts.ts';
import { Rate } from '../attempts/rate.ts';
import { Accounts } from '../openid/accounts.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { AgencyAccounts } from '../people/agency-accounts.ts';
import { PeopleService } from '../people/people.service.ts';
import type { Person } from '../people/person.schema.ts';
import type { Interaction } from './interactions.ts';
import { answerRefused, refused, signedIn } from './sign-in-record.ts';
import { SignInsOfPeople, TooManySignIns } from './sign-ins-of-people.ts';

/** A whole office may come from one address. Each departure asks the provider, and tells whether there is a name. */
export const MOST_LEAVING_IN_A_MINUTE = 120;

/** Joining and signing in by the organisation's own provider. */
@Injectable()
export class AgencySignInService {
  private readonly leaving = new Rate(MOST_LEAVING_IN_A_MINUTE, 60_000);

  constructor(
    private readonly providers: AgencyProvidersRepository,
    private readonly requests: AuthenticationRequests,
    private readonly organisations: OrganisationsRepository,
    private readonly accounts: Accounts,
    private readonly agencyAccounts: AgencyAccounts,
    private readonly people: PeopleService,
    private readonly attempts: Attempts,
    private readonly signIns: SignInsOfPeople,
    private readonly audit: Audit,
  ) {}

  /** Whether the people of an organisation may come by a provider of its own. */
  async hasProvider(organisation: string): Promise<boolean> {
    return (await this.providers.find(organisation)) !== undefined;
  }

  /** @returns nothing for an unknown name, or when nobody can be led there now, and not which of these it is */
  async leave(name: string, { uid, params }: Pick<Interaction, 'uid' | 'params'>, address: string): Promise<Departure | undefined> {
    if (!this.leaving.admit(address, new Date()) || !(await this.attempts.isOpen('address', address))) return undefined;
    const provider = await this.providers.findByName(name.trim().toLowerCase());
    if (!provider || !(await this.isActive(provider._id))) return undefined;
    // a program that has somebody sign in anew means it at the provider, too
    const { prompt, max_age: age } = params;
    const anew = age !== undefined || (typeof prompt === 'string' && prompt.split(' ').includes('login'));
    return this.requests.begin(provider, { signIn: uid }, anew);
  }

  async leaveToJoin({ organisation }: Person, link: string): Promise<Departure | undefined> {
    const provider = await this.providers.find(organisation);
    return provider && this.requests.begin(provider, { join: link });
  }

  /** @returns nothing when the answer is not taken */
  async takeBack(
    organisation: string,
    query: URLSearchParams,
    browser: string | undefined,
    address: string,
  ): Promise<Returned | undefined> {
    try {
      return await this.requests.takeBack(organisation, query, browser);
    } catch (error) {
      if (!(error instanceof AnswerRefused)) throw error;
      if (!error.away) await this.attempts.begin('address', address);
      await this.audit.record(answerRefused(organisation));
      return undefined;
    }
  }

  /**
   * @returns who it is; nothing for somebody unknown, of another organisation, or without a second factor
   * @throws TooManySignIns
   */
  async prove(returned: Returned, address: string): Promise<Person | undefined> {
    const { provider, subject, twoFactors } = returned;
    const person = await this.agencyAccounts.findPerson(provider.issuer, subject);
    const good = twoFactors && person?.organisation === provider._id && (await this.accounts.find(person._id)) !== undefined;
    if (!good) {
      // a provider that tells of one factor does so of its whole office
      if (twoFactors) await this.attempts.begin('address', address);
      await this.audit.record(refused(person, 'provider', twoFactors ? undefined : 'one-factor'));
      return undefined;
    }
    const admitted = this.signIns.admit(person._id);
    await this.audit.record(admitted ? signedIn(person, 'provider') : refused(person, 'provider', 'too-many'));
    if (!admitted) throw new TooManySignIns();
    return person;
  }

  /** @returns what is wrong, or who has joined */
  async join(link: string, { provider, subject, twoFactors }: Returned): Promise<{ why: string } | { person: Person }> {
    const person = await this.people.byLinkHash(link);
    if (person?.organisation !== provider._id)
      return { why: 'The link was used, or its time is over. Ask an administrator for a new one.' };
    if (!twoFactors) {
      await this.audit.record(refused(person, 'provider', 'one-factor'));
      return { why: ONE_FACTOR };
    }
    try {
      await this.people.joinByAccount(link, person, this.agencyAccounts.idOf(provider.issuer, subject));
      return { person };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { why: error.details.detail ?? error.details.title };
    }
  }

  private async isActive(organisation: string): Promise<boolean> {
    return (await this.organisations.find(organisation))?.status === 'active';
  }
}

/** Told to whoever came back, known here or not. */
export const ONE_FACTOR =
  'Your organisation’s provider did not say that you used a second factor. Set one up at your organisation, sign in there with it, and begin again. ' +
  'If you did use one, ask an administrator of your organisation: the provider must say so, by “mfa” in amr or by a value of acr that is named in its settings here.';
