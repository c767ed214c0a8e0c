import type { DnsRecord } from '../../model/outside-dns.ts';
import { proveRrset } from '../dns/dnssec/chain.ts';
import { dsMatches, dsRecords } from '../dns/dnssec/keys.ts';
import { nsec3paramOf, rrsigOf } from '../dns/rdata.ts';

type Section = readonly DnsRecord[] | null;

/** One server's keys and signatures, as it sent them. */
export interface SignedAnswers {
  readonly server: string;
  readonly dnskey: Section;
  readonly soa: Section;
  readonly denial: Section;
}

export interface SigningContext {
  readonly zone: string;
  readonly ds: readonly DnsRecord[];
  readonly nowSeconds: number;
}

/** What a validating resolver makes of one server, given the DS records at the parent. */
export type SigningState =
  | { readonly state: 'valid'; readonly expiresAtSeconds: number }
  /** Sound but out of date: everything was valid until `expiresAtSeconds`. */
  | { readonly state: 'expired'; readonly expiresAtSeconds: number }
  | { readonly state: 'broken'; readonly why: string }
  | { readonly state: 'unknown'; readonly why: string };

export function signingState(server: SignedAnswers, context: SigningContext): SigningState {
  if (server.dnskey === null || server.soa === null)
    return { state: 'unknown', why: `${server.server} did not answer with signatures` };
  const now = verify(server, context);
  if (now.state !== 'broken') return now;
  // Judged again as of the last moment its signatures were in date: if that works, time alone is the fault.
  const until = expiryOf([...server.dnskey, ...server.soa]);
  if (until === null || until >= context.nowSeconds) return now;
  const then = verify(server, { ...context, nowSeconds: until });
  return then.state === 'valid' ? { state: 'expired', expiresAtSeconds: until } : now;
}

function verify({ dnskey, soa }: SignedAnswers, context: SigningContext): SigningState {
  const { zone, nowSeconds } = context;
  const keys = (dnskey ?? []).filter((record) => record.type === 'DNSKEY' && record.name === zone);
  if (keys.length === 0)
    return { state: 'broken', why: 'the parent holds DS records, the zone publishes no keys' };
  const entry = dsRecords(context.ds).flatMap((ds) =>
    keys.filter((key) => dsMatches(ds, zone, key) === true),
  );
  if (entry.length === 0)
    return { state: 'broken', why: 'no key of the zone matches a DS record at the parent' };
  const keyProof = proveRrset(dnskey ?? [], keys, { keys: entry, zone, nowSeconds });
  if (!keyProof.isValid) return { state: 'broken', why: `the keys are not validly signed: ${keyProof.why}` };
  const records = (soa ?? []).filter((record) => record.type === 'SOA');
  const proof = proveRrset(soa ?? [], records, { keys, zone, nowSeconds });
  if (!proof.isValid) return { state: 'broken', why: `the SOA is not validly signed: ${proof.why}` };
  return { state: 'valid', expiresAtSeconds: Math.min(keyProof.expiresAtSeconds, proof.expiresAtSeconds) };
}

/** When the first of the signed sets runs out: the latest signature of each set counts, the earliest set decides. */
function expiryOf(records: readonly DnsRecord[]): number | null {
  const latest = new Map<string, number>();
  for (const record of records) {
    const signature = rrsigOf(record);
    if (signature === null) continue;
    const { typeCovered, expiration } = signature;
    latest.set(typeCovered, Math.max(latest.get(typeCovered) ?? 0, expiration));
  }
  return latest.size === 0 ? null : Math.min(...latest.values());
}

/** NSEC3 parameters in a denial; null when it uses none. */
export function nsec3Settings(
  denial: Section,
): { readonly iterations: number; readonly salt: string } | null {
  for (const record of denial ?? []) {
    const found = record.type === 'NSEC3' ? nsec3paramOf(record) : null;
    if (found !== null) return { iterations: found.iterations, salt: found.salt };
  }
  return null;
}

/** A negative answer of a signed zone carries signed proof (RFC 4035 section 3.1.3). True also for a positive answer. */
export function isDenialProven(denial: Section): boolean {
  const all = denial ?? [];
  if (!all.some((record) => record.type === 'SOA')) return true;
  const proofs = all.filter((record) => record.type === 'NSEC' || record.type === 'NSEC3');
  return proofs.some(({ name, type }) =>
    all.some((record) => record.name === name && rrsigOf(record)?.typeCovered === type),
  );
}
