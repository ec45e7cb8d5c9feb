import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { Partitioners } from 'kafkajs';
import { byKey } from './partitioner.ts';

it('gives a key the partition that KafkaJS and Java give it', () => {
  const theirs = Partitioners.DefaultPartitioner();
  const ours = byKey();
  for (const count of [1, 4, 16, 17]) {
    const partitionMetadata = Array.from({ length: count }, (_, partitionId) => ({
      partitionId, partitionErrorCode: 0, leader: 1, replicas: [1], isr: [1],
    })); // prettier-ignore
    const keys = [
      ...Array.from({ length: 300 }, () => randomUUID()),
      ...Array.from({ length: 300 }, (_, length) => randomBytes(length % 40)),
      'é',
      'a',
    ];
    for (const key of keys) {
      const asked = { topic: 't', partitionMetadata, message: { key, value: '' } };
      expect(ours(asked)).toBe(theirs(asked));
    }
  }
});
