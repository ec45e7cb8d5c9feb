import { Inject, Injectable } from '@nestjs/common';
import { CredentialsRepository } from '../credentials/credentials.repository.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { ORGANISATION_SCOPES } from './scopes.ts';
import type { StaticClient } from './static-clients.ts';

export const STATIC_CLIENTS = Symbol('static-clients');

/** Who may get tokens now. */
export interface TokenClient {
  readonly clientId: string;
  readonly secretHash: string;
  /** Whom the token speaks for: an organisation by id, a service or the operator by name. */
  readonly subject: string;
  readonly scopes: readonly string[];
}

@Injectable()
export class Clients {
  constructor(
    @Inject(STATIC_CLIENTS) private readonly staticClients: ReadonlyMap<string, StaticClient>,
    private readonly credentials: CredentialsRepository,
    private readonly organisations: OrganisationsRepository,
  ) {}

  /** @returns `undefined` for an unknown or revoked client, and for one of a suspended organisation */
  async find(clientId: string): Promise<TokenClient | undefined> {
    const known = this.staticClients.get(clientId);
    if (known) return { clientId, secretHash: known.secretHash, subject: known.name, scopes: [known.scope] };
    const credential = await this.credentials.find(clientId);
    if (!credential || credential.revokedAt) return undefined;
    const organisation = await this.organisations.find(credential.organisation);
    if (organisation?.status !== 'active') return undefined;
    return { clientId, secretHash: credential.secretHash, subject: organisation.id, scopes: ORGANISATION_SCOPES };
  }
}
