import type { Broker, Cluster } from 'kafkajs';

/** What a topic is in its cluster. */
export interface TopicIdentity {
  readonly clusterId: string;
  /** Base64url of its UUID. A topic deleted and made anew has another. */
  readonly topicId: string;
}

export interface LogRange {
  /** First offset that the log still has. */
  readonly low: number;
  /** Offset that the next committed record will have. */
  readonly high: number;
}

export class UnknownTopic extends Error {
  override readonly name = 'UnknownTopic';
}

/** What a consumer asks Kafka besides records, over the consumer's own connections. */
export class ClusterView {
  constructor(private readonly cluster: Cluster) {}

  /** @throws UnknownTopic while the topic is not there */
  async identify(topic: string): Promise<TopicIdentity> {
    const broker: unknown = await this.cluster.findControllerBroker();
    if (!speaks(broker)) throw new Error('KafkaJS has no connectionPool.send; libs/messaging needs kafkajs 2.2.4.');
    return await broker.connectionPool.send({ request: metadataRequest(topic), response: metadataResponse });
  }

  /** The log of each partition of the topic, by partition. */
  async ranges(topic: string): Promise<LogRange[]> {
    const partitions = this.cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => ({ partition: partitionId }));
    if (partitions.length === 0) throw new UnknownTopic('Kafka does not know the topic yet.');
    const [lows, highs] = await Promise.all(
      [true, false].map((fromBeginning) => this.cluster.fetchTopicsOffset([{ topic, partitions, fromBeginning }])),
    );
    const ranges: LogRange[] = [];
    for (const { partition, offset } of lows?.[0]?.partitions ?? []) {
      const high = highs?.[0]?.partitions.find((end) => end.partition === partition);
      ranges[partition] = { low: Number(offset), high: Number(high?.offset ?? offset) };
    }
    return ranges;
  }
}

interface Request {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly apiName: string;
  /** In the form of KafkaJS's Encoder. */
  encode(): Promise<{ buf: Buffer; buffer: Buffer; size(): number }>;
}

interface Response {
  decode(payload: Buffer): Promise<TopicIdentity>;
  parse(decoded: TopicIdentity): Promise<TopicIdentity>;
}

type Speaker = Pick<Broker, 'isConnected'> & {
  connectionPool: { send(protocol: { request: Request; response: Response }): Promise<TopicIdentity> };
};

function speaks(broker: unknown): broker is Speaker {
  if (typeof broker !== 'object' || broker === null || !('connectionPool' in broker)) return false;
  const { connectionPool } = broker;
  return typeof connectionPool === 'object' && connectionPool !== null && 'send' in connectionPool;
}

/**
 * Metadata request, version 10: the first whose answer has topic ids, and KafkaJS stops at 6. From version 9 on the protocol is
 * "flexible": lengths are varints of length + 1, and each structure, the header too, ends in tagged fields, of which there are none.
 */
function metadataRequest(topic: string): Request {
  const name = Buffer.from(topic);
  const noTags = 0;
  const buffer = Buffer.concat([
    Buffer.from([noTags]), // of the header, which KafkaJS writes in its older form
    varint(1 + 1), // one topic
    Buffer.alloc(16), // asked by name, not by id
    varint(name.length + 1),
    name,
    Buffer.from([noTags, 0, 0, 0, noTags]), // do not make the topic; no lists of permissions
  ]);
  return {
    apiKey: 3,
    apiVersion: 10,
    apiName: 'Metadata',
    encode: () => Promise.resolve({ buf: buffer, buffer, size: () => buffer.length }),
  };
}

const metadataResponse: Response = {
  decode: (payload) => Promise.resolve(readMetadata(new FlexibleReader(payload))),
  parse: (decoded) => Promise.resolve(decoded),
};

/** Reads up to the first topic's id; the partitions that follow are known from elsewhere. */
function readMetadata(reader: FlexibleReader): TopicIdentity {
  reader.tags();
  reader.skip(4); // throttle time
  for (let brokers = reader.count(); brokers > 0; brokers -= 1) {
    reader.skip(4);
    reader.text();
    reader.skip(4);
    reader.text();
    reader.tags();
  }
  const clusterId = reader.text();
  reader.skip(4); // controller
  if (reader.count() < 1) throw new UnknownTopic('Kafka does not know the topic.');
  const error = reader.int16();
  reader.text();
  const topicId = reader.bytes(16).toString('base64url');
  if (error !== 0 || clusterId === undefined) throw new UnknownTopic(`Kafka does not know the topic yet (error ${error}).`);
  return { clusterId, topicId };
}

class FlexibleReader {
  private at = 0;
  constructor(private readonly buffer: Buffer) {}

  skip(length: number): void {
    this.at += length;
  }

  bytes(length: number): Buffer {
    this.at += length;
    return this.buffer.subarray(this.at - length, this.at);
  }

  int16(): number {
    return this.bytes(2).readInt16BE();
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes(1).readUInt8();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  }

  /** Length of a compact array. */
  count(): number {
    return this.varint() - 1;
  }

  text(): string | undefined {
    const length = this.varint() - 1;
    return length < 0 ? undefined : this.bytes(length).toString();
  }

  tags(): void {
    for (let tags = this.varint(); tags > 0; tags -= 1) {
      this.varint();
      this.skip(this.varint());
    }
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value > 0x7f; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}
