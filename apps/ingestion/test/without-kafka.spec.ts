import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportInput } from '@landbridge/contracts/testing';
import { type Engines, startEngines } from '@landbridge/engines';
import { type Member, ndjson } from './member.ts';
import { TestService, until } from './service.ts';

/** Longer than a session of the consumer group lasts. */
const AWAY_MS = 15_000;

describe('ingestion without Kafka', () => {
  const directory = mkdtempSync(join(tmpdir(), 'landbridge-engines-'));
  let engines: Engines;
  let service: TestService;
  let owner: Member;

  beforeAll(async () => {
    engines = await startEngines({ directory, ownOnly: true });
    const { kafkaBrokers, kafkaAccess, mongodbUri } = engines;
    const credentials = kafkaAccess?.credentials;
    const environment = {
      KAFKA_BROKERS: kafkaBrokers.join(','),
      MONGODB_URI: mongodbUri,
      ...(credentials === undefined ? { KAFKA_AUTHENTICATION: 'none' } : { KAFKA_CREDENTIAL_FILE: join(credentials, 'kafka_operator') }),
    };
    service = await TestService.start({}, { kafkaBrokers, mongodbUri, environment, ...(credentials !== undefined && { credentials }) });
    owner = await service.member();
    expect((await owner.submit(reportInput())).status).toBe(201);
  }, 300_000);
  afterAll(async () => {
    await service.stop();
    await engines.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const unsent = async () => Number((await service.as('operator', 'operator', 'GET', '/v1/operator/status')).body['outboxPending']);
  async function expectServing(): Promise<void> {
    for (const path of ['ready', 'live']) expect((await service.send('GET', `/health/${path}`)).status).toBe(200);
    expect((await owner.submit(reportInput())).status).toBe(201);
    expect((await owner.bulk(ndjson([reportInput()]))).summary).toMatchObject({ summary: { accepted: 1 } });
  }

  async function expectServingFor(milliseconds: number): Promise<void> {
    const end = Date.now() + milliseconds;
    while (Date.now() < end) {
      await expectServing();
      await pause(500);
    }
  }

  it('is ready and takes reports, also when it starts meanwhile, and sends them afterwards', async () => {
    await until('all is sent', async () => (await unsent()) === 0);
    await engines.kafka.kill();
    await expectServingFor(AWAY_MS);
    await service.instance.kill();
    await service.run();
    await expectServingFor(AWAY_MS);
    expect(await unsent()).toBeGreaterThan(0);
    await engines.kafka.start();
    await until('all is sent', async () => (await unsent()) === 0, 120_000);
    await expectServing();
  }, 300_000);
});
