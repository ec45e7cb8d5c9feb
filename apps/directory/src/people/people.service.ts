import { randomUUID } from 'node:crypto';
import { MOST_PEOPLE, type OrganisationState, type PersonRole } from '@landbridge/contracts';
import { Audit, Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import { Attempts } from '../attempts/attempts.ts';
import { isDuplicateKey } from '../duplicate-key.ts';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import { normalLogin } from './login.ts';
import { type Chosen, OneTimeLinks } from './one-time-links.ts';
import type { Author } from '../policy/author.ts';
import { type Bond, PeopleRepository, type Proofs } from './people.repository.ts';
import type { NewPerson } from './person.bodies.ts';
import type { OneTimeLink, Person } from './person.schema.ts';
import { SessionsService } from './sessions.service.ts';

const LINK_LIFE_MS = 72 * 3600_000;

export interface Invitation {
  readonly person: Person;
  /** Opens the page where the person sets password and second factor; it is told here and nowhere else. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Who acts for organisations. Every service learns ids and roles with the organisation's state, and nothing else. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly people: PeopleRepository,
    private readonly organisations: OrganisationsService,
    private readonly sessions: SessionsService,
    private readonly links: OneTimeLinks,
    private readonly attempts: Attempts,
    private readonly audit: Audit,
  ) {}

  async list(organisation: string): Promise<Person[]> {
    await this.organisations.get(organisation);
    return this.people.findOfOrganisation(organisation);
  }

  /** @throws Problem 404 */
  async get(organisation: string, id: string): Promise<Person> {
    const person = await this.people.find(id);
    if (person?.organisation !== organisation || person.status === 'removed')
      throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'The organisation has no such person.' });
    return person;
  }

  /**
   * Whoever is invited acts for nobody before the link was used. That a sign-in name is taken must be told, whoever has it; so nobody learns
   * that of many.
   */
  async invite(organisation: string, { name, login, roles }: NewPerson): Promise<Invitation> {
    if ((await this.list(organisation)).length >= MOST_PEOPLE) throw tooMany();
    if (!(await this.attempts.isOpen('inviter', organisation))) throw tooManyTaken();
    const { token, link } = this.newLink();
    const person: Person = {
      _id: randomUUID(),
      organisation,
      name,
      login: normalLogin(login),
      roles,
      status: 'invited',
      recovery: [],
      link,
      createdAt: new Date(),
    };
    await this.people.insert(person).catch((error: unknown) => this.refuseTaken(error, organisation));
    return { person, token, expiresAt: link.expiresAt };
  }

  /** A new link, the only way in from now on: password, second factor and sessions end. */
  async renew(organisation: string, id: string, by: Author): Promise<Invitation> {
    const person = await this.get(organisation, id);
    const ending = await this.sessions.ending(person);
    const { token, link } = this.newLink();
    await this.organisations.change(
      organisation,
      (before) => ending.edit(before),
      async (session) => {
        await ending.write(session);
        await this.people.setLink(id, link, session);
      },
      by,
    );
    return { person: await this.get(organisation, id), token, expiresAt: link.expiresAt };
  }

  async setRoles(organisation: string, id: string, roles: PersonRole[], by: Author): Promise<Person> {
    const person = await this.get(organisation, id);
    await this.organisations.change(
      organisation,
      (before) => stillOperated({ ...before, people: before.people.map((each) => (each.id === id ? { id, roles } : each)) }),
      (session) => this.people.setRoles(id, roles, session),
      by,
    );
    return { ...person, roles };
  }

  async remove(organisation: string, id: string, by: Author): Promise<void> {
    const person = await this.get(organisation, id);
    const ending = await this.sessions.ending(person);
    await this.organisations.change(
      organisation,
      (before) => stillOperated(ending.edit({ ...before, people: before.people.filter((each) => each.id !== id) })),
      async (session) => {
        await ending.write(session);
        await this.people.remove(id, new Date(), session);
      },
      by,
    );
  }

  /** Somebody looks at a link. @returns the person, with when it was opened before */
  async openLink(token: string): Promise<Person | undefined> {
    const person = await this.byLink(token);
    if (person) await this.people.noteOpened(person._id, this.links.hashOf(token), new Date());
    return person;
  }

  /** @returns the person of a link that is good now */
  byLink(token: string): Promise<Person | undefined> {
    return this.byLinkHash(this.links.hashOf(token));
  }

  byLinkHash(hash: string): Promise<Person | undefined> {
    return this.people.findByLink(hash, new Date());
  }

  /** @returns what is wrong with the choice, or the recovery codes, which nobody can ask for again */
  async join(token: string, person: Person, chosen: Chosen): Promise<{ why: string } | { codes: string[] }> {
    const { _id: id, login = '' } = person;
    const taken = await this.links.take(token, { id, login }, chosen, new Date());
    if ('why' in taken) return taken;
    await this.enter(person, this.links.hashOf(token), taken.proofs);
    return { codes: taken.codes };
  }

  /**
   * Whoever comes by the organisation's provider is bound to the account there, and has neither password nor second factor here.
   * @throws Problem 409 when the account is somebody's, or the link was used
   */
  async joinByAccount(link: string, person: Person, account: string): Promise<void> {
    await this.enter(person, link, { account }).catch(refuseBound);
  }

  private async enter(person: Person, link: string, proofs: Proofs | Bond): Promise<void> {
    const { _id: id, organisation, roles } = person;
    await this.organisations.change(
      organisation,
      (before) => withPerson(before, { id, roles }),
      async (session) => {
        if (!(await this.people.join(person, link, proofs, new Date(), session))) throw usedUp();
      },
      { kind: 'organisation', organisation, person: id },
    );
    const by = 'account' in proofs ? 'provider' : 'password';
    await this.audit.record({ actor: { by: 'organisation', organisation, person: id }, action: 'person.joined', details: { by } });
  }

  /** @throws Problem 409 */
  private async refuseTaken(error: unknown, organisation: string): Promise<never> {
    if (!isDuplicateKey(error)) throw error;
    await this.attempts.begin('inviter', organisation);
    throw new Problem({
      type: 'login-taken',
      status: 409,
      title: 'The sign-in name is taken',
      detail: 'Somebody has this sign-in name; choose another one.',
    });
  }

  private newLink(): { token: string; link: OneTimeLink } {
    const { token, hash } = this.links.newToken();
    return { token, link: { hash, expiresAt: new Date(new Date().getTime() + LINK_LIFE_MS) } };
  }
}

