import { ADMINISTRATORS, kafkaProperties, loginOf, makeCredentials } from '@landbridge/engines';
import { newSigningKeys, publicKeysOf, type SigningKeys } from '@landbridge/platform';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apps } from './root.ts';
import { makeSecrets } from './secrets.ts';
import { writeOnce, writeWhole } from './whole-files.ts';

/** Where the public keys lie in Kafka's container, and its data. */
const KEYS_IN_KAFKA = '/mnt/shared/keys/public-keys.json';
const DATA_OF_KAFKA = '/var/lib/kafka/data';
const BROKER_PORT = 9092;

/**
 * Makes every secret of a site that does not exist yet; what is there stays. Files of services are readable by their owner
 * only. Those of the engines, whose containers run as somebody else, are readable by its group too.
 */
export function makeSiteSecrets(folder: string): void {
  makeSecrets(folder);
  const keys = makeSigningKeys(join(folder, 'signing-keys.json'));
  writeOnce(join(folder, 'people.key'), () => randomBytes(32).toString('base64'), 0o600);
  // directory replaces this file, so what Kafka gets is the folder
  const published = join(folder, 'public-keys');
  mkdirSync(published, { recursive: true });
  chmodSync(published, 0o755);
  writeWhole(join(published, 'public-keys.json'), JSON.stringify(publicKeysOf(keys)), 0o644);
  makeKafkaSecrets(join(folder, 'kafka'));
  makeMongodbSecrets(join(folder, 'mongodb'));
  mkdirSync(join(folder, 'certificates'), { recursive: true });
}

function makeSigningKeys(file: string): SigningKeys {
  writeOnce(file, () => JSON.stringify(newSigningKeys()), 0o600);
  return JSON.parse(readFileSync(file, 'utf8')) as SigningKeys;
}

/** What Kafka's own settings write into files is never deleted. */
const LOG_TO_CONSOLE = `Configuration:
  Appenders:
    Console:
      name: console
      PatternLayout:
        pattern: '%d{ISO8601} %p %m (%c)%n'
  Loggers:
    Root:
      level: INFO
      AppenderRef:
        ref: console
`;

/** The administrators' passwords, and the settings of the broker of compose, which hold them too. */
function makeKafkaSecrets(folder: string): void {
  makeCredentials(folder);
  // each time, because a new version may want other settings
  const properties = kafkaProperties({
    broker: BROKER_PORT,
    controller: BROKER_PORT + 1,
    host: '0.0.0.0',
    advertised: 'kafka',
    dataDirectory: DATA_OF_KAFKA,
    logins: ADMINISTRATORS.map((name) => loginOf({ credentials: folder }, name)),
    publicKeysFile: KEYS_IN_KAFKA,
  });
  writeWhole(join(folder, 'server.properties'), properties, 0o640);
  writeWhole(join(folder, 'log4j2.yaml'), LOG_TO_CONSOLE, 0o640);
}

/** Everybody's password, and the key by which the members of the replica set know each other. */
function makeMongodbSecrets(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of [...apps, 'administrator'])
    writeOnce(join(folder, name), () => `${name}:${randomBytes(32).toString('base64url')}`, 0o600);
  writeOnce(join(folder, 'members.key'), () => randomBytes(48).toString('base64'), 0o640);
}
