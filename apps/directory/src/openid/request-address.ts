import type { IncomingHttpHeaders } from 'node:http';
import { SERVICE_CONFIG } from '@landbridge/platform';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import type { DirectoryConfig } from '../directory.config.ts';

type Network = ReturnType<typeof ipaddr.parseCIDR>;

const TOGETHER =
  'all people count as one address, and one of them can make all the others wait. Set TRUSTED_PROXIES to the proxy’s address or network.';

/** Where requests come from, as those proxies before directory say that are trusted. */
@Injectable()
export class RequestAddress implements OnModuleInit {
  private readonly logger = new Logger(RequestAddress.name);
  private told = false;

  constructor(@Inject(SERVICE_CONFIG) private readonly config: Pick<DirectoryConfig, 'PUBLIC_URL' | 'trustedProxies'>) {}

  /** directory itself speaks no TLS, so where its address has it there is a proxy. */
  onModuleInit(): void {
    if (!this.config.PUBLIC_URL.startsWith('https:') || this.config.trustedProxies.length > 0) return;
    this.told = true;
    this.logger.warn(`PUBLIC_URL has TLS, and no proxy before directory is trusted: ${TOGETHER}`);
  }

  /** @param peer the other end of the connection */
  of(peer: string, { 'x-forwarded-for': header }: IncomingHttpHeaders): string {
    const forwarded = Array.isArray(header) ? header.join() : header;
    this.tell(peer, forwarded);
    return addressOf(peer, forwarded, this.config.trustedProxies);
  }

  /** Once, and only of a peer that may be a proxy: whoever comes from the internet may write that header, too. */
  private tell(peer: string, forwarded: string | undefined): void {
    if (this.told || forwarded === undefined || !isInside(peer) || isTrusted(peer, this.config.trustedProxies)) return;
    this.told = true;
    this.logger.warn(`Requests come by a proxy that is not trusted: ${TOGETHER}`);
  }
}

/**
 * Where a request came from, for counting attempts: the last address that is not one of our own proxies'. IPv6 counts by its network
 * of 64 bits, because one subscriber has all of it.
 * @param peer the other end of the connection
 * @param forwardedFor the header X-Forwarded-For; only what trusted proxies have added to it is believed
 * @param trusted addresses and networks
 */
export function addressOf(peer: string, forwardedFor: string | undefined, trusted: readonly string[]): string {
  const told = (forwardedFor ?? '').split(',').map((address) => address.trim());
  const hops = [peer, ...told.reverse().filter((address) => ipaddr.isValid(address))];
  const origin = hops.find((address) => !isTrusted(address, trusted)) ?? peer;
  return ipaddr.isValid(origin) ? subscriberOf(ipaddr.process(origin)) : origin;
}

function subscriberOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address instanceof ipaddr.IPv6
    ? ipaddr.IPv6.networkAddressFromCIDR(`${address.toNormalizedString()}/64`).toString()
    : address.toString();
}

const isTrusted = (address: string, trusted: readonly string[]) => trusted.map(networkOf).some((network) => isIn(address, network));
const isInside = (address: string) => ipaddr.isValid(address) && ipaddr.process(address).range() !== 'unicast';

function networkOf(text: string): Network {
  if (text.includes('/')) return ipaddr.parseCIDR(text);
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128] as Network;
}

function isIn(text: string, [network, bits]: Network): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  return address.kind() === network.kind() && address.match([network, bits] as never);
}
