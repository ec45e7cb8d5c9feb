import { describe, expect, it } from '@jest/globals';
import { HEADER_ONLY } from '@landbridge/contracts';
import { structuredReport, withdrawalOf } from '@landbridge/contracts/testing';
import type { KafkaMessage } from 'kafkajs';
import type { HeaderOnlyEvent, NewEvent } from '../events.ts';
import { toWire } from '../wire.ts';
import { decode } from './decode.ts';

const place = { topic: 'reports', stampOffset: 0 } as const;
const report = structuredReport();
const accepted: NewEvent<'reports'> = {
  topic: 'reports',
  name: 'report.accepted',
  key: report.id,
  subject: report.id,
  revision: 1,
  time: new Date('2026-03-03T09:00:00.000Z'),
  policySequence: 12,
  data: { report },
};
const withdrawal = withdrawalOf(report);
const withdrawn: NewEvent<'reports'> = { ...accepted, name: 'report.withdrawn', revision: 2, data: { withdrawal } };

type Over = Partial<Pick<KafkaMessage, 'value' | 'headers' | 'offset'>>;

function record(event: NewEvent, over: Over = {}): KafkaMessage {
  const { key, headers, value } = toWire(event, 'ingestion');
  return { key: Buffer.from(key), headers, value: Buffer.from(value), offset: '41', timestamp: '0', attributes: 0, ...over };
}

describe('decode', () => {
  it('brings back what was sent', () => {
    expect(decode(place, record(accepted))).toMatchObject({
      kind: 'event',
      event: {
        key: report.id,
        name: 'report.accepted',
        revision: 1,
        time: accepted.time,
        policySequence: 12,
        data: { report },
        offset: 41,
        stamp: 41,
      },
    });
  });

  it('stamps what is replayed below everything that is live, in order', () => {
    const stampOf = (stampOffset: number, offset: string) => {
      const decoded = decode({ topic: 'reports', stampOffset }, record(accepted, { offset }));
      return decoded.kind === 'event' ? decoded.event.stamp : NaN;
    };
    expect(stampOf(-(2 ** 50), '9000000000')).toBeLessThan(stampOf(0, '0'));
    expect(stampOf(-(2 ** 50), '6')).toBeLessThan(stampOf(-(2 ** 50), '7'));
  });

  it.each<[string, Over, string]>([
    ['is no JSON', { value: Buffer.from('{') }, 'The body of report.accepted is not JSON in UTF-8.'],
    ['is no UTF-8', { value: Buffer.from([0x22, 0xff, 0x22]) }, 'The body of report.accepted is not JSON in UTF-8.'],
    ['is missing', { value: null }, 'The body of report.accepted is not JSON in UTF-8.'],
    ['does not fit', { value: Buffer.from('{"report":{"id":"secret"}}') }, 'The body of report.accepted does not fit its schema.'],
    ['is no object', { value: Buffer.from('null') }, 'The body of report.accepted does not fit its schema.'],
    ['has no headers', { headers: {} }, 'The header ce_specversion is missing or too long.'],
  ])('refuses a record that %s, without quoting it', (_, over, message) => {
    expect(decode(place, record(accepted, over))).toMatchObject({ kind: 'unreadable', error: { message } });
  });

  it('refuses an event that the topic does not carry', () => {
    expect(decode({ topic: 'trends', stampOffset: 0 }, record(accepted))).toMatchObject({ kind: 'unreadable' });
  });

  it('takes a withdrawal from its headers alone', () => {
    for (const value of [Buffer.from('{'), Buffer.from('{}'), null])
      expect(decode(place, record(withdrawn, { value }))).toMatchObject({
        kind: 'event',
        event: { name: 'report.withdrawn', subject: report.id, revision: 2, data: undefined },
      });
  });

  it('types as optional exactly the data that may be missing', () => {
    const typed: Record<HeaderOnlyEvent, true> = { 'report.narrowed': true, 'report.withdrawn': true, 'organisation.suspended': true };
    expect(Object.keys(typed).sort()).toEqual([...HEADER_ONLY].sort());
  });

  it('knows the end of a replay', () => {
    const topic = 'replay.trend-detection';
    const data = { service: 'trend-detection', generation: 'reports:2:1:a:b' };
    const marker = { ...accepted, topic, name: 'replay.completed', data } as const;
    expect(decode({ topic, stampOffset: 0 }, record(marker))).toEqual({ kind: 'completed', generation: 'reports:2:1:a:b' });
  });
});
