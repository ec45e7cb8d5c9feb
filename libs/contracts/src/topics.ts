const DAY = 24 * 3600 * 1000;

/** Kafka removes what is too old by segments, each of so much time, in milliseconds: a record may stay for so much longer than its topic says. */
export const SEGMENT = DAY;

/** How long and how a topic keeps its records. `partitions: 1` where the order of all records matters, else the network's number. */
export interface TopicShape {
  readonly retention: 'compact' | number;
  readonly partitions: 'network' | 1;
}

/** Every topic of the network by its short name; on the wire `<namespace>.<name>.v1`. Retention in milliseconds. */
export const TOPICS = {
  /** Key: report id. */
  reports: { retention: 30 * DAY, partitions: 'network' },
  /** Key: organisation or community id. The whole policy context. */
  organisations: { retention: 'compact', partitions: 1 },
  /** Key: sender. */
  heartbeats: { retention: 600_000, partitions: 1 },
  /** Key: audience and series. */
  trends: { retention: 30 * DAY, partitions: 'network' },
  /** Key: report id. */
  disclosures: { retention: 30 * DAY, partitions: 'network' },
  /** Key: the thread: a request for access. */
  cooperation: { retention: 30 * DAY, partitions: 'network' },
  /** Key: service. Sealed roots of the audit, kept longer than any store can be set back. */
  audit: { retention: 3_650 * DAY, partitions: 1 },
  /** Key: subscription id. States only. */
  deliveries: { retention: 7 * DAY, partitions: 'network' },
  /** Key: the key of the event that could not be used. */
  'dead-letters': { retention: 30 * DAY, partitions: 'network' },
  /** Key: report id. The latest revision of everything, when trend-detection asks for it. */
  'replay.trend-detection': { retention: 7 * DAY, partitions: 'network' },
  /** Key: report id. What notification disclosed and who was told of a withdrawal, when ingestion asks for it. */
  'replay.ingestion': { retention: 7 * DAY, partitions: 'network' },
  /** Key: report id. One topic for each owner: each says for itself when all of its own is there. */
  'replay.notification.reports': { retention: 7 * DAY, partitions: 'network' },
  /** Key: audience and series. */
  'replay.notification.trends': { retention: 7 * DAY, partitions: 'network' },
} as const satisfies Record<string, TopicShape>;

export type TopicName = keyof typeof TOPICS;

export const TOPIC_NAMES = Object.keys(TOPICS) as TopicName[];

/** @returns the name on the wire, such as `landbridge.reports.v1` */
export function topicName(namespace: string, topic: TopicName): string {
  return `${namespace}.${topic}.v1`;
}
