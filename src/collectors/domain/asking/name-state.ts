import type { DnsRecord } from '../../../model/outside-dns.ts';
import { registrableDomain } from '../../../protocols/dns/name.ts';
import { outcomeOf, type Outcome } from '../../../protocols/zone/answers.ts';
import type { Asking } from './exchange.ts';

/** Where a name leads over IPv4 and IPv6 together. */
export interface NameState {
  readonly isSettled: boolean;
  readonly rcode: string;
  readonly aliases: readonly string[];
  readonly addresses: readonly string[];
}

export async function lookUp(asking: Asking, name: string, type: string): Promise<Outcome> {
  return outcomeOf(await asking.outside.dns.resolve(name, type, { signal: asking.signal }));
}

/** A and AAAA side by side. Settled when both are, or when one already brought addresses. */
export async function nameState(asking: Asking, name: string): Promise<NameState> {
  const [a, aaaa] = await Promise.all([lookUp(asking, name, 'A'), lookUp(asking, name, 'AAAA')]);
  const addresses = [...a.records, ...aaaa.records].map((record) => record.value.toLowerCase());
  const best = a.isSettled ? a : aaaa;
  return {
    isSettled: (a.isSettled && aaaa.isSettled) || addresses.length > 0,
    rcode: a.isSettled && !aaaa.isSettled && addresses.length === 0 ? aaaa.rcode : best.rcode,
    aliases: best.aliases,
    addresses: [...new Set(addresses)],
  };
}

/**
 * Is the domain behind a name still somebody's? Looks for its delegation: NXDOMAIN at the registrable domain (public suffix list
 * without its private part) means nobody holds it. null when nobody could tell.
 */
export async function ownerState(
  asking: Asking,
  name: string,
): Promise<{ readonly registrable: string | null; readonly isTaken: boolean | null }> {
  const registrable = registrableDomain(name, { arePrivateSuffixesPublic: false });
  if (registrable === null) return { registrable: null, isTaken: null };
  const outcome = await lookUp(asking, registrable, 'NS');
  return { registrable, isTaken: outcome.isSettled ? outcome.rcode !== 'NXDOMAIN' : null };
}

export const textsOf = (records: readonly DnsRecord[]): readonly string[] =>
  records.map((record) => (record.texts ?? []).join(''));