/** @throws Problem 409 when there are too many */
export function withPerson(organisation: OrganisationState, person: OrganisationState['people'][number]): OrganisationState {
  const people = [...organisation.people.filter(({ id }) => id !== person.id), person];
  if (people.length > MOST_PEOPLE) throw tooMany();
  return { ...organisation, people };
}

/** Nobody could mend it from inside. */
function stillOperated(organisation: OrganisationState): OrganisationState {
  if (!organisation.operates || organisation.people.some(({ roles }) => roles.includes('administrator'))) return organisation;
  throw new Problem({
    type: 'last-administrator',
    status: 409,
    title: 'Nobody would operate the network',
    detail: 'The organisation that operates the network keeps one administrator at least; name another one first.',
  });
}

function tooManyTaken(): Problem {
  return new Problem({
    type: 'too-many-taken',
    status: 429,
    title: 'Too many sign-in names were taken',
    detail:
      'Many names by which your organisation has invited were somebody’s already. Wait up to an hour, and invite by addresses that you know.',
    headers: { 'retry-after': '3600' },
  });
}

/** @throws Problem 409 */
function refuseBound(error: unknown): never {
  if (!isDuplicateKey(error)) throw error;
  const detail = 'Somebody of this network signs in by this account already; sign in with another one.';
  throw new Problem({ type: 'account-taken', status: 409, title: 'The account is somebody’s', detail });
}

function tooMany(): Problem {
  return new Problem({
    type: 'too-many-people',
    status: 409,
    title: 'Too many people',
    detail: `At most ${MOST_PEOPLE} people act for one organisation; remove those who no longer do.`,
  });
}

function usedUp(): Problem {
  return new Problem({ type: 'link-used', status: 409, title: 'The link was used', detail: 'Ask an administrator for a new link.' });
}
