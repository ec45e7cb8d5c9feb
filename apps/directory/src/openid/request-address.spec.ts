import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { addressOf, RequestAddress } from './request-address.ts';

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

describe('a proxy that is not trusted', () => {
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
  beforeEach(() => void warn.mockClear());
  const starting = (PUBLIC_URL: string, trustedProxies: string[]) => {
    const addresses = new RequestAddress({ PUBLIC_URL, trustedProxies });
    addresses.onModuleInit();
    return addresses;
  };

  it.each<[string, string, string[], number]>([
    ['told of at the start, where directory’s address has TLS', 'https://directory.example.org', [], 1],
    ['not there where one is trusted', 'https://directory.example.org', ['10.0.0.0/8'], 0],
    ['not expected without TLS', 'http://127.0.0.1:3001', [], 0],
  ])('is %s', (_title, url, trusted, times) => {
    starting(url, trusted);
    expect(warn).toHaveBeenCalledTimes(times);
  });

  it.each<[string, string, string | undefined, string[], number]>([
    ['told of, once, when requests come by it', '172.18.0.1', '203.0.113.9', [], 1],
    ['told of where another one is trusted', '172.18.0.1', '203.0.113.9', ['10.0.0.0/8'], 1],
    ['no proxy when it is trusted', '10.0.0.5', '203.0.113.9', ['10.0.0.0/8'], 0],
    ['no proxy when it passes nothing on', '172.18.0.1', undefined, [], 0],
    ['no proxy when it comes from the internet', '8.8.8.8', '203.0.113.9', [], 0],
  ])('is %s', (_title, peer, forwarded, trusted, times) => {
    const addresses = starting('http://127.0.0.1:3001', trusted);
    for (let i = 0; i < 3; i += 1) addresses.of(peer, forwarded === undefined ? {} : { 'x-forwarded-for': forwarded });
    expect(warn).toHaveBeenCalledTimes(times);
    expect(JSON.stringify(warn.mock.calls)).not.toMatch(/203\.0|172\.18/);
  });
});
