import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildImages, canBuildOffline, hasCompose } from '@landbridge/deployment';
import { silentProgress } from '@landbridge/engines';
import { setTimeout as sleep } from 'node:timers/promises';
import { apps } from '../src/root.ts';
import { Clients } from './support/clients.ts';
import { expectAllCounted, expectNoDeadLetters } from './support/expectations.ts';
import { whileReportsCome } from './support/paced-load.ts';
import { SampleLoad } from './support/sample-load.ts';
import { Site } from './support/site.ts';
import { until } from './support/until.ts';

const containers = [...apps, 'kafka', 'mongodb', 'mongodb-users'] as const;
const PER_SECOND = 50;
const CUT_MS = 30_000;
const DEMO_REPORTS = 6_000;

/** What is installed is tried where a Docker engine answers and Compose was built, and counts as skipped elsewhere. */
(canBuildOffline() && hasCompose() ? describe : describe.skip)('a site by docker-compose.yml, built without an image registry', () => {
  let site: Site;

  beforeAll(async () => {
    site = new Site(await buildImages({ offline: true, progress: silentProgress }));
    await site.start();
  }, 1_800_000);
  afterAll(() => site.remove(), 120_000);

  it('takes the load of the demo, and all numbers add up', () => {
    expect(site.demo(DEMO_REPORTS)).toContain('All numbers add up.');
  });

  it.each(containers)('runs %s as nobody who may write outside its volumes', (container) => {
    const { Config, HostConfig } = site.inspect(container);
    expect(HostConfig).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'], Privileged: false });
    expect(Number.parseInt(Config.User)).toBeGreaterThan(0);
  });

  it('tells no secret in an environment or a log', async () => {
    const secrets = site.secretTexts();
    expect(secrets.length).toBeGreaterThan(15);
    const told = [await site.compose.run('logs', '--no-color'), JSON.stringify(containers.map((name) => site.inspect(name).Config))];
    expect(told[0]!.length).toBeGreaterThan(1_000);
    for (const secret of secrets) expect(told.filter((text) => text.includes(secret))).toEqual([]);
  });

  let clients: Clients;

  it('loses no report while containers crash, the network is cut, and each service is replaced', async () => {
    await site.beginAnew('second');
    clients = await Clients.of(site);
    const load = new SampleLoad(200_000);
    await whileReportsCome(clients, load, PER_SECOND, async () => {
      for (const victim of ['ingestion', 'kafka'] as const) {
        const { Pid: before } = site.inspect(victim).State;
        site.kill(victim);
        await until(`${victim} is started again`, () => ![0, before].includes(site.inspect(victim).State.Pid), 60_000);
        await sleep(5_000);
      }
      const { heal } = site.cut('ingestion', 'kafka');
      await sleep(CUT_MS);
      heal();
      for (const app of apps) await site.replace(app);
    });
    expect(clients.told.expected().accepted).toBeGreaterThan(1_000);
    await clients.settled();
    await expectAllCounted(clients);
    await expectNoDeadLetters(clients);
  }, 900_000);

  it.each(apps)('has %s hand over what it holds and end by itself when it is told to stop, also while it starts', async (app) => {
    await site.compose.run('stop', app);
    expect(site.inspect(app).State).toMatchObject({ Running: false, OOMKilled: false, ExitCode: 0 });
    await site.compose.run('start', app);
    await site.compose.run('stop', app);
    expect(site.inspect(app).State).toMatchObject({ Running: false, ExitCode: 0 });
    await site.compose.run('start', app);
  });

  it('comes back from the files of MongoDB and the secrets alone', async () => {
    await site.restore(await site.backUp());
    await clients.settled();
    await expectAllCounted(clients);
  }, 300_000);

  it('runs its services alone where the site has engines of its own', async () => {
    const settings = {
      COMPOSE_PROFILES: '',
      KAFKA_BROKERS: 'kafka.example.org:9093',
      MONGODB_URI: 'mongodb://db.example.org/?replicaSet=rs0',
    };
    const services = await site.with(settings).run('config', '--services');
    expect(services.split('\n').sort()).toEqual([...apps].sort());
  });

  it('is taken down whole', async () => {
    expect(site.leftovers()).not.toEqual([]);
    await site.stop();
    expect(site.leftovers()).toEqual([]);
  }, 120_000);
});
