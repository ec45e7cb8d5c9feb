import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from './address-rules.ts';
import { UrlGuard, UrlRefused } from './url-guard.ts';

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '93.184.215.14', '2606:4700::1111', '2a00:1450:4001:81b::200e'])('lets %s pass', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1']],
    ['shared', ['100.64.0.1', '100.100.100.200']],
    ['link-local', ['169.254.0.1', '169.254.169.254', 'fe80::1']],
    ['unique-local', ['fc00::1', 'fd00:ec2::254']],
    ['site-local', ['fec0::1']],
    ['multicast', ['224.0.0.1', '239.255.255.250', 'ff02::1']],
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::']],
    ['broadcast and reserved', ['255.255.255.255', '240.0.0.1', '192.0.0.192', '198.18.0.1', '192.0.2.1', '2001:db8::1', '100::1']],
    ['IPv4-mapped and -compatible', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:a9fe:a9fe', '::127.0.0.1', '::8.8.8.8']],
    ['translated', ['64:ff9b::7f00:1', '64:ff9b:1::1', '::ffff:0:7f00:1', '2002:7f00:1::', '2001::1']],
    ['a metadata service on a public address', ['168.63.129.16']],
    ['outside of what is assigned', ['4000::1', '5f00::1']],
    ['no address', ['', 'localhost', '1.2.3.4.5', 'zz::']],
  ])('refuses %s', (_kind, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });
});

describe('UrlGuard', () => {
  const guard = new UrlGuard(['127.0.0.1:9999', 'receiver.test']);

  it.each([
    ['plain http', 'http://8.8.8.8/hook'],
    ['no URL', 'hook'],
    ['another scheme', 'ftp://8.8.8.8/hook'],
    ['a scheme of files', 'file:///etc/passwd'],
    ['a user name', 'https://user@8.8.8.8/hook'],
    ['a password', 'https://user:word@8.8.8.8/hook'],
    ['loopback', 'https://127.0.0.1/hook'],
    ['loopback by name', 'https://localhost/hook'],
    ['loopback by name with a dot', 'https://localhost./hook'],
    ['decimal loopback', 'https://2130706433/hook'],
    ['hexadecimal loopback', 'https://0x7f000001/hook'],
    ['hexadecimal parts', 'https://0x7f.0.0.1/hook'],
    ['octal loopback', 'https://017700000001/hook'],
    ['short loopback', 'https://127.1/hook'],
    ['loopback in full-width digits', 'https://１２７.0.0.1/hook'],
    ['decimal metadata service', 'https://2852039166/latest/meta-data'],
    ['IPv6 loopback', 'https://[::1]/hook'],
    ['IPv4-mapped IPv6', 'https://[::ffff:127.0.0.1]/hook'],
    ['IPv4-mapped IPv6 in hexadecimal', 'https://[::ffff:7f00:1]/hook'],
    ['the metadata service in IPv6', 'https://[fd00:ec2::254]/hook'],
    ['everything', 'https://0.0.0.0/hook'],
    ['a host that does not exist', 'https://does-not-exist.invalid/hook'],
    ['an allowed host at another port', 'http://127.0.0.1:9998/hook'],
  ])('refuses %s', async (_kind, url) => {
    await expect(guard.check(url)).rejects.toBeInstanceOf(UrlRefused);
  });

  it.each([
    'https://8.8.8.8/hook',
    'https://8.8.8.8:8443/hook?x=1',
    'https://[2606:4700::1111]/hook',
    'http://127.0.0.1:9999/hook',
    'http://receiver.test/hook',
    'http://receiver.test:81/hook',
  ])('lets %s pass', async (url) => {
    await expect(guard.check(url)).resolves.toBeUndefined();
  });

  it('gives a connection no address that it has not looked at', async () => {
    const answer = await new Promise<unknown>((resolve) =>
      guard.lookup('localhost', { all: true }, (error, addresses) => resolve(error ?? addresses)),
    );
    expect(answer).toBeInstanceOf(UrlRefused);
  });
});
