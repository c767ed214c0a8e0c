import { addressLabels, parseIp } from './ip.ts';

/** A DNS block list (RFC 5782) and how to read it. */
export interface BlockList {
  readonly zone: string;
  readonly name: string;
  readonly kind: 'address' | 'domain';
  /** Answers that say "you may not ask", not "listed". */
  readonly refusals: readonly string[];
  /** Refuses questions that come through big public resolvers. */
  readonly needsOwnResolver: boolean;
  readonly removal: string;
}

const spamhausRefusals = ['127.255.255.252', '127.255.255.254', '127.255.255.255'];

/** Lists that mailbox providers are known to use. As of November 2026. */
export const blockLists: readonly BlockList[] = [
  {
    zone: 'zen.spamhaus.org',
    name: 'Spamhaus ZEN',
    kind: 'address',
    refusals: spamhausRefusals,
    needsOwnResolver: true,
    removal: 'https://check.spamhaus.org/',
  },
  {
    zone: 'dbl.spamhaus.org',
    name: 'Spamhaus DBL',
    kind: 'domain',
    refusals: [...spamhausRefusals, '127.0.1.255'],
    needsOwnResolver: true,
    removal: 'https://check.spamhaus.org/',
  },
  {
    zone: 'bl.spamcop.net',
    name: 'SpamCop',
    kind: 'address',
    refusals: [],
    needsOwnResolver: false,
    removal: 'https://www.spamcop.net/bl.shtml',
  },
  {
    zone: 'b.barracudacentral.org',
    name: 'Barracuda',
    kind: 'address',
    refusals: [],
    needsOwnResolver: true,
    removal: 'https://www.barracudacentral.org/rbl/removal-request',
  },
  {
    zone: 'multi.surbl.org',
    name: 'SURBL',
    kind: 'domain',
    refusals: ['127.0.0.1'],
    needsOwnResolver: true,
    removal: 'https://surbl.org/surbl-analysis',
  },
  {
    zone: 'multi.uribl.com',
    name: 'URIBL',
    kind: 'domain',
    refusals: ['127.0.0.1'],
    needsOwnResolver: true,
    removal: 'https://lookup.uribl.com/',
  },
];

/** Name to ask type A for (RFC 5782 sections 2.1, 2.4 and 3); null when the subject does not fit the list. */
export function blockListName(list: BlockList, subject: string): string | null {
  const ip = parseIp(subject);
  if (list.kind === 'domain') return ip === null ? `${subject}.${list.zone}` : null;
  return ip === null ? null : `${addressLabels(ip).toReversed().join('.')}.${list.zone}`;
}

/** Entry every list must have, to prove that asking works (RFC 5782 section 5). */
export const testEntry = (list: BlockList): string =>
  list.kind === 'address' ? `2.0.0.127.${list.zone}` : `test.${list.zone}`;

export type ListingVerdict =
  | { readonly state: 'clear' }
  | { readonly state: 'listed'; readonly codes: readonly string[] }
  /** The list did not say: refused, or answered with something that is no list answer. */
  | { readonly state: 'unknown'; readonly why: string };

/** Reads the A records of an answer; an empty list means NXDOMAIN. */
export function readListing(list: BlockList, addresses: readonly string[]): ListingVerdict {
  if (addresses.length === 0) return { state: 'clear' };
  const refusal = addresses.find((address) => list.refusals.includes(address));
  if (refusal !== undefined)
    return { state: 'unknown', why: `${list.name} refuses to answer this resolver (${refusal})` };
  // Anything outside 127.0.0.0/8 is a parked zone or a lying resolver (RFC 5782 section 2.1).
  const codes = addresses.filter((address) => address.startsWith('127.'));
  if (codes.length === 0)
    return {
      state: 'unknown',
      why: `${list.name} answered ${addresses[0]?.slice(0, 45)}, which is no list answer`,
    };
  return { state: 'listed', codes };
}
