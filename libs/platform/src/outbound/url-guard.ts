import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { isPublicAddress } from './address-rules.ts';

/** `host` or `host:port` of others that may be private and without TLS. Empty outside development. */
export const ALLOWED_HOSTS = Symbol('allowed-hosts');

/** A URL leads where nothing may be sent. The message says why, for whoever gave it. */
export class UrlRefused extends Error {
  override readonly name = 'UrlRefused';
}

/** Looks at URLs that others gave before a service asks them: nothing is sent to addresses inside anybody's network. */
@Injectable()
export class UrlGuard {
  constructor(@Inject(ALLOWED_HOSTS) private readonly allowed: readonly string[]) {}

  /**
   * Looks at the URL and at every address of its host.
   * @throws UrlRefused
   */
  async check(text: string): Promise<void> {
    const url = parse(text);
    if (this.isExempt(url)) return;
    if (url.protocol !== 'https:') throw new UrlRefused('The URL must begin with https://.');
    await publicAddresses(bareHost(url));
  }

  isExempt(url: URL): boolean {
    return (
      this.allowed.includes(url.host) ||
      this.allowed.includes(url.hostname) ||
      this.allowed.includes(`${url.hostname}:${url.port || defaultPort(url)}`)
    );
  }

  /** Resolves a host for a connection and gives only addresses that were looked at, so that nothing can change in between. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    publicAddresses(hostname).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all) callback(null, addresses);
        else if (first) callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new UrlRefused('The host cannot be resolved.'), []),
    );
  };
}

function parse(text: string): URL {
  const url = URL.parse(text);
  if (!url) throw new UrlRefused('This is no URL; write https://host/path.');
  if (url.username !== '' || url.password !== '') throw new UrlRefused('The URL must not hold a user name or password.');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new UrlRefused('The URL must begin with https://.');
  return url;
}

interface Address {
  readonly address: string;
  readonly family: number;
}

async function publicAddresses(host: string): Promise<Address[]> {
  const family = isIP(host);
  const addresses = family ? [{ address: host, family }] : await resolve(host);
  if (addresses.length === 0 || !addresses.every(({ address }) => isPublicAddress(address)))
    throw new UrlRefused('The host leads to an address that is not on the public internet.');
  return addresses;
}

async function resolve(host: string): Promise<Address[]> {
  try {
    return await lookup(host, { all: true, order: 'verbatim' });
  } catch {
    throw new UrlRefused('The host cannot be resolved; check its name.');
  }
}

/** `URL` writes IPv6 addresses in brackets, and has already read decimal, octal and hexadecimal IPv4 addresses. */
const bareHost = ({ hostname }: URL) => hostname.replace(/^\[(.*)\]$/, '$1');
const defaultPort = ({ protocol }: URL) => (protocol === 'https:' ? '443' : '80');
