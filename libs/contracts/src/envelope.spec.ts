import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fromHeaders, toHeaders, UnreadableEnvelope, type EventAttributes } from './envelope.ts';
import { EVENTS, type EventName } from './events.ts';

const attributes: fc.Arbitrary<EventAttributes> = fc
  .record(
    {
      id: fc.uuid(),
      source: fc.constant('/ingestion'),
      name: fc.constantFrom(...(Object.keys(EVENTS) as EventName[])),
      subject: fc.uuid(),
      revision: fc.nat(),
      time: fc.date({ min: new Date('2000-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
      policySequence: fc.nat(),
      traceparent: fc.constant('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'),
    },
    { requiredKeys: ['id', 'source', 'name', 'subject', 'revision', 'time'] },
  )
  .map((event) => event as EventAttributes);

const good = toHeaders({
  id: 'a',
  source: '/ingestion',
  name: 'report.accepted',
  subject: 's',
  revision: 1,
  time: '2026-01-01T00:00:00.000Z',
});

describe('the envelope', () => {
  it('is read back from headers as Kafka gives them', () => {
    fc.assert(
      fc.property(attributes, (event) => {
        const asBuffers = Object.fromEntries(Object.entries(toHeaders(event)).map(([name, value]) => [name, Buffer.from(value)]));
        expect(fromHeaders(asBuffers)).toEqual(event);
      }),
    );
  });

  it('speaks CloudEvents 1.0 in binary mode', () => {
    expect(good).toMatchObject({ ce_specversion: '1.0', ce_type: 'org.landbridge.report.accepted.v1', 'content-type': 'application/json' });
  });

  it.each<[string, Record<string, string | undefined>]>([
    ['no headers', Object.fromEntries(Object.keys(good).map((name) => [name, undefined]))],
    ['another version of CloudEvents', { ce_specversion: '0.3' }],
    ['a type of somebody else', { ce_type: 'com.example.thing' }],
    ['a type named like a property of every object', { ce_type: 'org.landbridge.constructor.v1' }],
    ['no subject', { ce_subject: '' }],
    ['a revision that is no number', { ce_revision: '1e3' }],
    ['a revision beyond what is exact', { ce_revision: '9'.repeat(16) }],
    ['a time without its zone', { ce_time: '2026-01-01T00:00:00' }],
    ['an endless id', { ce_id: 'x'.repeat(501) }],
  ])('refuses %s', (_title, over) => {
    expect(() => fromHeaders({ ...good, ...over })).toThrow(UnreadableEnvelope);
  });
});
