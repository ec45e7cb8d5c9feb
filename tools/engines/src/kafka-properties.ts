import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BrokerSettings {
  broker: number;
  controller: number;
  /** Where the broker listens; clients always come by 127.0.0.1. */
  host: string;
  dataDirectory: string;
}

/**
 * server.properties of a single KRaft node on 127.0.0.1. `log.dirs` is relative: the broker runs in its own folder,
 * because the setting is a list in which a comma of a path would part two folders. After a crash the controller lets
 * the broker in only when the old session is over, so that one is short.
 */
export function kafkaProperties({ broker, controller, host, dataDirectory }: BrokerSettings): string {
  const own = `127.0.0.1:${controller}`;
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@${own}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
listeners=PLAINTEXT://${host}:${broker},CONTROLLER://${own}
advertised.listeners=PLAINTEXT://127.0.0.1:${broker}
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

/** Kafka's form: 16 random bytes in URL-safe base64. One that begins with a hyphen would be read as an option by Kafka's tools. */
export function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}

/** The cluster id that a data directory was formatted with. */
export function clusterIdFrom(dataDirectory: string): string | undefined {
  return /^cluster\.id=(.+)$/m.exec(readFileSync(join(dataDirectory, 'meta.properties'), 'utf8'))?.[1]?.trim();
}
