import type { DnsMessage, DnsRecord, DnsResolution } from '../../model/outside-dns.ts';
import type { Clock, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { followChain } from '../../protocols/dns/chain.ts';
import { isAtOrBelow } from '../../protocols/dns/name.ts';
import type { Found } from './walker.ts';

/** One lookup without alias following: a walk from the root, or a recursive resolver's word (zone `.`). */
export type FindOne = (name: string, type: string) => Promise<Result<Found>>;

const maxAliases = 16;

/** Follows aliases from zone to zone until records, a negative answer or a failure is reached. */
export async function resolveName(
  wanted: { readonly name: string; readonly type: string },
  parts: { readonly clock: Clock; readonly find: FindOne; readonly isWalk: boolean },
): Promise<Result<DnsResolution>> {
  const started = parts.clock.monotonicMs();
  const chain: DnsRecord[] = [];
  const visited = new Set<string>();
  let name = wanted.name;
  for (;;) {
    if (visited.has(name) || chain.length > maxAliases) return circle(wanted.name);
    visited.add(name);
    const found = await parts.find(name, wanted.type);
    if (!found.ok) return found;
    const { message, zone, server } = found.value;
    const step = followChain(message, { name, type: wanted.type, zone });
    if (step === null) return circle(wanted.name);
    chain.push(...step.aliases);
    const isSettled = step.records.length > 0 || step.end === name || isNegativeFor(message, step.end, zone);
    if (isSettled || !parts.isWalk)
      return ok({
        ...wanted,
        rcode: message.rcode,
        records: step.records,
        chain,
        authorities: message.authorities,
        zone: parts.isWalk ? deepestZone(message, step.end, zone) : null,
        server,
        tookMs: parts.clock.monotonicMs() - started,
      });
    name = step.end;
  }
}

const circle = (name: string): Result<never> =>
  failure('dns-failure', `the aliases of ${name} run in a circle or over ${maxAliases} steps`);

/** The same response may already say that the alias's target is not there: its SOA covers the target (RFC 2308 section 2). */
const isNegativeFor = (message: DnsMessage, end: string, zone: string): boolean =>
  isAtOrBelow(end, zone) &&
  message.isAuthoritative &&
  message.authorities.some((record) => record.type === 'SOA' && isAtOrBelow(end, record.name));

/** Servers that serve parent and child answer for the child at once; its SOA or NS records tell. */
const deepestZone = (message: DnsMessage, name: string, zone: string): string =>
  message.authorities
    .filter((record) => (record.type === 'SOA' || record.type === 'NS') && isAtOrBelow(name, record.name))
    .map((record) => record.name)
    .filter((owner) => isAtOrBelow(owner, zone))
    .toSorted((a, b) => b.length - a.length)[0] ?? zone;
