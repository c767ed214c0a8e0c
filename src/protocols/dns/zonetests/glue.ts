import type { DnsMessage } from '../../../model/outside-dns.ts';
import { isAtOrBelow, isBelow } from '../name.ts';
import { ask, together } from './interview.ts';
import type { Asking } from './interview.ts';
import { askEach, lookup, lookupAddresses } from './lookup.ts';
import { addressesIn, delegationOf, delegationServers, parentServers, zoneServers } from './name-servers.ts';
import { aliasEnd, answersOf, glueOf, isInDomain, referralZone, serverNames, unique } from './sections.ts';
import type { Note, ServerSet, Session, ZoneTest } from './session.ts';

/** Glue at the parent equals the address records in the zone (Zonemaster Consistency05, IANA name server requirements). */
export const consistency05: ZoneTest = function* (session) {
  const { zone } = session;
  const delegation = (yield* delegationServers(session)) ?? new Map<string, readonly string[]>();
  const given = (yield* delegationOf(session)) ?? new Map<string, readonly string[]>();
  const inside = new Map([...given].filter(([name]) => isInDomain(name, zone)));
  const child = (yield* zoneServers(session)) ?? new Map();
  const servers = unique([...addressesIn(delegation), ...addressesIn(child)]);
  const views = yield* together(servers.map((server) => viewOf(session, server, [...inside.keys()])));
  const notes = views.flatMap((view) => view.notes);
  if (views.every((view) => !view.isWorking)) return [...notes, { tag: 'CHILD_ZONE_LAME', servers }];
  const held = new Map(
    [...inside.keys()].map((name) => [name, unique(views.flatMap((v) => v.held.get(name) ?? []))]),
  );
  const differences = [...compareInside(inside, held), ...(yield* compareOutside(session))];
  return [...notes, ...(differences.length > 0 ? differences : [{ tag: 'ADDRESSES_MATCH' }])];
};

interface View {
  readonly isWorking: boolean;
  readonly held: ServerSet;
  readonly notes: readonly Note[];
}

/** What one of the zone's servers says about the names; a server is working when no question to it failed. */
function* viewOf(session: Session, server: string, names: readonly string[]): Asking<View> {
  const soa = yield* ask({ server, name: session.zone, type: 'NS' });
  if (soa === null) return broken({ tag: 'NO_RESPONSE', servers: [server] });
  const held = new Map<string, readonly string[]>();
  for (const name of names) {
    const answers = yield* together(
      ['A', 'AAAA'].map((type) => addressesAt(session, server, { name, type })),
    );
    const failed = answers.find((answer) => typeof answer === 'string');
    if (typeof failed === 'string') return broken({ tag: failed, servers: [server], about: name });
    held.set(name, unique(answers.flatMap((answer) => (typeof answer === 'string' ? [] : answer))));
  }
  return { isWorking: true, held, notes: [] };
}

const broken = (note: Note): View => ({ isWorking: false, held: new Map(), notes: [note] });

/** Addresses, or the tag of what went wrong. Referrals to a sub-zone are followed. */
function* addressesAt(
  session: Session,
  server: string,
  wanted: { readonly name: string; readonly type: string },
): Asking<readonly string[] | string> {
  const answer = yield* ask({ server, ...wanted });
  if (answer === null) return 'NO_RESPONSE';
  const below = referralZone(answer);
  const isSubZone = below !== null && isBelow(below, session.zone) && isAtOrBelow(wanted.name, below);
  const final = isSubZone ? yield* lookup(session, wanted.name, wanted.type) : answer;
  // The name is not there: a statement about the name, not a failure of the server.
  if (final?.rcode === 'NXDOMAIN' && final.isAuthoritative) return [];
  if (final === null || final.rcode !== 'NOERROR' || !final.isAuthoritative) return 'CHILD_NS_FAILED';
  return valuesAtEnd(final, wanted);
}

function valuesAtEnd(
  answer: DnsMessage,
  wanted: { readonly name: string; readonly type: string },
): readonly string[] {
  const end = aliasEnd(answer.answers, wanted.name);
  return end === null ? [] : answersOf(answer, end, wanted.type).map((record) => record.value);
}

function compareInside(glue: ServerSet, held: ServerSet): readonly Note[] {
  return [...glue].flatMap(([name, addresses]): readonly Note[] => {
    const own = held.get(name) ?? [];
    const missing = addresses.filter((address) => !own.includes(address));
    const extra = own.filter((address) => !addresses.includes(address));
    return [
      ...(missing.length > 0 ? [note('IN_BAILIWICK_ADDR_MISMATCH', name, missing)] : []),
      ...(extra.length > 0 ? [note('EXTRA_ADDRESS_CHILD', name, extra)] : []),
    ];
  });
}

const note = (tag: string, name: string, addresses: readonly string[]): Note => ({
  tag,
  about: name,
  servers: addresses.map((address) => `${name}/${address}`),
});

/** Addresses the parent adds for servers outside the zone have to match what the DNS says of them. */
function* compareOutside(session: Session): Asking<readonly Note[]> {
  const given = session.undelegated ?? (yield* outsideGlue(session));
  const names = [...given.keys()].filter(
    (name) => !isInDomain(name, session.zone) && (given.get(name) ?? []).length > 0,
  );
  const looked = yield* together(names.map((name) => lookupAddresses(session, name)));
  return names.flatMap((name, i) => {
    const wrong = (given.get(name) ?? []).filter((address) => !(looked[i] ?? []).includes(address));
    return wrong.length > 0 ? [note('OUT_OF_BAILIWICK_ADDR_MISMATCH', name, wrong)] : [];
  });
}

function* outsideGlue(session: Session): Asking<ServerSet> {
  const parents = addressesIn(yield* parentServers(session));
  const answers = yield* askEach(parents, { name: session.zone, type: 'NS' });
  const found = new Map<string, readonly string[]>();
  for (const answer of answers.values()) {
    if (answer === null || referralZone(answer) !== session.zone) continue;
    for (const name of serverNames(answer.authorities).filter((each) => !isInDomain(each, session.zone)))
      found.set(name, unique([...(found.get(name) ?? []), ...glueOf(answer, name)]));
  }
  return found;
}
