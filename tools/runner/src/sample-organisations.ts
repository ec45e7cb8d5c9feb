import { isRecord } from '@landbridge/deployment';
import type { Step } from '@landbridge/engines';
import { TIERS } from '@landbridge/contracts/codes';
import { sampleCommunities, sampleOrganisations, SIGNED_CHARTER, type SampleOrganisation } from '@landbridge/sample-network';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { progressBar } from './progress-bar.ts';
import { Refused, type ServiceClient } from './service-client.ts';
import type { Network } from './network.ts';
import { tokenAudience, TokenSource } from './token-source.ts';
import { writeJson } from './write-json.ts';

export interface OrganisationCredentials {
  id: string;
  name: string;
  kind: string;
  country: string;
  clientId: string;
  clientSecret: string;
}

/** How to sign in as each organisation of the sample network. */
export interface Credentials {
  tokenUrl: string;
  audience: string;
  organisations: OrganisationCredentials[];
}

export const sampleSeed = 1;

/** Registers the sample network's organisations and communities, once for each system and seed, and answers how to sign in as them. */
export async function registerOrganisations(network: Network, seed: number = sampleSeed, step?: Pick<Step, 'say'>): Promise<Credentials> {
  const file = join(network.directory, `credentials-${seed}.json`);
  const tokenUrl = `${network.addresses.directory}/oidc/token`;
  if (existsSync(file)) return { ...(JSON.parse(readFileSync(file, 'utf8')) as Credentials), tokenUrl };
  const directory = network.operator.at('directory');
  for (const tier of TIERS) {
    const { charter } = await directory.get(`/v1/communities/${tier}`);
    await directory.put(`/v1/communities/${tier}/charter`, { ...(isRecord(charter) && charter), ...SIGNED_CHARTER }, { 'if-match': '*' });
  }
  for (const { id, name, charter } of sampleCommunities()) await unlessThere(directory.post('/v1/communities', { id, name, charter }));
  const organisations: OrganisationCredentials[] = [];
  const all = sampleOrganisations(seed);
  // One after the other: directory numbers its changes, so they would only wait for each other.
  for (const organisation of all) {
    organisations.push(await register(directory, organisation));
    step?.say(progressBar(organisations.length, all.length));
  }
  const credentials = { tokenUrl, audience: tokenAudience, organisations };
  writeJson(file, credentials, 0o600);
  return credentials;
}

/** Signs in as one organisation, for all that it may do. */
export function tokensOf({ clientId, clientSecret }: OrganisationCredentials, directoryUrl: string): TokenSource {
  return new TokenSource({
    directoryUrl,
    clientId,
    clientSecret,
    scope: 'reports:read reports:write trends:read modus-operandi:write subscriptions directory:read',
  });
}

/** An organisation of the sample, or one that says nothing of itself. */
type NewMember = Omit<SampleOrganisation, 'key' | 'profile'> & Partial<Pick<SampleOrganisation, 'profile'>>;

/** Registers one organisation with its communities and its profile, and makes a credential for it. */
export async function register(
  directory: ServiceClient,
  { id, name, kind, country, regime, assessing, communities, profile }: NewMember,
): Promise<OrganisationCredentials> {
  await unlessThere(directory.post('/v1/organisations', { id, name, kind, country, regime, assessing }));
  for (const community of communities) await directory.put(`/v1/communities/${community}/members/${id}`, {});
  if (profile) await directory.put(`/v1/organisations/${id}/profile`, profile, { 'if-match': '*' });
  const { clientId, clientSecret } = await directory.post(`/v1/organisations/${id}/credentials`);
  if (typeof clientId !== 'string' || typeof clientSecret !== 'string') throw new Error(`directory gave no credentials to ${name}.`);
  return { id, name, kind, country, clientId, clientSecret };
}

// A run that was cut off may have registered some of them.
async function unlessThere(request: Promise<unknown>): Promise<void> {
  await request.catch((error: unknown) => {
    if (!(error instanceof Refused && error.status === 409)) throw error;
  });
}
