import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { removeEngines, silentProgress } from '@landbridge/engines';
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settle, tokenOf, type Settled } from '../src/leaks/network-of-walk.ts';
import { population, type Population } from '../src/leaks/population.ts';
import { Walk } from '../src/leaks/walk.ts';
import { ServiceClient } from '../src/service-client.ts';
import { System } from '../src/system/system.ts';
import { long } from './support/long.ts';

/** `bench leaks` takes more of both. */
const READERS = long ? 50 : 24;
const REPORTS = long ? 500 : 150;
/** Of the reports, so many are asked for by each route and purpose; all of them by the first of both. */
const DEPTH = long ? REPORTS : 6;

/** Everything that can be read, read by everybody. */
describe('nobody reads', () => {
  let system: System;
  let people: Population;
  let settled: Settled;
  let walk: Walk;

  beforeAll(async () => {
    const directory = mkdtempSync(join(tmpdir(), 'landbridge-e2e-'));
    const namespace = `t-${randomBytes(4).toString('hex')}`;
    system = await System.start({ directory, namespace, progress: silentProgress, outlives: false, environment: { PARTITIONS: '4' } });
    people = population(READERS, REPORTS, 6);
    settled = await settle(system, people);
    walk = new Walk(system, people, settled, DEPTH);
  }, 300_000);
  afterAll(async () => {
    await system.stop();
    await removeEngines(system.directory, (text) => process.stderr.write(`${text}\n`));
  });

  it('a field, or of the existence of a report, that the policy keeps from it', async () => {
    const { readers, routes, objects, requests, leaks } = await walk.run(() => undefined);
    expect(leaks.slice(0, 20)).toEqual([]);
    expect(readers).toBe(READERS);
    expect(objects).toBeGreaterThanOrEqual(REPORTS);
    expect(routes).toBeGreaterThan(20);
    expect(requests).toBeGreaterThan(READERS * REPORTS);
  });

  it('anything but that it was withdrawn of a report that was, and that only where it had it', async () => {
    const withdrawn = settled.reports.filter((_, i) => i % 10 === 0);
    for (const report of withdrawn) {
      const owner = new ServiceClient(system.addresses.ingestion, tokenOf(settled.tokens, report.owner));
      await owner.delete(`/v1/reports/${report.id}`, { reason: 'error' });
    }
    walk.withdraw(withdrawn);
    const { leaks } = await walk.run(
      () => undefined,
      ({ path }) => long || path.startsWith('/v1/reports'),
    );
    expect(leaks.slice(0, 20)).toEqual([]);
  });
});
