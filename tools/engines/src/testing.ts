import { Kafka, logLevel } from 'kafkajs';
import { credentialFile, loginOf, type Login } from './kafka-access.ts';

export interface TestEngines {
  kafkaBrokers: string[];
  /** Without a database. */
  mongodbUri: string;
  /** What a service must read to use both; it comes to Kafka as an administrator. */
  environment: Record<string, string>;
}

/**
 * The Kafka and the MongoDB of this test run: those of KAFKA_BROKERS and MONGODB_URI, which the global set-up
 * `tools/engines/src/jest-setup.ts` starts and sets when they are not there. Take a random namespace, because all tests share them.
 */
export function testEngines(): Promise<TestEngines> {
  const { KAFKA_BROKERS: brokers, MONGODB_URI: mongodbUri, KAFKA_CREDENTIALS_DIR: credentials } = process.env;
  if (!brokers || !mongodbUri)
    return Promise.reject(new Error('No engines for this test. Run it with `-c jest.e2e.config.js`, whose globalSetup starts them.'));
  const asAdministrator = credentials
    ? { KAFKA_CREDENTIAL_FILE: credentialFile({ credentials }, 'kafka_operator') }
    : { KAFKA_AUTHENTICATION: 'none' };
  const environment = { KAFKA_BROKERS: brokers, MONGODB_URI: mongodbUri, ...asAdministrator };
  return Promise.resolve({ kafkaBrokers: brokers.split(','), mongodbUri, environment });
}

/** Undefined for a Kafka that asks nobody. @param credentials those of a Kafka of the test's own */
export function administratorLogin(credentials = process.env['KAFKA_CREDENTIALS_DIR']): Login | undefined {
  return credentials ? loginOf({ credentials }, 'kafka_operator') : undefined;
}

/** What a test does to Kafka behind the services' backs: as its administrator, without a word. */
export function testKafka(brokers: readonly string[], credentials = process.env['KAFKA_CREDENTIALS_DIR']): Kafka {
  const login = administratorLogin(credentials);
  return new Kafka({
    clientId: 'test',
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    ...(login && { sasl: { mechanism: 'plain', ...login } }),
  });
}
