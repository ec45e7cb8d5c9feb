import { beforeEach, describe, expect, it } from '@jest/globals';
import type { OrganisationState, StructuredReport } from '@landbridge/contracts';
import { structuredReport } from '@landbridge/contracts/testing';
import { TestNetwork } from './network.ts';
import type { Hook, Reply } from './receiver.ts';
import { until } from './until.ts';

const WITHDRAWALS_ONLY = ({ type }: { type: string }): Reply => ({ status: type === 'report.withdrawn' ? 200 : 500 });
const HOUR = 3600_000;

describe('what may be told to whom', () => {
  const network = TestNetwork.forTests();
  let hook: Hook;
  let reader: OrganisationState;

  beforeEach(() => {
    ({ reader, hook } = network.newReader());
  });

  /** Sends a report and waits until it came to one receiver; all receivers were decided on together. */
  const reaches = async (to: Hook, report: StructuredReport) => {
    await network.topics.accept(report);
    await until('it arrives', () => to.of(report.id).length === 1);
  };
  /** What an owner is told that an organisation had of a report, or knows to be gone. */
  const recorded = (disclosures: { data: Record<string, unknown> }[], { id }: StructuredReport, by: OrganisationState) =>
    disclosures.map(({ data }) => data).filter((data) => data['report'] === id && data['reader'] === by.id);
  const toldOf = async (organisation: OrganisationState, { id }: StructuredReport) =>
    (await network.api.deliveries(organisation)).filter(({ subject }) => subject === id).map(({ event }) => event);

  it('is a coarse form where a child is concerned and the purpose is not for children, and so on record', async () => {
    await network.api.subscribe(reader, hook);
    const disclosures = await network.topics.listen('disclosures');
    const child = structuredReport({
      marking: { tlp: 'amber+strict', communities: ['practitioners'] },
      quantities: [{ unit: 'victim', value: 1, ageBand: '9-17', gender: 'female' }],
      concernsMinors: true,
    });
    await reaches(hook, child);
    expect(hook.received[0]?.data).toMatchObject({ visibility: 'redacted', quantities: [{ unit: 'victim', value: 1 }] });
    for (const told of ['female', '9-17', 'job-portal', child.contributor.id]) expect(hook.received[0]?.body).not.toContain(told);
    await until('the disclosure is told', () => recorded(disclosures, child, reader).length > 0);
    expect(recorded(disclosures, child, reader)).toMatchObject([{ level: 'redacted', channel: 'webhook' }]);
  });

  it('goes to a recipient, and not to a member, when its owner wants to be asked before it is passed on', async () => {
    const recipient = network.directory.register({ communities: [] });
    const other = network.receiver.hook();
    await network.api.subscribe(recipient, hook);
    await network.api.subscribe(reader, other);
    const report = structuredReport({
      marking: { tlp: 'amber', communities: ['practitioners'], recipients: [recipient.id], handling: ['H2'] },
    });
    await reaches(hook, report);
    expect(await toldOf(reader, report)).toEqual([]);
  });

  it('goes to who reads for one of its purposes', async () => {
    await network.api.subscribe(reader, hook, { purpose: 'research' });
    const other = network.receiver.hook();
    await network.api.subscribe(network.directory.register(), other, { purpose: 'prevention' });
    const report = structuredReport({ usePurposes: ['prevention'] });
    await reaches(other, report);
    expect(await toldOf(reader, report)).toEqual([]);
  });

  it('stays in its territory', async () => {
    await network.api.subscribe(reader, hook);
    const other = network.receiver.hook();
    await network.api.subscribe(network.directory.register({ country: 'RO' }), other);
    const report = structuredReport({ marking: { tlp: 'green', communities: ['practitioners'], territory: ['RO', 'MD'] } });
    await reaches(other, report);
    expect(await toldOf(reader, report)).toEqual([]);
  });

  it('never is RED, not even to its owner', async () => {
    await network.api.subscribe(reader, hook);
    const own = { ...structuredReport().contributor, id: reader.id };
    const person = '0198b3a4-7c1e-7a52-9d3f-2b6c8e4f1a70';
    const red = structuredReport({ contributor: own, marking: { tlp: 'red', persons: [person] } });
    await network.topics.accept(red);
    await reaches(hook, structuredReport({ id: red.id, revision: 2, contributor: own }));
    expect(await toldOf(reader, red)).toEqual(['report.revised']);
  });

  it('comes by an agreement until that ends, also between two attempts', async () => {
    const owner = network.directory.register({ communities: ['law-enforcement'] });
    const end = new Date(Date.now() + HOUR).toISOString();
    network.directory.change(reader.id, {
      agreements: [{ id: '0198b3a4-7c1e-7a52-9d3f-2b6c8e4f1a71', with: owner.id, purposes: ['prevention'], until: end }],
    });
    await network.api.subscribe(reader, hook);
    hook.reply = WITHDRAWALS_ONLY;
    const report = structuredReport({
      contributor: { id: owner.id, kind: 'ngo', country: 'SE', regime: 'gdpr' },
      marking: { tlp: 'amber', communities: ['law-enforcement'] },
    });
    await reaches(hook, report);
    network.moveClock(2 * HOUR);
    await until('it is taken back', () => hook.of(report.id).length === 2);
    expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.withdrawn 1']);
  });

  it('is taken back from a member that the charter of its community no longer admits', async () => {
    const member = network.directory.register({ communities: ['research'], kind: 'academic' });
    await network.api.subscribe(member, hook, { purpose: 'research' });
    const report = structuredReport({ marking: { tlp: 'green', communities: ['research'] }, usePurposes: ['research'] });
    await reaches(hook, report);
    network.directory.setCharter('research', { admits: ['police'] });
    await until('it is taken back', () => hook.of(report.id).length === 2);
    network.directory.setCharter('research', {});
    expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.withdrawn 1']);
  });

  it('is taken back within five seconds from who leaves the community, and what waits is never sent', async () => {
    // of a community of its own: the others' receivers get none of so many
    const leaver = network.directory.register({ communities: ['private-sector'] });
    const marking = { tlp: 'green' as const, communities: ['private-sector'] };
    hook.reply = (received) => (received.revision === 1 && received.subject === waiting.id ? { status: 500 } : { status: 204 });
    const waiting = structuredReport({ marking });
    const held = Array.from({ length: 250 }, () => structuredReport({ marking }));
    const other = structuredReport({ marking: { tlp: 'amber', communities: ['law-enforcement'], recipients: [leaver.id] } });
    await network.api.subscribe(leaver, hook);
    await network.topics.accept(waiting, other, ...held);
    await until('all arrive', () => new Set(hook.received.map(({ subject }) => subject)).size === 252);
    await until('all are written down', async () => (await network.api.deliveries(leaver, '&state=delivered')).length === 251);
    await network.topics.accept({ ...waiting, revision: 2 });
    await until('the second revision waits', async () => (await network.api.deliveries(leaver, '&state=waiting')).length === 2);
    network.directory.change(leaver.id, { communities: [] });
    const left = Date.now();
    await until(
      'all are taken back',
      () => new Set(hook.received.filter(({ type }) => type === 'report.withdrawn').map(({ subject }) => subject)).size === 251,
    );
    const first = hook.received.find(({ type }) => type === 'report.withdrawn');
    expect((first?.at ?? Infinity) - left).toBeLessThan(5_000);
    expect([...new Set(hook.story(waiting.id))]).toEqual(['report.accepted 1', 'report.withdrawn 2']);
    expect(hook.story(other.id)).toEqual(['report.accepted 1']);
    await until('what waited is dropped', async () => (await network.api.deliveries(leaver, '&state=dropped')).length === 2);
  });

  it('is not taken back from who is suspended, and is when who was suspended left meanwhile', async () => {
    await network.api.subscribe(reader, hook);
    const report = structuredReport();
    await reaches(hook, report);
    network.directory.change(reader.id, { status: 'suspended' });
    const other = network.receiver.hook();
    const leaver = network.directory.register();
    await network.api.subscribe(leaver, other);
    const later = structuredReport();
    await reaches(other, later);
    network.directory.change(leaver.id, { communities: [] });
    await until('the leaver’s is taken back', () => other.of(later.id).length === 2);
    expect(hook.story(report.id)).toEqual(['report.accepted 1']);
    network.directory.change(reader.id, { status: 'suspended', communities: [] });
    network.directory.change(reader.id, { status: 'active' });
    await until('it is taken back', () => hook.of(report.id).length === 2);
    expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.withdrawn 1']);
  });

  it('reaches who had the report when it is corrected or narrowed, asked for or not, and nobody else who did not ask', async () => {
    await network.api.subscribe(reader, hook, { events: ['report.accepted'] });
    const other = network.receiver.hook();
    const report = structuredReport({ attribution: 'named' });
    await reaches(hook, report);
    await network.api.subscribe(network.directory.register(), other, { events: ['report.accepted'] });
    await network.topics.accept({ ...report, revision: 2 });
    await network.topics.narrow({ ...report, revision: 3, attribution: 'hidden' });
    await until('it is told both', () => hook.of(report.id).length === 3);
    expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.revised 2', 'report.revised 3']);
    expect(hook.received[2]?.body).not.toContain(report.contributor.id);
    expect(other.received).toEqual([]);
  });

  it('reaches who was suspended when the report was corrected as soon as it is let in again', async () => {
    const other = network.receiver.hook();
    await network.api.subscribe(reader, hook);
    await network.api.subscribe(network.directory.register(), other);
    const report = structuredReport();
    await reaches(hook, report);
    network.directory.change(reader.id, { status: 'suspended' });
    const fresh = structuredReport();
    await network.topics.accept({ ...report, revision: 2 }, fresh);
    await until('the others have it', () => other.of(fresh.id).length === 1 && other.of(report.id).length === 2);
    expect(hook.story(report.id)).toEqual(['report.accepted 1']);
    network.directory.change(reader.id, { status: 'active' });
    await until('it has the correction', () => hook.of(report.id).length === 2);
    expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.revised 2']);
    expect(hook.of(fresh.id)).toEqual([]);
  });

  it('is taken back from all when to whom it was narrowed cannot be read', async () => {
    await network.api.subscribe(reader, hook);
    const disclosures = await network.topics.listen('disclosures');
    const report = structuredReport();
    await reaches(hook, report);
    await network.topics.narrow({ ...report, revision: 2 }, 'not json');
    await until('it is taken back', () => hook.of(report.id).length === 2);
    expect(hook.story(report.id)).toEqual(['report.accepted 1', 'report.withdrawn 2']);
    await until('its owner can know', () => recorded(disclosures, report, reader).length === 2);
    expect(recorded(disclosures, report, reader)).toMatchObject([
      { revision: 1, level: 'full' },
      { revision: 2, channel: 'webhook' },
    ]);
    await network.topics.accept({ ...report, revision: 3 });
    await until('the next revision that can be read arrives', () => hook.of(report.id).length === 3);
  });

  it('tells an owner of no withdrawal to who never had the report', async () => {
    await network.api.subscribe(reader, hook, { events: ['report.withdrawn'] });
    const other = network.receiver.hook();
    const holder = network.directory.register();
    await network.api.subscribe(holder, other);
    const disclosures = await network.topics.listen('disclosures');
    const report = structuredReport();
    await reaches(other, report);
    await network.topics.withdraw(report);
    await until('both are told', () => hook.received.length === 1 && other.received.length === 2);
    await until('one is on record', () => recorded(disclosures, report, holder).length === 2);
    await until('both are delivered', async () => (await network.api.deliveries(reader, '&state=delivered')).length === 1);
    expect(recorded(disclosures, report, reader)).toEqual([]);
  });
});
