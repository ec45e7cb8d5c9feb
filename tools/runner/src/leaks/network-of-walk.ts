import { setTimeout as sleep } from 'node:timers/promises';
import type { NewModusOperandi } from '@landbridge/contracts';
import type { Network } from '../network.ts';
import { byApp, type App } from '../root.ts';
import { ServiceClient } from '../service-client.ts';
import { TokenSource } from '../token-source.ts';
import type { Held } from './knowledge.ts';
import type { MarkedEntry, Population, Reader } from './population.ts';

const SCOPE = 'reports:read reports:write trends:read trends:assess modus-operandi:write subscriptions directory:read';
const PATIENCE_MS = 60_000;
const AT_ONCE = 4;

/** A population as it lives in a system. */
export interface Settled {
  readonly tokens: ReadonlyMap<string, TokenSource>;
  readonly reports: readonly Held[];
}

/** Registers communities and readers, and submits the reports. */
export async function settle(network: Network, { communities, readers, reports, entries }: Population): Promise<Settled> {
  const directory = network.operator.at('directory');
  for (const { id, charter } of communities) await directory.post('/v1/communities', { id, name: id, charter });
  const tokens = new Map<string, TokenSource>();
  for (const reader of readers) tokens.set(reader.id, await register(directory, network, reader));
  await Promise.all([...tokens.values()].map((token) => untilKnown(network, token)));
  const held: Held[] = [];
  const waiting = [...reports];
  const submit = async () => {
    for (let report = waiting.pop(); report; report = waiting.pop()) {
      const owner = new ServiceClient(network.addresses.ingestion, tokenOf(tokens, report.owner));
      const { id } = await owner.post('/v1/reports', report.input);
      held.push({ ...report, id: String(id) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, submit));
  for (const entry of entries)
    await new ServiceClient(network.addresses['trend-detection'], tokenOf(tokens, entry.owner)).post(
      '/v1/modus-operandi',
      proposalOf(entry),
    );
  return { tokens, reports: held };
}

function proposalOf({ id, marking }: MarkedEntry): NewModusOperandi {
  return {
    id,
    name: `Name of ${id}`,
    language: 'en',
    aliases: [`${id}-alias`],
    stage: 'control',
    lures: [],
    channels: [],
    sectors: [],
    whatToLookFor: [`Look for ${id}`],
    countermeasures: [],
    countries: ['SE'],
    evidence: { trends: [], reports: [], references: [] },
    marking: { tlp: marking.tlp, communities: [...marking.communities] },
  };
}

export function tokenOf(tokens: ReadonlyMap<string, TokenSource>, reader: string): TokenSource {
  const token = tokens.get(reader);
  if (!token) throw new Error('A reader of the walk has no token.');
  return token;
}

/** How one reader speaks to each service. */
export function clientsOf(network: Network, token: TokenSource): Readonly<Record<App, ServiceClient>> {
  return byApp((app) => new ServiceClient(network.addresses[app], token));
}

async function register(directory: ServiceClient, network: Network, reader: Reader): Promise<TokenSource> {
  const { id, name, kind, country, regime, clearance, assessing, communities } = reader;
  await directory.post('/v1/organisations', { id, name, kind, country, regime, clearance, assessing });
  for (const community of communities) await directory.put(`/v1/communities/${community}/members/${id}`, {});
  const { clientId, clientSecret } = await directory.post(`/v1/organisations/${id}/credentials`);
  return new TokenSource({
    directoryUrl: network.addresses.directory,
    clientId: String(clientId),
    clientSecret: String(clientSecret),
    scope: SCOPE,
  });
}

/** Every service has to know a newcomer before it answers it. */
async function untilKnown(network: Network, token: TokenSource): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  const clients = clientsOf(network, token);
  for (const [client, path] of [
    [clients.ingestion, '/v1/reports?limit=1'],
    [clients['trend-detection'], '/v1/trends?limit=1'],
    [clients.notification, '/v1/subscriptions'],
  ] as const) {
    while (
      !(await client.get(path).then(
        () => true,
        () => false,
      ))
    ) {
      if (Date.now() > until) throw new Error('The services do not come to know the readers of the walk.');
      await sleep(250);
    }
  }
}
