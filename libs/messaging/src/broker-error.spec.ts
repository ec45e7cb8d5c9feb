import { describe, expect, it } from '@jest/globals';
import { isRefused, kinds } from './broker-error.ts';

const broker = (type: string) => Object.assign(new Error('from the broker'), { type });
const wrapped = (cause: Error) => new Error('given up', { cause: new Error('tried again', { cause }) });

describe('kinds', () => {
  it('finds what the broker said, however often it was wrapped', () => {
    expect(kinds(wrapped(broker('MESSAGE_TOO_LARGE')))).toEqual(['MESSAGE_TOO_LARGE']);
    expect(kinds('no error')).toEqual([]);
  });
});

describe('isRefused', () => {
  it.each([
    'TOPIC_AUTHORIZATION_FAILED',
    'GROUP_AUTHORIZATION_FAILED',
    'TRANSACTIONAL_ID_AUTHORIZATION_FAILED',
    'SASL_AUTHENTICATION_FAILED',
  ])('is true for %s', (type) => {
    expect(isRefused(wrapped(broker(type)))).toBe(true);
  });

  it('is true when KafkaJS could not sign in', () => {
    const error = Object.assign(new Error('SASL PLAIN authentication failed'), { name: 'KafkaJSSASLAuthenticationError' });
    expect(isRefused(wrapped(error))).toBe(true);
  });

  it('is true when no coordinator was found, because KafkaJS says no more when a group is refused', () => {
    const error = Object.assign(new Error('Failed to find group coordinator'), { name: 'KafkaJSNonRetriableError' });
    expect(isRefused(wrapped(error))).toBe(true);
  });

  it.each(['MESSAGE_TOO_LARGE', 'REBALANCE_IN_PROGRESS', 'UNKNOWN_TOPIC_OR_PARTITION'])('is false for %s', (type) => {
    expect(isRefused(wrapped(broker(type)))).toBe(false);
  });

  it('is false for a fault of ours', () => {
    expect(isRefused(new TypeError('undefined is not a function'))).toBe(false);
  });
});
