import { credentialFile, type Engines } from '@landbridge/engines';
import { join } from 'node:path';
import type { App } from '../root.ts';
import { tokenAudience } from '../token-source.ts';
import { urlOf } from './layout.ts';
import type { Secrets } from '@landbridge/deployment';

export interface EnvironmentParts {
  namespace: string;
  engines: Engines;
  ports: Record<App, number>;
  secrets: Secrets;
}

/**
 * Fewer than a network of many machines has. More instances of a service than this find no work, and each partition costs every
 * consumer windows, and counters, of its own.
 */
const PARTITIONS = '4';

/** What an instance of a service is told at its start. */
export function environmentOf(app: App, port: number, parts: EnvironmentParts): Record<string, string> {
  const { namespace, engines, ports, secrets } = parts;
  return {
    NAMESPACE: namespace,
    PARTITIONS: process.env['PARTITIONS'] ?? PARTITIONS,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: urlOf(port),
    KAFKA_BROKERS: engines.kafkaBrokers.join(','),
    MONGODB_URI: engines.mongodbUri,
    ...kafkaAuthentication(app, engines),
    DIRECTORY_URL: urlOf(ports.directory),
    TOKEN_AUDIENCE: tokenAudience,
    CLIENT_SECRET_FILE: join(secrets.servicesFolder, app),
    ...(app === 'directory' ? { SERVICE_SECRETS_DIR: secrets.servicesFolder } : {}),
    ...(app === 'ingestion' ? { NETWORK_KEY_FILE: secrets.networkKeyFile, NOTIFICATION_URL: urlOf(ports.notification) } : {}),
    ...(app === 'trend-detection' ? { INGESTION_URL: urlOf(ports.ingestion) } : {}),
    ...(app === 'notification'
      ? {
          NOTIFICATION_KEY_FILE: secrets.notificationKeyFile,
          INGESTION_URL: urlOf(ports.ingestion),
          TREND_DETECTION_URL: urlOf(ports['trend-detection']),
          // one who tries it out wants to see what comes
          HIDDEN_ATTRIBUTION_DELAY_SECONDS: '0',
        }
      : {}),
  };
}

/** directory administers Kafka and tells it its keys; the others come with tokens. */
function kafkaAuthentication(app: App, { kafkaAccess }: Engines): Record<string, string> {
  if (!kafkaAccess) return { KAFKA_AUTHENTICATION: 'none' };
  if (app !== 'directory') return {};
  return { KAFKA_CREDENTIAL_FILE: credentialFile(kafkaAccess, 'kafka_directory'), PUBLIC_KEYS_FILE: kafkaAccess.publicKeysFile };
}
