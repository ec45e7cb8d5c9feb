import type { JsonWebKey } from 'node:crypto';
import { SERVICE_CONFIG } from '@landbridge/platform';
import { Inject, Injectable } from '@nestjs/common';
import { CredentialsRepository } from '../credentials/credentials.repository.ts';
import type { DirectoryConfig } from '../directory.config.ts';
import { OrganisationsRepository } from '../organisations/organisations.repository.ts';
import { type PublicClient, publicClients } from './public-clients.ts';
import { ORGANISATION_SCOPES } from './scopes.ts';
import type { StaticClient } from './static-clients.ts';

export const STATIC_CLIENTS = Symbol('static-clients');

/** By what a machine proves who it is: a secret, or a key of which directory knows the public half. */
export type Proof = { readonly secretHash: string } | { readonly publicKey: JsonWebKey };

/** Which machine may get tokens now. */
export interface TokenClient {
  readonly clientId: string;
  readonly proof: Proof;
  /** Whom the token speaks for: an organisation by id, a service or the operator by name. */
  readonly subject: string;
  readonly scopes: readonly string[];
}

@Injectable()
export class Clients {
  private readonly programs: ReadonlyMap<string, PublicClient>;

  constructor(
    @Inject(STATIC_CLIENTS) private readonly staticClients: ReadonlyMap<string, StaticClient>,
    @Inject(SERVICE_CONFIG) config: Pick<DirectoryConfig, 'consoleRedirectUris'>,
    private readonly credentials: CredentialsRepository,
    private readonly organisations: OrganisationsRepository,
  ) {
    this.programs = new Map(publicClients(config.consoleRedirectUris).map((program) => [program.clientId, program]));
  }

  /** A program that people sign in to. */
  findPublic(clientId: string): PublicClient | undefined {
    return this.programs.get(clientId);
  }

  /** @returns `undefined` for an unknown or revoked client, and for one of a suspended organisation */
  async find(clientId: string): Promise<TokenClient | undefined> {
    const known = this.staticClients.get(clientId);
    if (known) return { clientId, proof: { secretHash: known.secretHash }, subject: known.name, scopes: [known.scope] };
    const credential = await this.credentials.find(clientId);
    if (!credential || credential.revokedAt) return undefined;
    const organisation = await this.organisations.find(credential.organisation);
    if (organisation?.status !== 'active') return undefined;
    const { publicKey, secretHash, scopes = ORGANISATION_SCOPES } = credential;
    const proof = publicKey ? { publicKey } : secretHash !== undefined && { secretHash };
    return proof ? { clientId, proof, subject: organisation.id, scopes } : undefined;
  }
}
