import { messageOf, type Engines } from '@landbridge/engines';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { AclOperationTypes, AclPermissionTypes, AclResourceTypes, Kafka, logLevel, ResourcePatternTypes, type SASLOptions } from 'kafkajs';

const NO_RETRY = { retries: 0 };
const EVERY_RIGHT = {
  resourceType: AclResourceTypes.ANY,
  resourcePatternType: ResourcePatternTypes.ANY,
  operation: AclOperationTypes.ANY,
  permissionType: AclPermissionTypes.ANY,
};
/** `refused` for want of a right, else what went wrong. */
export type Outcome = 'done' | 'refused' | `failed: ${string}`;

/** Somebody who comes to Kafka, and tries what he may. */
export class KafkaPrincipal {
  private readonly kafka: Kafka;
  /** What Kafka answered since the last attempt began. KafkaJS tells some refusals in its log only. */
  private answers: string[] = [];

  constructor({ kafkaBrokers }: Engines, sasl?: SASLOptions) {
    this.kafka = new Kafka({
      brokers: kafkaBrokers,
      clientId: 'principal',
      logLevel: logLevel.ERROR,
      logCreator: () => (entry) => void this.answers.push(JSON.stringify(entry.log)),
      retry: NO_RETRY,
      ...(sasl && { sasl }),
    });
  }

  static withToken(engines: Engines, token: string): KafkaPrincipal {
    return new KafkaPrincipal(engines, { mechanism: 'oauthbearer', oauthBearerProvider: () => Promise.resolve({ value: token }) });
  }

  /** As one of the group, from the beginning; done when Kafka has sent something or said that there is nothing. */
  async read(topic: string, groupId: string): Promise<Outcome> {
    const consumer = this.kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false, retry: NO_RETRY });
    return this.outcome(
      async () => {
        await consumer.connect();
        await consumer.subscribe({ topic, fromBeginning: true });
        await new Promise<void>((resolve, reject) => {
          consumer.on(consumer.events.FETCH, () => resolve());
          consumer.on(consumer.events.CRASH, ({ payload: { error } }) => reject(error));
          consumer.run({ eachMessage: () => Promise.resolve() }).catch(reject);
        });
      },
      () => consumer.disconnect(),
    );
  }

  /** In a transaction that is rolled back, so that nobody sees it. */
  async write(topic: string, transactionalId: string): Promise<Outcome> {
    const producer = this.kafka.producer({
      transactionalId,
      maxInFlightRequests: 1,
      idempotent: true,
      allowAutoTopicCreation: false,
      retry: { retries: 1 },
    });
    return this.outcome(
      async () => {
        await producer.connect();
        const transaction = await producer.transaction();
        try {
          await transaction.send({ topic, messages: [{ key: 'try', value: 'try' }] });
        } finally {
          await transaction.abort().catch(() => undefined);
        }
      },
      () => producer.disconnect(),
    );
  }

  /** What only an administrator does, by what it is called. */
  async administer(namespace: string): Promise<Record<string, Outcome>> {
    const admin = this.kafka.admin();
    const tries = {
      'make a topic': () => admin.createTopics({ topics: [{ topic: `${namespace}.${randomUUID()}`, numPartitions: 1 }] }),
      'take a topic away': () => admin.deleteTopics({ topics: [`${namespace}.reports.v1`] }),
      'see rights': () => admin.describeAcls(EVERY_RIGHT),
      'take rights away': () => admin.deleteAcls({ filters: [EVERY_RIGHT] }),
      'take records away': () =>
        admin.deleteTopicRecords({ topic: `${namespace}.reports.v1`, partitions: [{ partition: 0, offset: '-1' }] }),
    };
    const outcomes: Record<string, Outcome> = {};
    try {
      await admin.connect();
      for (const [what, attempt] of Object.entries(tries)) outcomes[what] = await this.outcome(attempt);
    } finally {
      await admin.disconnect();
    }
    return outcomes;
  }

  /** Names of topics that Kafka shows. @throws when it does not let this principal in */
  async topics(): Promise<string[]> {
    const admin = this.kafka.admin();
    try {
      await admin.connect();
      return (await admin.listTopics()).sort();
    } finally {
      await admin.disconnect();
    }
  }

  private async outcome(attempt: () => Promise<unknown>, end: () => Promise<void> = () => Promise.resolve()): Promise<Outcome> {
    this.answers = [];
    try {
      await attempt();
      return 'done';
    } catch (error) {
      return /not authorized|authorization[ _]failed/i.test([inspect(error, { depth: 8 }), ...this.answers].join())
        ? 'refused'
        : `failed: ${messageOf(error)}`;
    } finally {
      await end().catch(() => undefined);
    }
  }
}
