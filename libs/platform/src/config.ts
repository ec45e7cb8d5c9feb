import { readFileSync, statSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, validateSync } from 'class-validator';

const BASE_URL = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** What every service reads from its environment. */
export class ServiceConfig {
  /** First part of the names of topics, groups and databases. */
  @Matches(/^[a-z0-9-]{1,40}$/, { message: 'NAMESPACE must be 1 to 40 of a to z, 0 to 9 and hyphens' }) NAMESPACE: string = 'landbridge';
  /** Partitions of the topics of this network. It is checked at the start and never changes. */
  @IsInt() @Min(1) @Max(1024) PARTITIONS: number = 16;
  /** Copies that Kafka keeps of each record. */
  @IsInt() @Min(1) @Max(9) REPLICATION: number = 1;
  /** Milliseconds for which events from Kafka are gathered, unless they are many: what handles them costs its store much the same each time. */
  @IsInt() @Min(0) @Max(5_000) GATHER_MS: number = 2_000;
  /** Requests that write which one organisation may make in a minute to one instance. */
  @IsInt() @Min(60) @Max(1_000_000) WRITES_PER_MINUTE: number = 3_000;
  @IsString() HOST: string = '127.0.0.1';
  @IsInt() @Min(0) @Max(65_535) PORT: number = 3000;
  /** Where others reach this service, without a slash at the end. */
  @IsUrl(BASE_URL, { message: 'PUBLIC_URL must be this service’s base URL, such as https://ingestion.example.org' }) PUBLIC_URL: string;
  /** Comma-separated `host:port`. */
  @Matches(/^[^\s,]+:\d+(,[^\s,]+:\d+)*$/, { message: 'KAFKA_BROKERS must be host:port, several separated by commas' })
  KAFKA_BROKERS: string;
  /** Services come to Kafka as their own principals, with tokens of directory. `none` is for a Kafka that asks nobody who he is, and for development only. */
  @IsIn(['principals', 'none']) KAFKA_AUTHENTICATION: string = 'principals';
  /** File with `name:password` of an administrator of Kafka, mode 0600. For directory, which makes the topics and everybody's rights. */
  @IsOptional() @IsString() KAFKA_CREDENTIAL_FILE?: string;
  /** File with the certificates, in PEM, that may have signed the brokers'. Without it connections to Kafka are not encrypted. */
  @IsOptional() @IsString() KAFKA_CA_FILE?: string;
  /** Without a database: each service has its own, named after the namespace and the service. */
  @Matches(/^mongodb(\+srv)?:\/\/[^\s]+$/, {
    message: 'MONGODB_URI must be a connection string that starts with mongodb:// or mongodb+srv://',
  })
  MONGODB_URI: string;
  /** File with `name:password` of a user who may read and write this service's database, mode 0600. It is looked up in `admin`. */
  @IsOptional() @IsString() MONGODB_CREDENTIAL_FILE?: string;

  @IsUrl(BASE_URL, { message: 'DIRECTORY_URL must be the base URL of directory' }) DIRECTORY_URL: string;
  /** Who signs tokens, as they say it: directory's own PUBLIC_URL with /oidc. To be set where services reach directory by another address. */
  @IsOptional() @IsUrl(BASE_URL, { message: 'TOKEN_ISSUER must be directory’s PUBLIC_URL with /oidc' }) TOKEN_ISSUER?: string;
  @IsString() TOKEN_AUDIENCE: string = 'https://landbridge.network';
  /** File with this service's own client secret, readable by its owner only. */
  @IsString() CLIENT_SECRET_FILE: string;
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal']) LOG_LEVEL: string = 'info';
  /** Tests and the demo move time: milliseconds in this file are added to the clock. */
  @IsOptional() @IsString() CLOCK_FILE?: string;
}

export type ConfigClass<T extends ServiceConfig = ServiceConfig> = new () => T;

/** The environment is not fit to start with. The message says what to mend and holds no values. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the environment into a config class.
 * @throws ConfigError that names each variable that is missing or wrong
 */
export function readConfig<T extends ServiceConfig>(type: ConfigClass<T>, environment: Record<string, unknown>): T {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const config = plainToInstance(type, set, { enableImplicitConversion: true, exposeDefaultValues: true });
  const reasons = validateSync(config).flatMap(({ property, constraints, value }) =>
    value === undefined ? [`${property} is not set: ${sentence(constraints)}`] : [`${property} is wrong: ${sentence(constraints)}`],
  );
  if (reasons.length > 0)
    throw new ConfigError(`The environment is not complete.\n  ${reasons.join('\n  ')}\nSet these variables and start again.`);
  return config;
}

/**
 * Reads a secret from a file that only its owner may read.
 * @throws ConfigError when the file is missing, empty or open to others
 */
export function readSecretFile(variable: string, path: string): string {
  let secret: string;
  try {
    secret = readFileSync(path, 'utf8').trim();
  } catch {
    throw new ConfigError(
      `${variable} names a file that this service cannot read; create it, as the user that the service runs as, with mode 0600.`,
    );
  }
  if (secret === '') throw new ConfigError(`${variable} names an empty file; write the secret into it.`);
  if (isOpen(path)) throw new ConfigError(`${variable} names a file that others may read; give it mode 0600.`);
  return secret;
}

/** A file of ours is ours alone. One that was lent to us, as Kubernetes lends secrets, we can only read as its group. */
function isOpen(path: string): boolean {
  const { mode, uid } = statSync(path);
  return (mode & (uid === process.getuid?.() ? 0o077 : 0o037)) !== 0;
}

/**
 * Reads `name:password` from a secret file.
 * @throws ConfigError when the file cannot be used
 */
export function readCredentialFile(variable: string, path: string): { username: string; password: string } {
  const [, username, password] = /^([^:\s]+):(\S+)$/.exec(readSecretFile(variable, path)) ?? [];
  if (username === undefined || password === undefined)
    throw new ConfigError(`${variable} does not hold name:password; write both into it, on one line.`);
  return { username, password };
}

const sentence = (constraints: Record<string, string> | undefined) => Object.values(constraints ?? {}).join('; ');
