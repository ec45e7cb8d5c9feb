import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConsumerStatus, DeadLetters, MessagingHealth, Outbox, OutboxStatus, Unavailable } from '../src/index.ts';
import { InTransaction, Ledger, Stamped } from './ledger.ts';
import { accepted, withdrawn } from './reports.ts';
import { newNamespace, startService, until, type RunningService } from './service.ts';

const send = async (service: RunningService, events: ReturnType<typeof accepted>[]) => {
  await service.store.transaction((session) => service.get(Outbox).add(session, { organisation: 'org', acceptedAt: new Date(), events }));
  service.get(Outbox).wake();
};
const idle = async (service: RunningService) => {
  await until('all is sent', async () => (await service.get(OutboxStatus).pending()) === 0);
  await until('all is handled', async () =>
    (await service.get(ConsumerStatus).topics()).every(({ lag, state }) => lag === 0 && state === 'live'),
  );
};

describe.each([
  ['transaction', InTransaction],
  ['stamped', Stamped],
])('a consumer with the effect "%s"', (effect, controller) => {
  let service: RunningService;
  let ledger: Ledger;

  beforeEach(async () => {
    service = await startService({ namespace: newNamespace() }, { controllers: [controller], providers: [Ledger] });
    ledger = service.get(Ledger);
  });
  afterEach(() => service.stop());

  it('takes every event once, and shows no lag at the end', async () => {
    await send(
      service,
      Array.from({ length: 450 }, () => accepted()),
    );
    await until('handled', async () => (await ledger.counts()).subjects === 450);
    await idle(service);
    expect(await ledger.counts()).toEqual({ subjects: 450, most: 1 });
  });

  it('finds the one event that cannot be used, and goes on', async () => {
    const events = Array.from({ length: 200 }, () => accepted());
    const bad = events[77]!;
    ledger.poison.add(bad.subject);
    await send(service, events);
    await idle(service);
    expect(await ledger.counts()).toEqual({ subjects: 199, most: 1 });
    const [letter, ...others] = await service.get(DeadLetters).list();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ topic: 'reports', key: bad.key, error: { name: 'TypeError' }, replays: 0 });
    expect(letter?.error.message).not.toContain(bad.subject);
    expect(letter?.headers['ce_subject']).toBe(bad.subject);

    ledger.poison.clear();
    expect(await service.get(DeadLetters).replay({ topic: 'reports' })).toBe(1);
    await until('replayed', async () => (await ledger.counts()).subjects === 200);
    expect((await service.get(DeadLetters).list())[0]).toMatchObject({ replays: 1 });
  });

  it('keeps nothing of a report among the dead letters from its withdrawal on, and sends it no more', async () => {
    const [gone, kept] = [accepted(), accepted()];
    for (const { subject } of [gone, kept]) ledger.poison.add(subject);
    await send(service, [gone, kept]);
    await idle(service);
    ledger.poison.delete(gone.subject);
    await send(service, [withdrawn(gone.subject)]);
    await idle(service);
    const letters = await service.get(DeadLetters).list();
    expect(letters.find(({ key }) => key === gone.key)).toMatchObject({ forgotten: true, value: undefined });
    expect(letters.find(({ key }) => key === kept.key)).toMatchObject({ forgotten: false, value: expect.stringContaining('acts') });
    expect(await service.get(DeadLetters).count()).toBe(1);
    expect(await service.get(DeadLetters).replay({ ids: letters.filter(({ key }) => key === gone.key).map(({ id }) => id) })).toBe(0);
  });

  it('keeps no more of a withdrawal that it cannot use than what it needs to take effect', async () => {
    const report = accepted();
    ledger.poison.add(report.subject);
    await send(service, [report, withdrawn(report.subject)]);
    await idle(service);
    const [first, second] = (await service.get(DeadLetters).list()).map(({ value }) => value);
    expect([first, second]).toEqual([expect.stringContaining('acts'), undefined]);
    ledger.poison.clear();
    expect(await service.get(DeadLetters).replay({ replayed: false })).toBe(2);
    await until('both are sent', async () => (await ledger.counts()).subjects === 1);
    await idle(service);
    expect(JSON.stringify(await service.store.verdicts.find({}, { promoteBuffers: true }).toArray())).not.toContain('acts');
    expect((await service.get(DeadLetters).list()).map(({ value, forgotten }) => [value, forgotten])).toEqual([[undefined, true], [undefined, true]]); // prettier-ignore
  });

  it('waits while what the handler needs is away, and puts nothing among the dead letters', async () => {
    ledger.failure = new Unavailable('the other service');
    await send(service, [accepted(), accepted()]);
    await until('tried', () => ledger.calls >= 4);
    expect(await service.get(DeadLetters).count()).toBe(0);
    expect(service.get(MessagingHealth).ready()).toBe(true);
    ledger.failure = undefined;
    await idle(service);
    expect(await ledger.counts()).toEqual({ subjects: 2, most: 1 });
  });

  if (effect === 'stamped')
    it('tries an effect that fails again for ever, is not ready meanwhile, and condemns nothing', async () => {
      service.get(Stamped).failure = new TypeError('no');
      await send(service, [accepted(), accepted()]);
      await until('stuck', () => !service.get(MessagingHealth).ready());
      expect(await service.get(DeadLetters).count()).toBe(0);
      service.get(Stamped).failure = undefined;
      await idle(service);
      expect(service.get(MessagingHealth).ready()).toBe(true);
      expect((await ledger.counts()).subjects).toBe(2);
    });
});
