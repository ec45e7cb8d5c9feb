import { isErrorWith } from './errors.ts';
import { mongoCommand } from './probe.ts';

export const replicaSet = 'landbridge';

interface ReplicaSetConfig {
  version: number;
  members: { host: string }[];
}

/** Makes a mongod the only member of its replica set, also when its data knew it under another port. */
export async function joinReplicaSet(uri: string, port: number): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const members = [{ _id: 0, host }];
  const { setName } = await mongoCommand(uri, { hello: 1 });
  // the stand-in is a set of its own from the start
  if (setName !== undefined && setName !== replicaSet) return;
  const config = await configOf(uri);
  if (!config) await mongoCommand(uri, { replSetInitiate: { _id: replicaSet, members } });
  else if (config.members[0]?.host !== host)
    await mongoCommand(uri, { replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
}

async function configOf(uri: string): Promise<ReplicaSetConfig | undefined> {
  try {
    const answer: Record<string, unknown> = await mongoCommand(uri, { replSetGetConfig: 1 });
    return answer['config'] as ReplicaSetConfig;
  } catch (error) {
    if (isErrorWith(error, 'codeName', 'NotYetInitialized')) return undefined;
    throw error;
  }
}
