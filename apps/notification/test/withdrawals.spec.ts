import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState, StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { TestNetwork } from './network.ts';
import type { Hook } from './receiver.ts';
import { until } from './until.ts';

const DAY = 24 * 3600_000;
/** The first attempt and those of the schedule. */
const SCHEDULED = 8;

describe('taking back by webhook', () => {
  const network = TestNetwork.forTests();
  let hook: Hook;
  let reader: OrganisationState;
  let report: StructuredReport;

  beforeEach(async () => {
    ({ reader, hook } = network.newReader());
    report = structuredReport({ attribution: 'named' });
    await network.api.subscribe(reader, hook);
    await network.topics.accept(report);
    await until('it arrives', () => hook.received.length === 1);
  });

  const overdue = async () => (await network.api.operator('status'))['overdue'];
  const ofReader = (events: { data: Record<string, unknown> }[]) =>
    events.map(({ data }) => data).filter((data) => data['report'] === report.id && data['reader'] === reader.id);
  /** Lets so many attempts at one delivery fail. @param waiting how many wait then, with those behind it */
  const failTimes = async (count: number, waiting = 1) => {
    for (let attempts = 1; attempts <= count; attempts++) {
      await until(`attempt ${attempts} is made`, () => hook.received.length === 1 + attempts);
      await until('it is written down', async () => (await network.api.deliveries(reader, '&state=waiting')).length === waiting);
      network.moveClock(attempts * 1.3 * DAY);
    }
  };

  it.each<[string, () => Promise<void>, string]>([
    ['a withdrawal', () => network.topics.withdraw(report), 'report.withdrawn'],
    ['a narrowed report', () => network.topics.narrow({ ...report, revision: 2, attribution: 'hidden' }), 'report.revised'],
  ])('goes on each day with %s that is not taken, tells the operator, and ends when it is taken', async (_what, change, event) => {
    hook.reply = () => ({ status: 500 });
    await change();
    await failTimes(SCHEDULED + 2);
    expect(await overdue()).toBe(1);
    const told = await network.api.operator('overdue-deliveries');
    expect(told).toMatchObject({ deliveries: [{ organisation: reader.id, event, lastAnswer: { status: 500 } }] });
    expect(JSON.stringify(told)).not.toContain(report.id);
    expect(await network.api.metrics()).toMatch(/^webhook_overdue_deliveries 1$/m);
    hook.reply = () => ({ status: 200 });
    await until('it is delivered', async () => (await network.api.deliveries(reader, '&state=delivered')).length === 2);
    expect(hook.received.at(-1)).toMatchObject({ type: event, revision: 2 });
    expect(await overdue()).toBe(0);
    expect(await network.api.metrics()).toMatch(/^webhook_overdue_deliveries 0$/m);
  });

  it('ends with the subscription', async () => {
    hook.reply = () => ({ status: 500 });
    await network.topics.withdraw(report);
    await failTimes(SCHEDULED + 2);
    const [delivery] = await network.api.deliveries(reader, '&state=waiting');
    await network.api.call(reader.id, 'DELETE', `/v1/subscriptions/${String(delivery?.['subscription'])}`);
    expect(await overdue()).toBe(0);
  });

  it('gives up a narrowed report that is always refused when a later revision can arrive in its place', async () => {
    hook.reply = ({ revision }) => ({ status: revision === 2 ? 422 : 200 });
    await network.topics.narrow({ ...report, revision: 2, attribution: 'hidden' });
    await network.topics.accept({ ...report, revision: 3, attribution: 'hidden' });
    await failTimes(SCHEDULED - 1, 2);
    await until('the later one is delivered', async () => (await network.api.deliveries(reader, '&state=delivered')).length === 2);
    expect(hook.received.at(-1)).toMatchObject({ type: 'report.revised', revision: 3 });
    expect(await network.api.deliveries(reader, '&state=failed')).toMatchObject([{ attempts: SCHEDULED, lastAnswer: { status: 422 } }]);
    expect((await network.api.inbox(reader)).items).toEqual([]);
  });

  it('tells a receiver that is gone in its inbox what it should not hold any more, also where another report said that it is gone', async () => {
    const other = structuredReport({ attribution: 'named' });
    await network.topics.accept(other);
    await until('both arrive', () => hook.received.length === 2);
    await until('both are written down', async () => (await network.api.deliveries(reader, '&state=delivered')).length === 2);
    hook.reply = () => ({ status: 500 });
    await network.topics.narrow({ ...other, revision: 2, attribution: 'hidden' });
    await until('it waits', () => network.api.waitsAgain(reader));
    hook.reply = ({ subject }) => ({ status: subject === report.id ? 410 : 500 });
    await network.topics.narrow({ ...report, revision: 2, attribution: 'hidden' });
    await until('it is gone', async () => (await network.api.deliveries(reader, '&state=failed')).length === 1);
    network.moveClock(DAY);
    await until('both are told', async () => (await network.api.inbox(reader)).items.length === 2);
    const { items } = await network.api.inbox(reader);
    expect(new Set(items.map(({ kind, subject }) => `${String(kind)} ${String(subject)}`))).toEqual(
      new Set([report, other].map(({ id }) => `report-withdrawn ${id}`)),
    );
    expect(await network.api.deliveries(reader, '&state=dropped')).toHaveLength(1);
  });

  it('tells the owner that a reader has less than it had when a coarse form has replaced the full one', async () => {
    const disclosures = await network.topics.listen('disclosures');
    const marking = { tlp: 'amber+strict' as const, communities: ['practitioners'] };
    await network.topics.narrow({ ...report, revision: 2, marking, concernsMinors: true });
    await network.topics.accept({ ...report, revision: 3, marking, concernsMinors: true });
    await until('all arrive', () => hook.received.length === 3);
    await until('all are on record', () => ofReader(disclosures).length === 4);
    expect(hook.received[1]?.data).toMatchObject({ visibility: 'redacted' });
    expect(ofReader(disclosures)).toMatchObject([
      { revision: 1, level: 'full' },
      { revision: 2, level: 'redacted' },
      { report: report.id, revision: 2, reader: reader.id, channel: 'webhook' },
      { revision: 3, level: 'redacted' },
    ]);
    expect(ofReader(disclosures)[2]).not.toHaveProperty('level');
    const ids = disclosures.filter(({ data }) => ofReader([{ data }]).length > 0).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });
});
