import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clients } from './clients.ts';

/** Clients are looked up in directory's own records at each request for a token. */
export class ClientAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly clients: Clients,
  ) {}

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.model !== 'Client') return undefined;
    const client = await this.clients.find(id);
    return (
      client && {
        client_id: client.clientId,
        client_secret: client.secretHash,
        subject: client.subject,
        scope: client.scopes.join(' '),
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        token_endpoint_auth_method: 'client_secret_basic',
      }
    );
  }

  findByUserCode = () => Promise.resolve(undefined);
  findByUid = () => Promise.resolve(undefined);
  /** Tokens of client credentials are self-contained: nothing of them is stored. */
  upsert = () => this.refuse();
  consume = () => this.refuse();
  destroy = () => this.refuse();
  revokeByGrantId = () => this.refuse();

  private refuse(): Promise<never> {
    return Promise.reject(new Error(`directory gives tokens for client credentials only and stores no ${this.model}.`));
  }
}
