import { readFileSync } from 'node:fs';
import type { App } from './root.ts';
import { ServiceClient } from './service-client.ts';
import { TokenSource } from './token-source.ts';

/** Speaks to each service as the operator of the network. */
export class OperatorClient {
  private readonly addresses: Record<App, string>;
  private readonly tokens: TokenSource;

  constructor(addresses: Record<App, string>, secretFile: string) {
    this.addresses = addresses;
    this.tokens = new TokenSource({
      directoryUrl: addresses.directory,
      clientId: 'operator',
      clientSecret: readFileSync(secretFile, 'utf8').trim(),
      scope: 'operator',
    });
  }

  at(app: App): ServiceClient {
    return new ServiceClient(this.addresses[app], this.tokens);
  }
}
