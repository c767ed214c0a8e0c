import { addressBytes } from '../address.ts';
import { isAtOrBelow, labelsOf } from '../name.ts';
import { singlePath } from './lookup.ts';
import { delegationAsGiven, zoneServers } from './name-servers.ts';
import { walkToParent } from './parent.ts';
import type { Asking } from './interview.ts';
import { unique } from './sections.ts';
import type { Note, ServerSet, Session, ZoneTest } from './session.ts';

const hasFamily = (addresses: readonly string[], family: 4 | 6): boolean =>
  addresses.some((address) => (addressBytes(address)?.length === 4 ? 4 : 6) === family);

/** Two servers each over IPv4 and IPv6, at the parent and in the zone (Zonemaster Delegation01, RFC 1034 section 4.1). */
export const delegation01: ZoneTest = function* (session) {
  const delegation = (yield* delegationAsGiven(session)) ?? new Map();
  const zone = (yield* zoneServers(session)) ?? new Map();
  return [...counted(delegation, 'DEL'), ...counted(zone, 'CHILD')];
};

function counted(servers: ServerSet, side: 'DEL' | 'CHILD'): readonly Note[] {
  const names = [...servers.keys()];
  const families = ([4, 6] as const).map((family) => {
    const reachable = names.filter((name) => hasFamily(servers.get(name) ?? [], family));
    const amount = reachable.length === 0 ? 'NO' : reachable.length === 1 ? 'NOT_ENOUGH' : 'ENOUGH';
    return { tag: `${amount}_IPV${family}_NS_${side}`, servers: reachable };
  });
  return [{ tag: `${names.length < 2 ? 'NOT_ENOUGH' : 'ENOUGH'}_NS_${side}`, servers: names }, ...families];
}

/** Name servers have addresses of their own (Zonemaster Delegation02). */
export const delegation02: ZoneTest = function* (session) {
  const delegation = (yield* delegationAsGiven(session)) ?? new Map();
  const zone = (yield* zoneServers(session)) ?? new Map();
  return [...distinct(delegation, 'DEL'), ...distinct(zone, 'CHILD')];
};

function distinct(servers: ServerSet, side: 'DEL' | 'CHILD'): readonly Note[] {
  const shared = unique([...servers.values()].flat()).flatMap((address) => {
    const names = [...servers].filter(([, addresses]) => addresses.includes(address)).map(([name]) => name);
    return names.length > 1 ? [{ tag: `${side}_NS_SAME_IP`, about: address, servers: names }] : [];
  });
  return shared.length > 0 ? shared : [{ tag: `${side}_DISTINCT_NS_IP` }];
}

const maxPlainBytes = 512;

/** A referral for the longest possible name fits 512 bytes (Zonemaster Delegation03, IANA name server requirements). */
export const delegation03: ZoneTest = function* (session) {
  const servers = (yield* delegationAsGiven(session)) ?? new Map<string, readonly string[]>();
  const parent = yield* parentZone(session);
  const size = referralBytes(session.zone, servers, parent);
  return [
    { tag: size > maxPlainBytes ? 'REFERRAL_SIZE_TOO_LARGE' : 'REFERRAL_SIZE_OK', about: String(size) },
  ];
};

function* parentZone(session: Session): Asking<string> {
  if (session.zone === '.') return '.';
  if (session.search === 'single path') return (yield* singlePath(session))?.parent ?? '.';
  const { findings } = yield* walkToParent(session, true);
  return findings.find((each) => each.view === 'delegation' || each.view === 'soa')?.parent ?? '.';
}

/** Size with names compressed (RFC 1035 section 4.1.4): header, question of 255 bytes, NS records, one glue record each. */
function referralBytes(zone: string, servers: ServerSet, parent: string): number {
  const known = new Set(suffixes(zone));
  let size = 12 + 255 + 4;
  for (const name of servers.keys()) size += 2 + 10 + compressed(name, known);
  for (const [family, bytes] of [
    [4, 4],
    [6, 16],
  ] as const) {
    const names = [...servers].filter(([, addresses]) => hasFamily(addresses, family)).map(([name]) => name);
    if (names.length > 0 && names.every((name) => isAtOrBelow(name, parent))) size += 2 + 10 + bytes;
  }
  return size;
}

const suffixes = (name: string): readonly string[] => {
  const labels = labelsOf(name);
  return labels.map((_, i) => labels.slice(i).join('.'));
};

function compressed(name: string, known: Set<string>): number {
  let size = 0;
  for (const suffix of suffixes(name)) {
    if (known.has(suffix)) return size + 2;
    known.add(suffix);
    size += 1 + (labelsOf(suffix)[0] ?? '').length;
  }
  return size + 1;
}
