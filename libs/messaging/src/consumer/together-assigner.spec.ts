import { describe, expect, it } from '@jest/globals';
import { AssignerProtocol, Kafka, logLevel, type Cluster } from 'kafkajs';
import { togetherAssigner } from './together-assigner.ts';

async function assign(members: string[]) {
  const kafka = new Kafka({ brokers: ['127.0.0.1:1'], logLevel: logLevel.NOTHING });
  const partitionsOf = (topic: string) => Array.from({ length: topic === 'single' ? 1 : 5 }, (_, partitionId) => ({ partitionId }));
  const cluster = { findTopicPartitionMetadata: partitionsOf } as unknown as Cluster;
  const assigner = togetherAssigner(() => undefined)({ cluster, groupId: 'g', logger: kafka.logger() });
  const group = {
    members: members.map((memberId) => ({ memberId, memberMetadata: Buffer.alloc(0) })),
    topics: ['live', 'replay', 'single'],
  };
  const answers = await assigner.assign(group);
  return Object.fromEntries(
    answers.map(({ memberId, memberAssignment }) => [memberId, AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment]),
  );
}

describe('the assigner', () => {
  it('keeps a partition and its replay in one hand, and leaves none out', async () => {
    expect(await assign(['b', 'a'])).toEqual({
      a: { live: [0, 2, 4], replay: [0, 2, 4], single: [0] },
      b: { live: [1, 3], replay: [1, 3], single: [] },
    });
  });

  it('gives all to one that is alone', async () => {
    expect(await assign(['a'])).toEqual({ a: { live: [0, 1, 2, 3, 4], replay: [0, 1, 2, 3, 4], single: [0] } });
  });
});
