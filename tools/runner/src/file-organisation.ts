import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { register, type OrganisationCredentials } from './sample-organisations.ts';
import type { Network } from './network.ts';
import { isRecord } from '@landbridge/deployment';
import { readJson, writeJson } from './write-json.ts';

/** The organisation that loads files into the demo: the same one as long as its store is kept, for a row is known by who sent it. */
export async function registerFileOrganisation(network: Network): Promise<OrganisationCredentials> {
  const file = join(network.directory, 'file-organisation.json');
  const known = readJson(file);
  if (isCredentials(known)) return known;
  const credentials = await register(network.operator.at('directory'), {
    id: randomUUID(),
    name: 'Statistics desk of the demo',
    kind: 'international',
    country: 'BE',
    regime: 'international-organisation',
    assessing: false,
    communities: ['research'],
  });
  writeJson(file, credentials, 0o600);
  return credentials;
}

function isCredentials(known: unknown): known is OrganisationCredentials {
  return isRecord(known) && ['id', 'name', 'kind', 'country', 'clientId', 'clientSecret'].every((name) => typeof known[name] === 'string');
}
