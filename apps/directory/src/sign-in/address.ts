import { SERVICE_CONFIG } from '@landbridge/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import type { DirectoryConfig } from '../directory.config.ts';

type Network = ReturnType<typeof ipaddr.parseCIDR>;

/** Where requests come from, as the proxies before directory say that are trusted. */
@Injectable()
export class RequestAddress {
  constructor(@Inject(SERVICE_CONFIG) private readonly config: Pick<DirectoryConfig, 'trustedProxies'>) {}

  of({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): string {
    const forwarded = headers['x-forwarded-for'];
    return addressOf(ip, Array.isArray(forwarded) ? forwarded.join() : forwarded, this.config.trustedProxies);
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
  const networks = trusted.map(networkOf);
  const told = (forwardedFor ?? '').split(',').map((address) => address.trim());
  const hops = [peer, ...told.reverse().filter((address) => ipaddr.isValid(address))];
  const origin = hops.find((address) => !networks.some((network) => isIn(address, network))) ?? peer;
  return ipaddr.isValid(origin) ? subscriberOf(ipaddr.process(origin)) : origin;
}

function subscriberOf(address: ipaddr.IPv4 | ipaddr.IPv6): string {
  return address instanceof ipaddr.IPv6
    ? ipaddr.IPv6.networkAddressFromCIDR(`${address.toNormalizedString()}/64`).toString()
    : address.toString();
}

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
