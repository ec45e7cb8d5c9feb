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
  /** Lets all attempts of the schedule fail, and those of two days more. */
  const failForDays = async () => {
    for (let attempts = 1; attempts <= SCHEDULED + 2; attempts++) {
      await until(`attempt ${attempts} is made`, () => hook.received.length === 1 + attempts);
      await until('it is written down', async () => (await network.api.deliveries(reader, '&state=waiting')).length === 1);
      network.moveClock(attempts * 1.3 * DAY);
    }
  };

  it.each<[string, () => Promise<void>, string]>([
    ['a withdrawal', () => network.topics.withdraw(report), 'report.withdrawn'],
    ['a narrowed report', () => network.topics.narrow({ ...report, revision: 2, attribution: 'hidden' }), 'report.revised'],
  ])('goes on each day with %s that is not taken, tells the operator, and ends when it is taken', async (_what, change, event) => {
    hook.reply = () => ({ status: 500 });
    await change();
    await failForDays();
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
    await failForDays();
    const [delivery] = await network.api.deliveries(reader, '&state=waiting');
    await network.api.call(reader.id, 'DELETE', `/v1/subscriptions/${String(delivery?.['subscription'])}`);
    expect(await overdue()).toBe(0);
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
