import type { OperatorClient } from './operator-client.ts';
import type { App } from './root.ts';

/** A system that runs somewhere, as whoever uses it sees it. */
export interface Network {
  readonly addresses: Readonly<Record<App, string>>;
  readonly operator: OperatorClient;
  /** Where files about it are kept on this machine. */
  readonly directory: string;
}
