import { ADMINISTRATORS, kafkaProperties, loginOf, makeCredentials } from '@landbridge/engines';
import { newSigningKeys, publicKeysOf, type SigningKeys } from '@landbridge/platform';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apps } from './root.ts';
import { makeSecrets } from './secrets.ts';

/** Where the public keys lie in Kafka's container, and its data. */
const KEYS_IN_KAFKA = '/mnt/shared/keys/public-keys.json';
const DATA_OF_KAFKA = '/var/lib/kafka/data';
const BROKER_PORT = 9092;

/**
 * Makes, once, every secret of a site that does not exist yet; what is there stays. Files of services are readable by their owner
 * only. Those of the engines, whose containers run as somebody else, are readable by its group too.
 */
export function makeSiteSecrets(folder: string): void {
  makeSecrets(folder);
  const keys = makeSigningKeys(join(folder, 'signing-keys.json'));
  // directory replaces this file, so what Kafka gets is the folder
  const published = join(folder, 'public-keys');
  mkdirSync(published, { recursive: true });
  chmodSync(published, 0o755);
  writeOnce(join(published, 'public-keys.json'), () => JSON.stringify(publicKeysOf(keys)), 0o644);
  makeKafkaSecrets(join(folder, 'kafka'));
  makeMongodbSecrets(join(folder, 'mongodb'));
  mkdirSync(join(folder, 'certificates'), { recursive: true });
}

function makeSigningKeys(file: string): SigningKeys {
  writeOnce(file, () => JSON.stringify(newSigningKeys()), 0o600);
  return JSON.parse(readFileSync(file, 'utf8')) as SigningKeys;
}

/** The administrators' passwords, and the settings of the broker of compose, which hold them too. */
function makeKafkaSecrets(folder: string): void {
  makeCredentials(folder);
  const properties = () =>
    kafkaProperties({
      broker: BROKER_PORT,
      controller: BROKER_PORT + 1,
      host: '0.0.0.0',
      advertised: 'kafka',
      dataDirectory: DATA_OF_KAFKA,
      logins: ADMINISTRATORS.map((name) => loginOf({ credentials: folder }, name)),
      publicKeysFile: KEYS_IN_KAFKA,
    });
  writeOnce(join(folder, 'server.properties'), properties, 0o640);
}

/** Everybody's password, and the key by which the members of the replica set know each other. */
function makeMongodbSecrets(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of [...apps, 'administrator'])
    writeOnce(join(folder, name), () => `${name}:${randomBytes(32).toString('base64url')}`, 0o600);
  writeOnce(join(folder, 'members.key'), () => randomBytes(48).toString('base64'), 0o640);
}

function writeOnce(file: string, content: () => string, mode: number): void {
  if (existsSync(file)) return;
  writeFileSync(file, content(), { mode, flag: 'wx' });
  // whatever the umask took away
  chmodSync(file, mode);
}
