import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AuditEntry, type AuditRoot, rootDigest } from '@landbridge/contracts';
import { reportInput } from '@landbridge/contracts/testing';
import { mongo } from 'mongoose';
import { verify } from '../src/commands/audit.ts';
import { ServiceClient } from '../src/service-client.ts';
import type { Service } from '../src/system/service.ts';
import { TestNetwork } from './support/test-network.ts';
import { until } from './support/until.ts';

/** Clients that send at once to each of the two processes. */
const CLIENTS = 8;
const BEFORE_THE_KILL = 60;
const AFTER_IT = 60;

describe('the audit of a running system', () => {
  let network: TestNetwork;
  let client: mongo.MongoClient;
  let second: Service;

  beforeAll(async () => {
    network = await TestNetwork.start();
    second = await network.system.startAnother('ingestion');
    client = new mongo.MongoClient(network.system.engines.mongodbUri);
  });
  afterAll(async () => {
    await client.close();
    await network.stop();
  });

  const entries = () => client.db(`${network.namespace}-ingestion`).collection<AuditEntry>('audit-entries');

  async function verified(): Promise<{ whole: boolean; lines: string[] }> {
    const lines: string[] = [];
    const { kafkaBrokers: brokers, kafkaAccess: access } = network.system.engines;
    const whole = await verify(network.system.operator, { brokers, access }, network.namespace, (line) => lines.push(line));
    return { whole, lines };
  }

  /** Each client sends one report after the other until it is told to stop, and goes on where it gets no answer. */
  function sending(url: string, answered: string[], isOver: () => boolean): Promise<void>[] {
    const service = new ServiceClient(url, network.memberOf('practitioners').tokens);
    return Array.from({ length: CLIENTS }, async () => {
      while (!isOver())
        await service.post('/v1/reports', reportInput()).then(
          ({ id }) => answered.push(String(id)),
          () => new Promise((resolve) => setTimeout(resolve, 50)),
        );
    });
  }

  it('misses no act that was answered, when two processes write and one of them is killed in the middle', async () => {
    const { ingestion: first } = network.system.services;
    const answered: string[] = [];
    let over = false;
    const clients = [first.url, second.url].flatMap((url) => sending(url, answered, () => over));
    await until('some are answered', () => answered.length >= BEFORE_THE_KILL);
    await first.kill();
    await first.start();
    const then = answered.length;
    await until('some more are answered', () => answered.length >= then + AFTER_IT);
    over = true;
    await Promise.all(clients);

    const route = 'POST /v1/reports';
    const told = await entries()
      .find({ 'content.action': 'request.answered', 'content.route': route, 'content.outcome': 'done' })
      .toArray();
    const ids = new Set(told.flatMap(({ content }) => content!.objects.map(({ id }) => id)));
    expect(answered.filter((id) => !ids.has(id))).toEqual([]);
    // what was taken and not answered was at least asked
    const taken = await client.db(`${network.namespace}-ingestion`).collection('reports').countDocuments();
    const asked = await entries().countDocuments({ 'content.action': 'request.asked', 'content.route': route });
    expect(asked).toBeGreaterThanOrEqual(taken);
    const { whole, lines } = await verified();
    expect(lines.filter((line) => line.includes('changed') || line.includes('removed'))).toEqual([]);
    expect(whole).toBe(true);
  });

  it('names an entry that was changed, and one that was taken away, in MongoDB itself', async () => {
    await network.system.operator.at('ingestion').post('/v1/operator/audit/seal');
    const entry = (await entries().findOne({ 'content.action': 'request.answered' }))!;
    const { _id, strand, number } = entry;
    await entries().updateOne({ _id }, { $set: { 'content.outcome': 'refused' } });
    const changed = await verified();
    expect(changed.whole).toBe(false);
    expect(changed.lines).toContain(`  ingestion, strand ${strand}, number ${number}: changed: what it says is not what was put on record`);
    await entries().deleteOne({ _id });
    const removed = await verified();
    expect(removed.lines).toContain(`  ingestion, strand ${strand}, number ${number}: removed: numbers ${number} to ${number} are missing`);
    await entries().insertOne(entry);
    expect((await verified()).whole).toBe(true);
  });

  it('names a root that was made anew in the store, because Kafka has the one that was sealed', async () => {
    const roots = client.db(`${network.namespace}-directory`).collection<AuditRoot>('audit-roots');
    // not the newest: to that one the next is chained, and each minute there is a next
    await until('directory has sealed twice', async () => {
      await network.system.operator.at('directory').post('/v1/operator/audit/seal');
      return (await roots.countDocuments()) >= 2;
    });
    const { _id, ...root } = (await roots.findOne({ number: 1 }))!;
    const other = { ...root, at: '2026-01-01T00:00:00.000Z' };
    await roots.replaceOne({ _id }, { ...other, digest: rootDigest(other) });
    const { whole, lines } = await verified();
    expect(whole).toBe(false);
    expect(lines).toContain('  directory, root 1: changed: Kafka has another one under this number');
    await roots.replaceOne({ _id }, root);
    expect((await verified()).whole).toBe(true);
  });
});
