import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { TestNetwork } from './network.ts';
import type { Hook, Reply } from './receiver.ts';
import { pause, until } from './until.ts';

const many = (count: number) => Array.from({ length: count }, () => structuredReport());
const NO_ANSWER_FOR_NOW: Reply = { status: 200, after: 10_000 };

describe('the delivery queue', () => {
  const network = TestNetwork.forTests(2);
  let hook: Hook;
  let reader: OrganisationState;

  beforeEach(() => {
    ({ reader, hook } = network.newReader());
  });

  it('lets two instances deliver everything once and in order', async () => {
    await network.api.subscribe(reader, hook);
    const reports = many(60);
    await network.topics.accept(...reports, ...reports.map((report) => ({ ...report, revision: 2 })));
    await until('all revisions arrive', () => hook.received.length >= 120);
    await until('all are written down', async () => (await network.api.deliveries(reader, '&state=delivered')).length === 120);
    expect(hook.received).toHaveLength(120);
    for (const { id } of reports) expect(hook.story(id)).toEqual(['report.accepted 1', 'report.revised 2']);
  });

  it('lets no receiver that does not answer keep others waiting', async () => {
    const silent = network.receiver.hook();
    silent.reply = () => 'nothing';
    await network.api.subscribe(reader, silent);
    await network.api.subscribe(network.directory.register(), hook);
    await network.topics.accept(...many(40));
    await until('the other one has all', () => hook.received.length === 40);
    expect(await network.api.deliveries(reader, '&state=delivered')).toEqual([]);
    // a share for each of the two instances, and when those have failed one after the other
    expect(silent.received.length).toBeLessThan(40);
  });

  it('sends no withdrawn report for the first time, and the withdrawal next to whoever was sent one', async () => {
    hook.reply = ({ type }) => (type === 'report.withdrawn' ? { status: 200 } : NO_ANSWER_FOR_NOW);
    await network.api.subscribe(reader, hook);
    const [underWay, ...others] = many(30);
    if (!underWay) throw new Error('There are no reports.');
    await network.topics.accept(underWay);
    await until('an attempt is under way', () => hook.received.length === 1);
    await network.topics.accept({ ...underWay, revision: 2 }, ...others);
    await until('all are routed', async () => (await network.api.deliveries(reader)).length === 31);
    const sent = () => new Set(hook.received.map(({ subject }) => subject));
    await until('all places of the receiver are taken', () => sent().size >= 4);
    await Promise.all([{ ...underWay, revision: 2 }, ...others].map((report) => network.topics.withdraw(report)));
    await until('the withdrawal arrives', () => hook.of(underWay.id).length === 2);
    expect(hook.story(underWay.id)).toEqual(['report.accepted 1', 'report.withdrawn 3']);
    await until('nothing is open', async () =>
      (await network.api.deliveries(reader)).every(({ state }) => state === 'delivered' || state === 'dropped'),
    );
    for (const { id } of others) expect([[], ['report.accepted 1', 'report.withdrawn 2']]).toContainEqual(hook.story(id));
    expect(sent().size).toBeLessThan(31);
  });

  it('does not try again what was withdrawn meanwhile, and tells of the withdrawal instead', async () => {
    hook.reply = ({ type }) => ({ status: type === 'report.withdrawn' ? 200 : 500 });
    await network.api.subscribe(reader, hook);
    const report = structuredReport();
    await network.topics.accept(report);
    await until('an attempt failed', () => network.api.waitsAgain(reader));
    await network.topics.withdraw(report, 'not json');
    await until('the withdrawal arrives', () => hook.received.length === 2);
    await pause(6_000);
    expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.withdrawn 2']);
    expect(hook.received[1]?.data).toEqual({
      withdrawn: true,
      id: report.id,
      revision: 2,
      link: `https://ingestion.example/v1/reports/${report.id}`,
    });
  });

  it('takes a report back from whoever got it when its marking is narrowed', async () => {
    await network.api.subscribe(reader, hook);
    const report = structuredReport();
    await network.topics.accept(report);
    await until('it arrives', () => hook.received.length === 1);
    await network.topics.accept({ ...report, revision: 2, marking: { tlp: 'amber', communities: ['law-enforcement'] } });
    await until('it is taken back', () => hook.received.length === 2);
    expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.withdrawn 2']);
  });

  it('loses nothing when the sender is killed, and sends the same bytes under the same id again', async () => {
    const reports = many(20);
    hook.reply = () => 'nothing';
    await network.api.subscribe(reader, hook);
    await network.topics.accept(...reports, ...reports.map((report) => ({ ...report, revision: 2 })));
    // eight of each instance; the store then holds no half-done transaction, which would keep its lines locked for a minute
    await until('all places are taken', () => hook.received.length === 16);
    for (const instance of network.instances) await instance.kill();
    const before = new Map(hook.received.map(({ id, body }) => [id, body]));
    hook.reply = () => ({ status: 200 });
    // as if the leases of the killed had run out
    network.moveClock(31_000);
    for (const instance of network.instances) await network.run(instance);
    await until('all are delivered', async () => (await network.api.deliveries(reader, '&state=delivered')).length === 40);
    for (const { id } of reports) {
      const story = hook.story(id);
      expect([...new Set(story)]).toEqual(['report.accepted 1', 'report.revised 2']);
    }
    const again = hook.received.filter(({ id }) => before.has(id)).slice(before.size);
    expect(again.length).toBeGreaterThanOrEqual(before.size);
    for (const { id, body } of again) expect(body).toBe(before.get(id));
    const disclosures = await network.topics.listen('disclosures');
    // an attempt that is begun again is told again, under the id of its delivery
    const ofReader = () => new Set(disclosures.filter(({ data }) => data['reader'] === reader.id).map(({ id }) => id));
    await until('all are on record', () => ofReader().size >= 40);
    expect(ofReader().size).toBe(40);
  });
});
