import { Inject, Injectable, Logger } from '@nestjs/common';
import { topicName, type TopicName } from '@landbridge/contracts';
import { Kafka, logLevel, type LogEntry, type Producer, type ProducerConfig, type SASLOptions } from 'kafkajs';
import { NoToken } from './errors.ts';
import { MESSAGING_OPTIONS, type KafkaIdentity, type MessagingOptions } from './messaging.options.ts';
import { byKey } from './partitioner.ts';

/** The one place that makes Kafka clients, so that all have the same addresses, logs and partitioner. */
@Injectable()
export class KafkaClients {
  readonly kafka: Kafka;

  constructor(@Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions) {
    const { kafkaAuthorities: ca } = options;
    const sasl = saslOf(options.kafkaIdentity);
    this.kafka = new Kafka({
      clientId: `${options.namespace}.${options.service}`,
      brokers: [...options.kafkaBrokers],
      connectionTimeout: 3000,
      requestTimeout: 15_000,
      ...(sasl && { sasl }),
      ...(ca !== undefined && { ssl: { ca: [ca] } }),
      logLevel: logLevel.WARN,
      logCreator: () => quietLog(),
    });
  }

  /** Keys go to the partition that Java's default partitioner gives them. */
  producer(config: Omit<ProducerConfig, 'createPartitioner' | 'allowAutoTopicCreation'> = {}): Producer {
    return this.kafka.producer({ ...config, createPartitioner: byKey, allowAutoTopicCreation: false });
  }

  /** The topic's name on the wire. */
  topic(name: TopicName): string {
    return topicName(this.options.namespace, name);
  }

  /** A name of ours for a group or a transactional id. */
  name(...parts: (string | number)[]): string {
    return [this.options.namespace, this.options.service, ...parts].join('.');
  }
}

function saslOf(identity: KafkaIdentity): SASLOptions | undefined {
  switch (identity.by) {
    case 'password':
      return { mechanism: 'plain', username: identity.username, password: identity.password };
    case 'token':
      return { mechanism: 'oauthbearer', oauthBearerProvider: async () => ({ value: await tokenOf(identity) }) };
    case 'nothing':
      return undefined;
  }
}

async function tokenOf({ token }: Extract<KafkaIdentity, { by: 'token' }>): Promise<string> {
  try {
    return await token();
  } catch (error) {
    throw new NoToken(error);
  }
}

/** KafkaJS says the same thing at each attempt of an outage; each message is passed on at most once in ten seconds. */
function quietLog(): (entry: LogEntry) => void {
  const logger = new Logger('KafkaJS');
  const last = new Map<string, number>();
  return ({ namespace, log }) => {
    const now = performance.now();
    if (now - (last.get(log.message) ?? -Infinity) < 10_000) return;
    if (last.size > 200) last.clear();
    last.set(log.message, now);
    const broker = typeof log['broker'] === 'string' ? ` (${log['broker']})` : '';
    logger.warn(`${namespace}: ${log.message}${broker}`);
  };
}
