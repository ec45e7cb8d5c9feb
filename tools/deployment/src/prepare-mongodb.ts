import { awaitPrimary, isErrorWith, messageOf, mongoCommand } from '@landbridge/engines';
import { readCredentialFile } from '@landbridge/platform';
import { join } from 'node:path';
import { apps } from './root.ts';

const REPLICA_SET = 'landbridge';
/** The MongoDB on the machine, or in the pod, that this runs on. */
const HERE = '127.0.0.1:27017';

type Credential = ReturnType<typeof readCredentialFile>;

export interface MongodbSite {
  /** `host:port` of each member, as the others reach it; the first one is this one. */
  readonly members: readonly string[];
  /** Folder with `name:password` in a file `administrator` and in one for each service. */
  readonly credentials: string;
  /** First part of the names of databases. */
  readonly namespace: string;
}

/**
 * Makes a new MongoDB a replica set with an administrator and one user for each service, who may read and write that service's
 * database and nothing else. Run again, it gives the users the passwords that their files hold now. Until it has a user, MongoDB
 * lets in who comes from its own machine; that is how the administrator comes to be.
 * @throws Error when MongoDB does not answer, or has the administrator with another password
 */
export async function prepareMongodb({ members, credentials, namespace }: MongodbSite): Promise<void> {
  const waiting = { ended: () => undefined, lastWords: () => 'they are in its own log', timeoutMs: 120_000 };
  const administrator = readCredentialFile('administrator', join(credentials, 'administrator'));
  await awaitPrimary(uriOf(HERE), waiting, () => initiate(members));
  if (!(await isLetIn(administrator))) await makeAdministrator(administrator);
  for (const app of apps) await putUser(administrator, readCredentialFile(app, join(credentials, app)), `${namespace}-${app}`);
}

/** A member that is new says no name of a set; the stand-in for MongoDB says its own from the start. */
async function initiate(hosts: readonly string[]): Promise<void> {
  const { setName } = await mongoCommand(uriOf(HERE), { hello: 1 });
  if (setName !== undefined) return;
  // the first one is to win the first election, because only here nobody asks for a password yet
  const members = hosts.map((host, _id) => ({ _id, host, priority: _id === 0 ? 2 : 1 }));
  await mongoCommand(uriOf(HERE), { replSetInitiate: { _id: REPLICA_SET, members } }).catch((error: unknown) => {
    // it was one before, and has not read that yet
    if (!isErrorWith(error, 'codeName', 'Unauthorized') && !isErrorWith(error, 'codeName', 'AlreadyInitialized')) throw error;
  });
}

async function makeAdministrator({ username, password }: Credential): Promise<void> {
  try {
    await mongoCommand(uriOf(HERE), { createUser: username, pwd: password, roles: ['root'] });
  } catch (error) {
    throw new Error(`MongoDB has its users, and ${username} with another password than the file says (${messageOf(error)}).`, {
      cause: error,
    });
  }
}

async function isLetIn(credential: Credential): Promise<boolean> {
  try {
    await mongoCommand(uriOf(HERE, credential), { usersInfo: 1 });
    return true;
  } catch (error) {
    if (messageOf(error).includes('uthentication failed')) return false;
    throw error;
  }
}

async function putUser(administrator: Credential, { username, password }: Credential, database: string): Promise<void> {
  const uri = uriOf(HERE, administrator);
  const roles = [{ role: 'readWrite', db: database }];
  const { users } = await mongoCommand(uri, { usersInfo: username });
  const isThere = Array.isArray(users) && users.length > 0;
  await mongoCommand(uri, { [isThere ? 'updateUser' : 'createUser']: username, pwd: password, roles });
}

function uriOf(host: string, credential?: Credential): string {
  const login = credential && `${encodeURIComponent(credential.username)}:${encodeURIComponent(credential.password)}@`;
  return `mongodb://${login ?? ''}${host}/?directConnection=true${login === undefined ? '' : '&authSource=admin'}`;
}
