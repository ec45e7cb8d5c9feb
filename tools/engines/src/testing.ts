export interface TestEngines {
  kafkaBrokers: string[];
  /** Without a database. */
  mongodbUri: string;
}

/**
 * The Kafka and the MongoDB of this test run: those of KAFKA_BROKERS and MONGODB_URI, which the global set-up
 * `tools/engines/src/jest-setup.ts` starts and sets when they are not there. Take a random namespace, because all tests share them.
 */
export function testEngines(): Promise<TestEngines> {
  const { KAFKA_BROKERS: brokers, MONGODB_URI: mongodbUri } = process.env;
  if (!brokers || !mongodbUri)
    return Promise.reject(new Error('No engines for this test. Run it with `-c jest.e2e.config.js`, whose globalSetup starts them.'));
  return Promise.resolve({ kafkaBrokers: brokers.split(','), mongodbUri });
}
