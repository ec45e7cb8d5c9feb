import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errors } from 'oidc-provider';
import { OpenIdHost } from '../openid/openid-host.ts';
import { PeopleRepository } from '../people/people.repository.ts';
import { SessionsService } from '../people/sessions.service.ts';
import { DIRECTORY } from '../policy/author.ts';

export type Interaction = Awaited<ReturnType<OpenIdHost['current']['interactionDetails']>>;

/** Sign-ins under way: between a program that asks for a person and the answer that it gets. */
@Injectable()
export class Interactions {
  constructor(
    private readonly host: OpenIdHost,
    private readonly people: PeopleRepository,
    private readonly sessions: SessionsService,
  ) {}

  /** @returns the one that this browser began, as its cookie proves */
  async underWay(uid: string, { raw: request }: FastifyRequest, { raw: response }: FastifyReply): Promise<Interaction | undefined> {
    try {
      const interaction = await this.host.current.interactionDetails(request, response);
      return interaction.uid === uid ? interaction : undefined;
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    }
  }

  /** @param uid of one that was found to be this browser's before */
  find(uid: string): Promise<Interaction | undefined> {
    return this.host.current.Interaction.find(uid);
  }

  /**
   * Somebody has proved who it is.
   * @param methods how (RFC 8176)
   * @param at when it was begun to prove: should a new link be given meanwhile, this sign-in counts no more
   * @returns where the browser goes next
   */
  async signIn(interaction: Interaction, person: string, methods: readonly string[], at: Date): Promise<string> {
    await this.leaveOthers(interaction, person);
    return this.goOn(interaction, { login: { accountId: person, amr: [...methods], ts: at.getTime() / 1000 } });
  }

  /** @returns where the browser goes next */
  async goOn(interaction: Interaction, result: NonNullable<Interaction['result']>): Promise<string> {
    interaction.result = { ...interaction.lastSubmission, ...result };
    await interaction.persist();
    return interaction.returnTo;
  }

  /** Somebody else was signed in in this browser: that session ends, with its tokens. */
  private async leaveOthers(interaction: Interaction, person: string): Promise<void> {
    const { session } = interaction;
    if (session?.accountId === undefined || session.accountId === person) return;
    const other = await this.people.find(session.accountId);
    if (other) await this.sessions.endIfOpen(other, session.uid, DIRECTORY);
    delete interaction.session;
  }
}
