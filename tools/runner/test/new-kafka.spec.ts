import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { randomUUID } from 'node:crypto';
import { expectAllCounted } from './support/expectations.ts';
import { pictureOf } from './support/pictures.ts';
import { deadLettersOf, poisonOn } from './support/poison.ts';
import { SampleLoad } from './support/sample-load.ts';
import { TestNetwork } from './support/test-network.ts';
import { Topics } from './support/topics.ts';
import { until } from './support/until.ts';

describe('after Kafka was thrown away and started empty', () => {
  let network: TestNetwork;
  const load = new SampleLoad(4_000);

  beforeAll(async () => {
    network = await TestNetwork.start();
    await network.perform(load.rest());
    await network.settled();
  });
  afterAll(() => network.stop());

  const counting = () => network.ask('trend-detection', '/v1/operator/status');

  it('a new generation is rebuilt by replay to the same counts, and what was accepted meanwhile is there', async () => {
    await expectAllCounted(network);
    const before = await pictureOf(network);
    const { generation } = await counting();
    await network.system.engines.kafka.wipe();
    const member = network.memberOf('practitioners');
    for (let i = 0; i < 100; i++) await member.submit(randomUUID(), elsewhere());
    await network.system.engines.kafka.start();
    await until('another generation counts', async () => {
      const now = await counting();
      return now['generation'] !== generation && now['state'] === 'live';
    });
    await network.settled();
    await expectAllCounted(network);
    expect(await pictureOf(network)).toEqual(before);
  });

  it('what cannot be used in the replay is a dead letter, and the rest of it counts', async () => {
    const { generation } = await counting();
    await network.system.services.ingestion.stop();
    await network.system.engines.kafka.wipe();
    await network.system.engines.kafka.start();
    await until('another generation waits for its replay', async () => {
      const now = await counting();
      return now['generation'] !== generation && now['state'] === 'replaying';
    });
    const { namespace, partitions } = network;
    const places = await new Topics(network.system.engines).write(poisonOn('replay.trend-detection', namespace, partitions));
    await network.system.services.ingestion.start();
    await network.settled();
    await expectAllCounted(network);
    // a verdict is filed under the topic to which the event would go again, which is the live one
    expect(new Set(await deadLettersOf(network, 'trend-detection', 'reports'))).toEqual(new Set(places));
  });
});

/** Counts in none of the series that are compared. */
function elsewhere() {
  return reportInput({
    purposes: ['organ-removal'],
    where: { citizenships: ['MN'], origin: 'MN', exploitation: 'IS' },
    recruitment: { platformType: 'forum', lure: 'education' },
  });
}
