import type { DnsMessage } from '../../../model/outside-dns.ts';
import { isAtOrBelow, isBelow } from '../name.ts';
import { ask, together } from './interview.ts';
import type { Asking } from './interview.ts';
import { askEach, lookup, lookupAddresses, singlePath } from './lookup.ts';
import { walkToParent } from './parent.ts';
import { aliasEnd, answersOf, glueOf, isInDomain, referralZone, serverNames, unique } from './sections.ts';
import { isAuthoritative, once } from './session.ts';
import type { ServerSet, Session } from './session.ts';

/** Servers of the parent zone; empty for the root and for undelegated tests, null when they cannot be determined. */
export function* parentServers(session: Session): Asking<ServerSet | null> {
  if (session.zone === '.' || session.undelegated !== undefined) return new Map();
  if (session.search === 'single path') {
    const path = yield* singlePath(session);
    return path === null ? null : new Map([[path.parent, path.servers]]);
  }
  const { findings, names } = yield* walkToParent(session, true);
  const found = new Map<string, readonly string[]>();
  for (const { view, address } of findings) {
    if (view !== 'soa' && view !== 'delegation') continue;
    for (const name of names.get(address) ?? []) add(found, name, [address]);
  }
  return found.size === 0 ? null : found;
}

export const add = (set: Map<string, readonly string[]>, name: string, more: readonly string[]): void => {
  set.set(name, unique([...(set.get(name) ?? []), ...more]));
};

/** Unique addresses of a server set. */
export const addressesIn = (set: ServerSet | null): readonly string[] =>
  unique([...(set?.values() ?? [])].flat());

/** The delegation as the parent gives it, with the addresses of servers outside the zone looked up. Null: undetermined. */
export const delegationServers = (session: Session): Asking<ServerSet | null> =>
  once(session, 'delegation servers', function* () {
    const delegation = yield* delegationOf(session);
    if (delegation === null) return null;
    return yield* withOutside(session, yield* withoutGlue(session, delegation));
  });

/** The same with the parent's glue as it stands, even where authoritative addresses differ. */
export function* delegationAsGiven(session: Session): Asking<ServerSet | null> {
  const delegation = yield* delegationOf(session);
  if (delegation === null) return null;
  return yield* withOutside(session, delegation);
}

/** On a single path authoritative addresses replace the glue they outrank (RFC 2181 section 5.4.1). */
function* withoutGlue(session: Session, servers: ServerSet): Asking<ServerSet> {
  if (session.search !== 'single path' || session.undelegated !== undefined) return servers;
  const inside = [...servers.keys()].filter((name) => isInDomain(name, session.zone));
  const looked = yield* together(inside.map((name) => lookupAddresses(session, name)));
  const found = inside.map((name, i): [string, readonly string[]] => [name, looked[i] ?? []]);
  return new Map([...servers, ...found.filter(([, addresses]) => addresses.length > 0)]);
}

function* withOutside(session: Session, servers: ServerSet): Asking<ServerSet> {
  const outside = [...servers.keys()].filter((name) => !isInDomain(name, session.zone));
  const looked = yield* together(outside.map((name) => outsideAddresses(session, name)));
  const merged = new Map(servers);
  for (const [i, name] of outside.entries()) add(merged, name, looked[i] ?? []);
  return merged;
}

function* outsideAddresses(session: Session, name: string): Asking<readonly string[]> {
  const given = session.undelegated?.get(name) ?? [];
  return given.length > 0 ? given : yield* lookupAddresses(session, name);
}

/** Names and glue only, exactly as the parent gives them (Zonemaster MethodsV2, Get-Delegation). Null: undetermined. */
export const delegationOf = (session: Session): Asking<ServerSet | null> =>
  once(session, 'delegation', () => readDelegation(session));

function* readDelegation(session: Session): Asking<ServerSet | null> {
  const { zone, undelegated } = session;
  if (undelegated !== undefined)
    return new Map([...undelegated].map(([name, ips]) => [name, isInDomain(name, zone) ? ips : []]));
  if (zone === '.') return new Map(session.roots.map((root) => [root.name, root.addresses]));
  const parents = yield* parentServers(session);
  if (parents === null) return null;
  const answers = yield* askEach(addressesIn(parents), { name: zone, type: 'NS' });
  const referred = new Map<string, readonly string[]>();
  const answered = new Map<string, readonly string[]>();
  for (const [address, answer] of answers) {
    if (answer === null || answer.rcode !== 'NOERROR') continue;
    if (referralZone(answer) === zone)
      collect(answer, { names: serverNames(answer.authorities), zone, into: referred });
    const own = isAuthoritative(answer) ? serverNames(answersOf(answer, zone, 'NS')) : [];
    collect(answer, { names: own, zone, into: answered });
    for (const name of own.filter(
      (each) => isInDomain(each, zone) && (answered.get(each) ?? []).length === 0,
    ))
      add(answered, name, yield* addressesFrom(session, address, name));
  }
  return referred.size > 0 ? referred : answered;
}

