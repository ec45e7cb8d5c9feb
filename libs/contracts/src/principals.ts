import { TOPIC_NAMES, type TopicName } from './topics.ts';

/** What one principal of the network may do in Kafka. Everything else is refused. */
export interface KafkaRights {
  readonly reads: readonly TopicName[];
  readonly writes: readonly TopicName[];
}

/**
 * Who may read and write which topic. Whoever reads a topic of reports or trends may also write to it, because an event that it
 * could not use goes back there when an operator replays it. Consumer groups and transactional ids are a service's own by their
 * names, `<namespace>.<service>`. directory makes topics and rights, and administers Kafka; it has no line here.
 */
export const KAFKA_RIGHTS = {
  ingestion: {
    reads: ['organisations', 'heartbeats', 'disclosures', 'replay.ingestion'],
    writes: [
      'heartbeats',
      'dead-letters',
      'reports',
      'replay.trend-detection',
      'replay.notification.reports',
      'disclosures',
      'cooperation',
      'audit',
    ],
  },
  'trend-detection': {
    reads: ['organisations', 'heartbeats', 'reports', 'replay.trend-detection'],
    writes: ['heartbeats', 'dead-letters', 'trends', 'replay.notification.trends', 'reports', 'audit'],
  },
  notification: {
    reads: [
      'organisations',
      'heartbeats',
      'reports',
      'trends',
      'cooperation',
      'disclosures',
      'replay.notification.reports',
      'replay.notification.trends',
    ],
    writes: ['heartbeats', 'dead-letters', 'disclosures', 'replay.ingestion', 'deliveries', 'reports', 'trends', 'cooperation', 'audit'],
  },
} as const satisfies Record<string, KafkaRights>;

/** @returns the topics that a service has to do with; all of them for one that has no line in the table */
export function topicsOf(service: string): TopicName[] {
  const rights: KafkaRights | undefined = rightsOf(service);
  return rights ? TOPIC_NAMES.filter((topic) => rights.reads.includes(topic) || rights.writes.includes(topic)) : [...TOPIC_NAMES];
}

function rightsOf(service: string): KafkaRights | undefined {
  return Object.entries(KAFKA_RIGHTS).find(([name]) => name === service)?.[1];
}
