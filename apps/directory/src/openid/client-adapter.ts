import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clients, TokenClient } from './clients.ts';
import type { PublicClient } from './public-clients.ts';
import { PEOPLES_SCOPES } from './scopes.ts';

/** Clients are looked up in directory's own records at each request for a token. */
export class ClientAdapter implements Adapter {
  constructor(private readonly clients: Clients) {}

  async find(id: string): Promise<AdapterPayload | undefined> {
    const program = this.clients.findPublic(id);
    if (program) return programOf(program);
    const machine = await this.clients.find(id);
    return machine && machineOf(machine);
  }

  findByUserCode = () => Promise.resolve(undefined);
  findByUid = () => Promise.resolve(undefined);
  upsert = () => this.refuse();
  consume = () => this.refuse();
  destroy = () => this.refuse();
  revokeByGrantId = () => this.refuse();

  private refuse(): Promise<never> {
    return Promise.reject(new Error('Clients are changed as credentials of organisations, not here.'));
  }
}

function machineOf({ clientId, subject, scopes, proof }: TokenClient): AdapterPayload {
  return {
    client_id: clientId,
    subject,
    scope: scopes.join(' '),
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    ...('publicKey' in proof
      ? { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [proof.publicKey] } }
      : { token_endpoint_auth_method: 'client_secret_basic', client_secret: proof.secretHash }),
  };
}

function programOf({ clientId, native, redirectUris }: PublicClient): AdapterPayload {
  return {
    client_id: clientId,
    scope: ['openid', ...PEOPLES_SCOPES].join(' '),
    application_type: native ? 'native' : 'web',
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: [...redirectUris],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
  };
}
