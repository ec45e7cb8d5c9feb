import type { OrganisationState } from '@landbridge/contracts';
import { Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { EndedSessionsRepository } from '../openid/ended-sessions.repository.ts';
import type { OidcRecord } from '../openid/oidc-record.schema.ts';
import { OidcRecordsRepository } from '../openid/oidc-records.repository.ts';
import { SESSION_LIFE, TOKEN_LIFE } from '../openid/openid-provider.ts';
import { payloadOf } from '../openid/store-adapter.ts';
import type { Author } from '../policy/author.ts';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import type { Person } from './person.schema.ts';

/** The network is told of an ended session until the last of its tokens has surely ended. */
const TOLD_MS = 2 * TOKEN_LIFE * 1000 + 60_000;
/** directory itself knows for longer than any session lasts. */
const REMEMBERED_MS = 2 * SESSION_LIFE * 1000;

export interface Session {
  readonly id: string;
  readonly signedInAt: Date;
  readonly endsAt: Date;
  /** The programs that tokens were given to. */
  readonly clients: readonly string[];
}

/** What ends sessions, to go with another change or alone: a part for the organisation's state, and one for directory's own records. */
export interface Ending {
  edit(organisation: OrganisationState): OrganisationState;
  write(session: ClientSession): Promise<void>;
}

/** Where people are signed in. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly records: OidcRecordsRepository,
    private readonly ended: EndedSessionsRepository,
    private readonly organisations: OrganisationsService,
  ) {}

  async list(person: string): Promise<Session[]> {
    const records = await this.records.findSessionsOf([person], new Date());
    return records.map(sessionOf).sort((one, other) => other.signedInAt.getTime() - one.signedInAt.getTime());
  }

  /** @throws Problem 404 */
  async end(person: Pick<Person, '_id' | 'organisation'>, id: string, by: Author): Promise<void> {
    if (await this.endIfOpen(person, id, by)) return;
    throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail: 'There is no such session, or it has ended.' });
  }

  /** @returns false when there is no such session, or it has ended */
  async endIfOpen({ _id: person, organisation }: Pick<Person, '_id' | 'organisation'>, id: string, by: Author): Promise<boolean> {
    const records = (await this.records.findSessionsOf([person], new Date())).filter(({ uid }) => uid === id);
    if (records.length === 0) return false;
    const ending = await this.endingOf(organisation, records);
    await this.organisations.change(
      organisation,
      (before) => ending.edit(before),
      (session) => ending.write(session),
      by,
    );
    return true;
  }

  /** Ends all sessions of a person, with a change that the caller makes. */
  async ending({ _id: person, organisation }: Pick<Person, '_id' | 'organisation'>): Promise<Ending> {
    return this.endingOfAll(organisation, [person]);
  }

  /** The same for several people of one organisation. */
  async endingOfAll(organisation: string, people: readonly string[]): Promise<Ending> {
    return this.endingOf(organisation, await this.records.findSessionsOf(people, new Date()));
  }

  private async endingOf(organisation: string, records: readonly OidcRecord[]): Promise<Ending> {
    const now = new Date();
    const ids = records.map(({ uid }) => uid ?? '');
    const grants = records.flatMap((record) =>
      Object.values(payloadOf(record).authorizations ?? {}).flatMap(({ grantId }) => grantId ?? []),
    );
    const old = await this.ended.findEndedBefore(organisation, new Date(now.getTime() - TOLD_MS));
    return {
      edit: (before) => ({
        ...before,
        revokedCredentials: [...new Set([...before.revokedCredentials.filter((id) => !old.includes(id)), ...ids])],
      }),
      write: async (session) => {
        await this.records.deleteSessions(ids, grants, session);
        await this.ended.note(organisation, ids, now, session);
        await this.ended.forgetEndedBefore(organisation, new Date(now.getTime() - REMEMBERED_MS), session);
      },
    };
  }
}

function sessionOf(record: OidcRecord): Session {
  const { loginTs = 0, authorizations = {} } = payloadOf(record);
  return {
    id: record.uid ?? '',
    signedInAt: new Date(loginTs * 1000),
    endsAt: record.expiresAt ?? new Date(loginTs * 1000),
    clients: Object.keys(authorizations),
  };
}
