import ipaddr from 'ipaddr.js';

/** Azure's metadata service, which looks like a public address. */
const AZURE_METADATA = '168.63.129.16';

/** All unicast addresses of the internet lie here (RFC 4291, IANA). */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is one of the public internet: not private, loopback, link-local, unique-local, multicast, a metadata service,
 * nor a form of IPv6 that leads back to an IPv4 address.
 * @param address as a resolver gives it
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address) || address === AZURE_METADATA) return false;
  const parsed = ipaddr.parse(address);
  return parsed.range() === 'unicast' && (parsed instanceof ipaddr.IPv4 || parsed.match(PUBLIC_IPV6));
}
