import { expect, it } from '@jest/globals';
import { looksSecret } from './looks-secret.ts';

it.each([
  ['CLIENT_SECRET_FILE', 'kX9fQ2mWvR7tLz0bNc3yHs8dJa5pGe1u'],
  ['CLIENT_SECRET', 'x'],
  ['MONGODB_URI', 'mongodb://ingestion:password@mongodb:27017/'],
  ['ANYTHING', 'kX9fQ2mWvR7tLz0bNc3yHs8dJa5pGe1u'],
])('suspects %s=%s', (variable, value) => {
  expect(looksSecret(variable, value)).toBe(true);
});

it.each([
  ['CLIENT_SECRET_FILE', '/etc/landbridge/secrets/client-secret'],
  ['KAFKA_CREDENTIAL_FILE', ''],
  ['MONGODB_URI', 'mongodb://mongodb-0.mongodb:27017,mongodb-1.mongodb:27017/?replicaSet=landbridge&authSource=admin'],
  ['TOKEN_AUDIENCE', 'https://landbridge.network'],
  ['TOKEN_ISSUER', 'https://directory.landbridge.example.org/oidc'],
  ['GATHER_MS', '2000'],
])('does not suspect %s=%s', (variable, value) => {
  expect(looksSecret(variable, value)).toBe(false);
});
