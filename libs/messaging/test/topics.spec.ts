import { describe, expect, it } from '@jest/globals';
import { ConfigResourceTypes } from 'kafkajs';
import { SEGMENT, TOPIC_NAMES, TOPICS, topicName } from '@landbridge/contracts';
import { TopicMismatch } from '../src/index.ts';
import { bareKafka, newNamespace, startService } from './service.ts';

describe('the topics', () => {
  it('are made as the contracts say', async () => {
    const namespace = newNamespace();
    const service = await startService({ namespace });
    await service.stop();
    const admin = (await bareKafka()).admin();
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: TOPIC_NAMES.map((topic) => topicName(namespace, topic)) });
    const resources = TOPIC_NAMES.map((topic) => ({
      type: ConfigResourceTypes.TOPIC,
      name: topicName(namespace, topic),
      configNames: ['retention.ms', 'segment.ms', 'cleanup.policy'],
    }));
    const described = await admin.describeConfigs({ resources, includeSynonyms: false });
    await admin.disconnect();
    for (const topic of TOPIC_NAMES) {
      const name = topicName(namespace, topic);
      expect(topics.find((found) => found.name === name)?.partitions).toHaveLength(TOPICS[topic].partitions === 1 ? 1 : 4);
      const configs = described.resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
      const valueOf = (key: string) => configs.find(({ configName }) => configName === key)?.configValue;
      if (TOPICS[topic].retention === 'compact') expect(valueOf('cleanup.policy')).toBe('compact');
      else expect([valueOf('retention.ms'), valueOf('segment.ms')]).toEqual([String(TOPICS[topic].retention), String(SEGMENT)]);
    }
  });

  it('with another number of partitions stop the start with a sentence that says what to do', async () => {
    const namespace = newNamespace();
    await (await startService({ namespace })).stop();
    const start = startService({ namespace, partitions: 6 });
    await expect(start).rejects.toThrow(TopicMismatch);
    await expect(start).rejects.toThrow(`The topic ${namespace}.reports.v1 has 4 partitions, and this service is set to 6.`);
    await expect(start).rejects.toThrow('set PARTITIONS=4');
  });
});
