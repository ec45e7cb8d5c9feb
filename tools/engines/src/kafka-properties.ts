import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ADMINISTRATORS, type Login } from './kafka-access.ts';

export interface BrokerSettings {
  broker: number;
  controller: number;
  /** Where the broker listens. */
  host: string;
  /** The host that clients are told to come to. */
  advertised: string;
  dataDirectory: string;
  /** Those who come with a password. */
  logins: readonly Login[];
  /** The key set as the broker itself sees it. */
  publicKeysFile: string;
  /** Milliseconds until a client's token is asked for again. */
  sessionMs?: number | undefined;
}

/** Whom tokens of the network are for. */
const AUDIENCE = 'https://landbridge.network';
/** A session ends before the token does that opened it. */
const SESSION_MS = 540_000;

/**
 * server.properties of a single KRaft node. `log.dirs` is relative: the broker runs in its own folder,
 * because the setting is a list in which a comma of a path would part two folders. After a crash the controller lets
 * the broker in only when the old session is over, so that one is short.
 *
 * Nobody is let in without a name: administrators by password, everybody else by a token of directory, and what is not
 * allowed by name is refused.
 */
export function kafkaProperties({
  broker,
  controller,
  host,
  advertised,
  dataDirectory,
  logins,
  publicKeysFile,
  sessionMs = SESSION_MS,
}: BrokerSettings): string {
  const own = `127.0.0.1:${controller}`;
  const oauth = 'listener.name.network.oauthbearer';
  const classes = 'org.apache.kafka.common.security.oauthbearer';
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@${own}
controller.listener.names=CONTROLLER
inter.broker.listener.name=NETWORK
listener.security.protocol.map=NETWORK:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT
listeners=NETWORK://${host}:${broker},CONTROLLER://${own}
advertised.listeners=NETWORK://${advertised}:${broker}
listener.name.network.sasl.enabled.mechanisms=PLAIN,OAUTHBEARER
listener.name.network.plain.sasl.jaas.config=${passwords(logins)}
${oauth}.sasl.jaas.config=${classes}.OAuthBearerLoginModule required;
${oauth}.sasl.server.callback.handler.class=${classes}.OAuthBearerValidatorCallbackHandler
${oauth}.sasl.oauthbearer.jwks.endpoint.url=${keysUrl(publicKeysFile)}
${oauth}.sasl.oauthbearer.expected.audience=${AUDIENCE}
${oauth}.connections.max.reauth.ms=${sessionMs}
listener.name.controller.sasl.enabled.mechanisms=PLAIN
listener.name.controller.plain.sasl.jaas.config=${passwords(logins.filter(({ username }) => username === 'kafka_broker'))}
sasl.mechanism.inter.broker.protocol=PLAIN
sasl.mechanism.controller.protocol=PLAIN
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=${ADMINISTRATORS.map((name) => `User:${name}`).join(';')}
log.dirs=${dataDirectory}
auto.create.topics.enable=false
broker.heartbeat.interval.ms=1000
broker.session.timeout.ms=4000
group.initial.rebalance.delay.ms=0
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
message.max.bytes=10485760
replica.fetch.max.bytes=10485760
`;
}

/** For the broker's Java: the only addresses from which it may take keys. */
export function keysAllowed(publicKeysFile: string): string {
  return `-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=${keysUrl(publicKeysFile)}`;
}

const keysUrl = (file: string) => `file://${file}`;

/** The broker comes to itself by the first name. */
function passwords(logins: readonly Login[]): string {
  const own = logins.find(({ username }) => username === 'kafka_broker');
  const users = logins.map(({ username, password }) => `user_${username}="${password}"`);
  return `org.apache.kafka.common.security.plain.PlainLoginModule required username="kafka_broker" password="${own?.password ?? ''}" ${users.join(' ')};`;
}

/** Kafka's form: 16 random bytes in URL-safe base64. One that begins with a hyphen would be read as an option by Kafka's tools. */
export function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}

/** The cluster id that a data directory was formatted with. */
export function clusterIdFrom(dataDirectory: string): string | undefined {
  return /^cluster\.id=(.+)$/m.exec(readFileSync(join(dataDirectory, 'meta.properties'), 'utf8'))?.[1]?.trim();
}
