import type { DnsMessage } from '../../model/outside-dns.ts';
import { isAtOrBelow, plainName } from '../../protocols/dns/name.ts';

/** A zone and the servers its parent (or the hints) names for it. */
export interface Cut {
  readonly zone: string;
  readonly servers: readonly { readonly name: string; readonly addresses: readonly string[] }[];
}

const maxServers = 16;
const maxAddressesEach = 8;

/**
 * Reads a referral. Glue is believed only for names inside the zone whose servers sent it (RFC 5452 section 6, RFC 9471);
 * anything else is looked up by itself.
 */
export function cutFrom(message: DnsMessage, zone: string, parent: string): Cut {
  const names = message.authorities
    .filter((record) => record.type === 'NS' && record.name === zone)
    .map((record) => plainName(record.value));
  const servers = [...new Set(names)].slice(0, maxServers).map((name) => ({
    name,
    addresses: isAtOrBelow(name, parent) ? glueFor(message, name) : [],
  }));
  return { zone, servers };
}

const glueFor = (message: DnsMessage, name: string): readonly string[] =>
  message.additionals
    .filter((record) => record.name === name && (record.type === 'A' || record.type === 'AAAA'))
    .map((record) => record.value)
    .slice(0, maxAddressesEach);
