import { describe, expect, it } from '@jest/globals';
import { addressOf } from './address.ts';

describe('where a request came from', () => {
  it.each([
    ['the peer, whatever it says, when no proxy is trusted', '198.51.100.7', '203.0.113.9', [], '198.51.100.7'],
    ['what a trusted proxy says', '10.0.0.5', '203.0.113.9', ['10.0.0.0/8'], '203.0.113.9'],
    [
      'what the last trusted proxy says, not what the sender wrote before it',
      '10.0.0.5',
      '1.2.3.4, 203.0.113.9, 10.1.1.1',
      ['10.0.0.0/8'],
      '203.0.113.9',
    ],
    ['the proxy itself when it says nothing', '10.0.0.5', undefined, ['10.0.0.5'], '10.0.0.5'],
    ['nothing that is no address', '10.0.0.5', 'unknown, "x', ['10.0.0.5'], '10.0.0.5'],
    ['a network of IPv6', '2001:db8:1:2:3:4:5:6', undefined, [], '2001:db8:1:2::'],
    ['IPv4 in the clothes of IPv6', '::ffff:198.51.100.7', undefined, ['::1'], '198.51.100.7'],
  ])('is %s', (_title, peer, forwarded, trusted, expected) => {
    expect(addressOf(peer, forwarded, trusted)).toBe(expected);
  });
});