interface Collecting {
  readonly names: readonly string[];
  readonly zone: string;
  readonly into: Map<string, readonly string[]>;
}

function collect(answer: DnsMessage, { names, zone, into }: Collecting): void {
  for (const name of names) add(into, name, isInDomain(name, zone) ? glueOf(answer, name) : []);
}

/** The NS names the zone's own servers give, with their addresses. Null: the delegation is undetermined. */
export const zoneServers = (session: Session): Asking<ServerSet | null> =>
  once(session, 'zone servers', function* () {
    const delegation = yield* delegationServers(session);
    if (delegation === null) return null;
    const asked = addressesIn(delegation);
    const names = yield* zoneServerNames(session, asked);
    const servers = new Map<string, readonly string[]>(names.map((name) => [name, []]));
    const inside = names.filter((name) => isInDomain(name, session.zone));
    for (const [i, addresses] of (yield* insideAddresses(session, inside, asked)).entries())
      add(servers, inside[i] ?? '', addresses);
    return yield* withOutside(session, servers);
  });

function* insideAddresses(
  session: Session,
  inside: readonly string[],
  asked: readonly string[],
): Asking<readonly (readonly string[])[]> {
  if (session.search === 'single path')
    return yield* together(inside.map((name) => lookupAddresses(session, name)));
  return yield* together(
    inside.map(function* (name) {
      const found = yield* together(asked.map((server) => addressesFrom(session, server, name)));
      return found.flat();
    }),
  );
}

function* zoneServerNames(session: Session, asked: readonly string[]): Asking<readonly string[]> {
  const answers = yield* askEach(asked, { name: session.zone, type: 'NS' });
  return unique(
    [...answers.values()].flatMap((answer) =>
      isAuthoritative(answer) ? serverNames(answersOf(answer, session.zone, 'NS')) : [],
    ),
  );
}

/** Delegation and zone servers together: name to addresses. */
export function* allServers(session: Session): Asking<ServerSet> {
  const merged = new Map<string, readonly string[]>();
  for (const set of [yield* delegationServers(session), yield* zoneServers(session)])
    for (const [name, ips] of set ?? []) add(merged, name, ips);
  return merged;
}

/** Addresses of a name as one server of the zone gives them, following sub-zones and aliases. */
export function* addressesFrom(session: Session, server: string, name: string): Asking<readonly string[]> {
  const answers = yield* together(
    ['A', 'AAAA'].map((type) => authoritative(session, [server], { name, type, depth: 0 })),
  );
  return unique(answers.flat());
}

interface Wanted {
  readonly name: string;
  readonly type: string;
  readonly depth: number;
}

/** Values of one type: authoritative data only, referrals below the zone and aliases followed. */
function* authoritative(
  session: Session,
  servers: readonly string[],
  wanted: Wanted,
): Asking<readonly string[]> {
  const answer = yield* authoritativeAnswer(session, servers, wanted);
  return answer === null
    ? []
    : answer.answers.filter((record) => record.type === wanted.type).map((r) => r.value);
}

/** The answer a zone's server gives for a name inside, after sub-zone referrals and aliases; null for anything else. */
export function* authoritativeAnswer(
  session: Session,
  servers: readonly string[],
  wanted: Wanted,
): Asking<DnsMessage | null> {
  const { name, type, depth } = wanted;
  const [server, ...alternates] = servers;
  if (server === undefined || depth > 8) return null;
  const answer = yield* ask({ server, ...(alternates.length === 0 ? {} : { alternates }), name, type });
  if (answer === null || answer.rcode !== 'NOERROR') return null;
  const below = referralZone(answer);
  if (below !== null && isBelow(below, session.zone) && isAtOrBelow(name, below)) {
    const next = yield* referred(session, answer);
    return yield* authoritativeAnswer(session, next, { name, type, depth: depth + 1 });
  }
  if (!answer.isAuthoritative) return null;
  const end = aliasEnd(answer.answers, name);
  if (end === null || end === name || answersOf(answer, end, type).length > 0) return answer;
  return isAtOrBelow(end, session.zone)
    ? yield* authoritativeAnswer(session, servers, { name: end, type, depth: depth + 1 })
    : yield* lookup(session, end, type);
}

function* referred(session: Session, answer: DnsMessage): Asking<readonly string[]> {
  const names = serverNames(answer.authorities);
  const glue = names.flatMap((name) => glueOf(answer, name));
  if (glue.length > 0) return glue;
  const found = yield* together(names.slice(0, 4).map((name) => lookupAddresses(session, name)));
  return found.flat();
}

/** `name/address` of each member. */
export const pairs = (set: ServerSet): readonly string[] =>
  [...set].flatMap(([name, ips]) => ips.map((ip) => `${name}/${ip}`));

/** `name/address` for each name an address is known under. */
export const labelled = (set: ServerSet, addresses: Iterable<string>): readonly string[] => {
  const wanted = new Set(addresses);
  return pairs(set).filter((pair) => wanted.has(pair.slice(pair.indexOf('/') + 1)));
};
