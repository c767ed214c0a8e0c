import type { DnsMessage } from '../../../model/outside-dns.ts';
import { isAtOrBelow, isBelow } from '../name.ts';
import { ask, askAll, isUseful } from './interview.ts';
import type { Asking } from './interview.ts';
import { aliasEnd, glueOf, referralZone, serverNames, unique } from './sections.ts';
import { once } from './session.ts';
import type { Session } from './session.ts';

const maxReferrals = 32;
const maxAliases = 12;
const maxDepth = 6;
const maxServersLookedUp = 4;

/** What a lookup is nested in, so that circles between zones end. */
interface Path {
  readonly depth: number;
  readonly busy: ReadonlySet<string>;
}

const start: Path = { depth: 0, busy: new Set() };

/** Resolves from the roots (or the pretended delegation), following referrals and aliases. Null when nobody answered. */
export const lookup = (session: Session, name: string, type: string): Asking<DnsMessage | null> =>
  follow(session, { name, type }, start);

/** Addresses of a server name, aliases followed; IPv4 first. Empty when there are none. */
export function* lookupAddresses(session: Session, name: string): Asking<readonly string[]> {
  return yield* addresses(session, name, start);
}

function* addresses(session: Session, name: string, path: Path): Asking<readonly string[]> {
  if (path.depth > maxDepth || path.busy.has(name)) return [];
  return yield* once(session, `addresses ${name}`, function* () {
    const inside = { depth: path.depth + 1, busy: new Set([...path.busy, name]) };
    const found: string[] = [];
    for (const type of ['A', 'AAAA']) {
      const answer = yield* follow(session, { name, type }, inside);
      const records = answer?.rcode === 'NOERROR' ? answer.answers : [];
      found.push(...records.filter((record) => record.type === type).map((record) => record.value));
    }
    return unique(found);
  });
}

interface Wanted {
  readonly name: string;
  readonly type: string;
}

/** Follows aliases across zones. The last message's answers hold the wanted records. */
function* follow(session: Session, wanted: Wanted, path: Path): Asking<DnsMessage | null> {
  let name = wanted.name;
  for (let aliases = 0; aliases <= maxAliases; aliases += 1) {
    const answer = yield* descend(session, { name, type: wanted.type }, path);
    if (answer === null || wanted.type === 'CNAME') return answer;
    const end = aliasEnd(answer.answers, name);
    if (end === null) return null;
    const hasData = answer.answers.some((record) => record.type === wanted.type && record.name === end);
    if (end === name || hasData || answer.rcode !== 'NOERROR') return answer;
    name = end;
  }
  return null;
}

function* descend(session: Session, wanted: Wanted, path: Path): Asking<DnsMessage | null> {
  return yield* once(session, `descend ${wanted.name} ${wanted.type}`, () => walk(session, wanted, path));
}

/** The zone that delegates `session.zone`, found by one walk, and its servers' addresses. */
export interface SinglePath {
  readonly parent: string;
  readonly servers: readonly string[];
}

/** Follows referrals for the zone's SOA and stops where a server refers to the zone itself or answers for it. */
export const singlePath = (session: Session): Asking<SinglePath | null> =>
  once(session, 'single path', function* () {
    const wanted = { name: session.zone, type: 'SOA' };
    let parent = '.';
    let servers: readonly string[] = session.roots.flatMap((root) => root.addresses);
    for (let referrals = 0; referrals < maxReferrals; referrals += 1) {
      const answer = yield* askZone(servers, parent, wanted);
      if (answer === null) return null;
      const next = referralZone(answer);
      if (next === null || next === session.zone) return { parent, servers };
      servers = yield* referredServers(session, answer, start);
      parent = next;
    }
    return null;
  });

function* walk(session: Session, wanted: Wanted, path: Path): Asking<DnsMessage | null> {
  let { zone, servers } = startingPoint(session, wanted.name);
  for (let referrals = 0; referrals < maxReferrals; referrals += 1) {
    const answer = yield* askZone(servers, zone, wanted);
    if (answer === null) return null;
    const next = referralZone(answer);
    if (next === null || !isBelow(next, zone) || !isAtOrBelow(wanted.name, next)) return answer;
    if (next === session.zone && session.undelegated !== undefined)
      servers = [...session.undelegated.values()].flat();
    else servers = yield* referredServers(session, answer, path);
    zone = next;
  }
  return null;
}

/** Changes that a pretended delegation makes to the tree are respected. */
function startingPoint(session: Session, name: string): { zone: string; servers: readonly string[] } {
  const pretended = [...(session.undelegated?.values() ?? [])].flat();
  if (pretended.length > 0 && isAtOrBelow(name, session.zone))
    return { zone: session.zone, servers: pretended };
  return { zone: '.', servers: session.roots.flatMap((root) => root.addresses) };
}

/** Server after server until one answers for the name or refers downwards. */
function* askZone(servers: readonly string[], zone: string, wanted: Wanted): Asking<DnsMessage | null> {
  const left = [...unique(servers)];
  while (left.length > 0) {
    const [server = '', ...alternates] = left;
    const answer = yield* ask({ server, ...(alternates.length === 0 ? {} : { alternates }), ...wanted });
    if (answer === null) return null;
    if (isUseful(answer) && isForward(answer, zone, wanted)) return answer;
    left.shift();
  }
  return null;
}

/** Lame servers refer upwards or sideways, or answer for nothing. */
function isForward(answer: DnsMessage, zone: string, wanted: Wanted): boolean {
  if (answer.isAuthoritative || answer.rcode === 'NXDOMAIN') return true;
  const next = referralZone(answer);
  if (next !== null) return isBelow(next, zone) && isAtOrBelow(wanted.name, next);
  return answer.answers.length > 0;
}

/** Addresses behind a referral: glue, else (for a few of the names) a lookup of their own. */
function* referredServers(session: Session, answer: DnsMessage, path: Path): Asking<readonly string[]> {
  const names = serverNames(answer.authorities);
  const glue = names.flatMap((name) => glueOf(answer, name));
  if (glue.length > 0) return glue;
  const found: string[] = [];
  for (const name of names.slice(0, maxServersLookedUp))
    found.push(...(yield* addresses(session, name, path)));
  return found;
}

/** The same question to each server, in one round. */
export function* askEach(
  servers: readonly string[],
  question: {
    readonly name: string;
    readonly type: string;
    readonly class?: 'CH';
    readonly wantsDnssec?: true;
  },
): Asking<ReadonlyMap<string, DnsMessage | null>> {
  const each = unique(servers);
  const answers = yield* askAll(each.map((server) => ({ server, ...question })));
  return new Map(each.map((server, i) => [server, answers[i] ?? null]));
}
