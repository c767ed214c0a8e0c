import { together } from './interview.ts';
import { askEach, lookup } from './lookup.ts';
import { addressesIn, allServers, delegationServers, labelled, zoneServers } from './name-servers.ts';
import { answersOf, serverNames, unique } from './sections.ts';
import { isAuthoritative } from './session.ts';
import type { Note, ZoneTest } from './session.ts';

/** All servers give the same NS records (Zonemaster Consistency04). */
export const consistency04: ZoneTest = function* (session) {
  const servers = yield* allServers(session);
  const answers = yield* askEach(addressesIn(servers), { name: session.zone, type: 'NS' });
  const silent = [...answers].filter(([, answer]) => answer === null).map(([address]) => address);
  const sets = [...answers].flatMap(([address, answer]) => {
    const names = answer === null ? [] : serverNames(answersOf(answer, session.zone, 'NS'));
    return names.length === 0 ? [] : [{ address, set: names.toSorted().join(', ') }];
  });
  const groups = Map.groupBy(sets, ({ set }) => set);
  const notes: Note[] = [...groups].map(([about, members]) => ({
    tag: groups.size === 1 ? 'ONE_NS_SET' : 'MULTIPLE_NS_SET',
    about,
    servers: labelled(
      servers,
      members.map(({ address }) => address),
    ),
  }));
  return silent.length === 0 ? notes : [{ tag: 'NO_RESPONSE', servers: labelled(servers, silent) }, ...notes];
};

/** Every server that answers, answers with authority (Zonemaster Delegation04, RFC 2181 section 6.1). */
export const delegation04: ZoneTest = function* (session) {
  const servers = yield* allServers(session);
  const answers = yield* askEach(addressesIn(servers), { name: session.zone, type: 'NS' });
  const given = [...answers].filter(([, answer]) => answer !== null);
  const lame = given.filter(([, answer]) => answer?.isAuthoritative !== true).map(([address]) => address);
  if (lame.length > 0) return [{ tag: 'IS_NOT_AUTHORITATIVE', servers: labelled(servers, lame) }];
  return given.length > 0 ? [{ tag: 'ARE_AUTHORITATIVE' }] : [];
};

/** No server is named by an alias (Zonemaster Delegation05, RFC 2181 section 10.3). */
export const delegation05: ZoneTest = function* (session) {
  const names = [...(yield* allServers(session)).keys()];
  const answers = yield* together(names.map((name) => lookup(session, name, 'CNAME')));
  const aliases = names.filter((name, i) =>
    answers[i]?.answers.some((r) => r.type === 'CNAME' && r.name === name),
  );
  const notes: Note[] = aliases.map((about) => ({ tag: 'NS_IS_CNAME', about }));
  const unknown = names.filter((_, i) => (answers[i] ?? null) === null);
  if (unknown.length > 0) notes.push({ tag: 'NO_RESPONSE', servers: unknown });
  return notes.length > 0 || names.length === 0 ? notes : [{ tag: 'NO_NS_CNAME' }];
};

/** Every server that answers has the zone's SOA (Zonemaster Delegation06). */
export const delegation06: ZoneTest = function* (session) {
  const servers = yield* allServers(session);
  const answers = yield* askEach(addressesIn(servers), { name: session.zone, type: 'SOA' });
  const given = [...answers].filter(([, answer]) => answer !== null);
  const without = given
    .filter(([, answer]) => !isAuthoritative(answer) || answersOf(answer, session.zone, 'SOA').length === 0)
    .map(([address]) => address);
  if (without.length > 0) return [{ tag: 'SOA_NOT_EXISTS', servers: labelled(servers, without) }];
  return given.length > 0 ? [{ tag: 'SOA_EXISTS' }] : [];
};

/** Parent and zone name the same servers (Zonemaster Delegation07, RFC 1034 section 4.2.2). */
export const delegation07: ZoneTest = function* (session) {
  const parent = [...((yield* delegationServers(session)) ?? new Map<string, readonly string[]>()).keys()];
  const child = [...((yield* zoneServers(session)) ?? new Map<string, readonly string[]>()).keys()];
  const [onlyParent, onlyChild] = [
    parent.filter((n) => !child.includes(n)),
    child.filter((n) => !parent.includes(n)),
  ];
  const notes: Note[] = [];
  if (onlyParent.length > 0) notes.push({ tag: 'EXTRA_NAME_PARENT', servers: unique(onlyParent) });
  if (onlyChild.length > 0) notes.push({ tag: 'EXTRA_NAME_CHILD', servers: unique(onlyChild) });
  if (onlyParent.length === parent.length && onlyChild.length === child.length)
    notes.push({ tag: 'TOTAL_NAME_MISMATCH' });
  return notes.length > 0 ? notes : [{ tag: 'NAMES_MATCH', servers: parent }];
};
