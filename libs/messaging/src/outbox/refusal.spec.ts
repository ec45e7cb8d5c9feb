import { describe, expect, it } from '@jest/globals';
import { fenced, refusal } from './refusal.ts';

const broker = (type: string) => Object.assign(new Error('broker'), { type });
const wrapped = (cause: Error) => new Error('outer', { cause: new Error('inner', { cause }) });

describe('what Kafka says', () => {
  it('is a refusal for ever when the record itself is at fault', () => {
    expect(refusal(wrapped(broker('MESSAGE_TOO_LARGE')))).toBe('MESSAGE_TOO_LARGE');
    expect(refusal(broker('INVALID_RECORD'))).toBe('INVALID_RECORD');
  });

  it('is none when something is away, not allowed or not there yet', () => {
    for (const type of ['UNKNOWN_TOPIC_OR_PARTITION', 'TOPIC_AUTHORIZATION_FAILED', 'REQUEST_TIMED_OUT', 'INVALID_PRODUCER_EPOCH'])
      expect(refusal(wrapped(broker(type)))).toBeUndefined();
    expect(refusal(new TypeError('x'))).toBeUndefined();
  });

  it('tells who was fenced', () => {
    expect(fenced(wrapped(broker('INVALID_PRODUCER_EPOCH')))).toBe(true);
    expect(fenced(wrapped(broker('MESSAGE_TOO_LARGE')))).toBe(false);
  });
});
