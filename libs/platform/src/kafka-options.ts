import { readFileSync } from 'node:fs';
import type { MessagingOptions } from '@landbridge/messaging';
import { ConfigError, readCredentialFile, type ServiceConfig } from './config.ts';
import type { ServiceClient } from './identity/service-client.ts';

type KafkaSettings = Pick<ServiceConfig, 'KAFKA_BROKERS' | 'KAFKA_AUTHENTICATION' | 'KAFKA_CREDENTIAL_FILE' | 'KAFKA_CA_FILE'>;
type KafkaOptions = Pick<MessagingOptions, 'kafkaBrokers' | 'kafkaIdentity' | 'kafkaAuthorities' | 'administers'>;

/**
 * How a service comes to Kafka. Where Kafka asks nobody, nobody has rights to give, and each service may make the topics.
 * @throws ConfigError when a file cannot be used
 */
export function kafkaOptions(config: KafkaSettings, client: Pick<ServiceClient, 'accessToken'>): KafkaOptions {
  const ca = config.KAFKA_CA_FILE;
  return {
    kafkaBrokers: config.KAFKA_BROKERS.split(','),
    kafkaIdentity: identityOf(config, client),
    ...(ca !== undefined && { kafkaAuthorities: readAuthorities(ca) }),
    administers: config.KAFKA_AUTHENTICATION === 'none' || config.KAFKA_CREDENTIAL_FILE !== undefined,
  };
}

function identityOf(
  { KAFKA_AUTHENTICATION: authentication, KAFKA_CREDENTIAL_FILE: file }: KafkaSettings,
  client: Pick<ServiceClient, 'accessToken'>,
): MessagingOptions['kafkaIdentity'] {
  if (authentication === 'none') return { by: 'nothing' };
  if (file === undefined) return { by: 'token', token: () => client.accessToken() };
  return { by: 'password', ...readCredentialFile('KAFKA_CREDENTIAL_FILE', file) };
}

function readAuthorities(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch {
    // told below
  }
  throw new ConfigError('KAFKA_CA_FILE does not name a file with certificates in PEM; write those that signed the brokers’ into it.');
}
