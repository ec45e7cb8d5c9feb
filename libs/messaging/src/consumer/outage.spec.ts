import { describe, expect, it } from '@jest/globals';
import { Unavailable } from '../errors.ts';
import { isPassing, isUnavailable, withoutContent } from './outage.ts';

const named = (name: string, over: object = {}) => Object.assign(new Error('text with a name in it'), { name, ...over });
const labelled = (label: string) => named('MongoServerError', { hasErrorLabel: (asked: string) => asked === label });

describe('a failure', () => {
  it.each([named('MongoNetworkError'), named('MongoServerSelectionError'), labelled('TransientTransactionError')])(
    'may pass: %p',
    (error) => {
      expect(isPassing(error)).toBe(true);
    },
  );

  it.each([new TypeError('x'), named('MongoServerError', { code: 11_000 }), labelled('other'), 'text', undefined])(
    'may not: %p',
    (error) => {
      expect(isPassing(error)).toBe(false);
    },
  );

  it('of what the handler needs says so itself', () => {
    expect(isUnavailable(new Unavailable('directory'))).toBe(true);
    expect(isUnavailable(new Error('directory'))).toBe(false);
  });

  it('is kept without its text', () => {
    expect(withoutContent(named('MongoServerError', { code: 11_000 }))).toEqual({
      name: 'MongoServerError',
      message: 'The handler failed with code 11000.',
    });
    expect(withoutContent(new TypeError('cannot take Maria'))).toEqual({ name: 'TypeError', message: 'The handler failed.' });
    expect(withoutContent(named('Maria was here', { code: 'Maria was here' }))).toEqual({ name: 'Error', message: 'The handler failed.' });
    expect(withoutContent('Maria')).toEqual({ name: 'Error', message: 'The handler failed.' });
  });
});
