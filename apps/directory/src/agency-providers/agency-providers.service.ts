import { Audit, Problem } from '@landbridge/platform';
import { Injectable } from '@nestjs/common';
import type { ClientSession } from 'mongoose';
import { isDuplicateKey } from '../duplicate-key.ts';
import { OrganisationsService } from '../organisations/organisations.service.ts';
import { PeopleRepository } from '../people/people.repository.ts';
import { type Ending, SessionsService } from '../people/sessions.service.ts';
import { actorOfAuthor, type Author } from '../policy/author.ts';
import type { AgencyProvider } from './agency-provider.schema.ts';
import { AgencyProvidersRepository } from './agency-providers.repository.ts';
import { ProviderSecrets } from './provider-secrets.ts';
import { ProviderUnfit, RelyingParty } from './relying-party.ts';
import type { NewSignInProvider } from './sign-in-provider.bodies.ts';

/** Where organisations let their people sign in. */
@Injectable()
export class AgencyProvidersService {
  constructor(
    private readonly providers: AgencyProvidersRepository,
    private readonly organisations: OrganisationsService,
    private readonly people: PeopleRepository,
    private readonly sessions: SessionsService,
    private readonly secrets: ProviderSecrets,
    private readonly party: RelyingParty,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 404 */
  async get(organisation: string): Promise<AgencyProvider> {
    await this.organisations.get(organisation);
    const provider = await this.providers.find(organisation);
    if (provider) return provider;
    const detail = 'The organisation’s people sign in at directory only; PUT a provider to change that.';
    throw new Problem({ type: 'not-found', status: 404, title: 'Nothing here', detail });
  }

  /**
   * Sets or changes the provider, once it has answered. Whoever is bound to another issuer needs a new link.
   * @throws Problem 404, 409 when the name is, or was, another organisation's, 422 when nobody could sign in there
   */
  async put(organisation: string, body: NewSignInProvider, by: Author): Promise<AgencyProvider> {
    await this.organisations.get(organisation);
    const before = await this.providers.find(organisation);
    const { name, issuer, clientId, acrValues = [] } = body;
    const clientSecret = body.clientSecret ?? this.secretStaying(before, body);
    await this.requireFit({ issuer, clientId, clientSecret });
    const whose = { _id: organisation, issuer, clientId };
    const provider = { ...whose, name, acrValues, clientSecret: this.secrets.seal(whose, clientSecret), changedAt: new Date() };
    const leaving = before && before.issuer !== issuer ? await this.leaving(organisation) : undefined;
    await this.change(organisation, leaving, (session) => this.providers.put(provider, session), by).catch(refuseTaken);
    await this.record(organisation, before ? 'changed' : 'set', by);
    return provider;
  }

  /** Whoever came by the provider needs a new link. @throws Problem 404 */
  async remove(organisation: string, by: Author): Promise<void> {
    await this.get(organisation);
    const leaving = await this.leaving(organisation);
    await this.change(organisation, leaving, (session) => this.providers.remove(organisation, session), by);
    await this.record(organisation, 'removed', by);
  }

  private async change(
    organisation: string,
    leaving: Ending | undefined,
    write: (session: ClientSession) => Promise<void>,
    by: Author,
  ): Promise<void> {
    await this.organisations.change(
      organisation,
      (before) => leaving?.edit(before) ?? before,
      async (session) => {
        await leaving?.write(session);
        await write(session);
      },
      by,
    );
  }

  /** Ends the sessions of all who are bound to an account of the provider, and the bonds. */
  private async leaving(organisation: string): Promise<Ending> {
    const bound = await this.people.findBoundOf(organisation);
    const ids = bound.map(({ _id }) => _id);
    const ending = await this.sessions.endingOfAll(organisation, ids);
    return {
      edit: (before) => ending.edit(before),
      write: async (session) => {
        await ending.write(session);
        await this.people.unbind(ids, session);
      },
    };
  }

  /** @throws Problem 422 */
  private secretStaying(before: AgencyProvider | undefined, { issuer, clientId }: NewSignInProvider): string {
    const known = before?.issuer === issuer && before.clientId === clientId ? this.secrets.find(before) : undefined;
    if (known !== undefined) return known;
    const detail = 'Send clientSecret with a new provider, and with another issuer or client id.';
    throw new Problem({
      type: 'client-secret-needed',
      status: 422,
      title: 'The client’s secret is missing',
      detail,
      errors: [{ pointer: '/clientSecret', detail }],
    });
  }

  /** @throws Problem 422 */
  private async requireFit(client: Parameters<RelyingParty['discover']>[0]): Promise<void> {
    try {
      await this.party.discover(client);
    } catch (error) {
      if (!(error instanceof ProviderUnfit)) throw error;
      throw new Problem({
        type: 'provider-unfit',
        status: 422,
        title: 'Nobody could sign in at this provider',
        detail: error.message,
        errors: [{ pointer: '/issuer', detail: error.message }],
      });
    }
  }

  private async record(organisation: string, what: 'set' | 'changed' | 'removed', by: Author): Promise<void> {
    const objects = [{ kind: 'organisations', id: organisation }];
    await this.audit.record({ actor: actorOfAuthor(by), action: `sign-in-provider.${what}`, objects, owner: organisation });
  }
}

/** @throws Problem 409 */
function refuseTaken(error: unknown): never {
  if (!isDuplicateKey(error)) throw error;
  const detail = 'Another organisation’s provider has this name, or had it; choose another one.';
  throw new Problem({ type: 'name-taken', status: 409, title: 'The name is taken', detail, errors: [{ pointer: '/name', detail }] });
}
