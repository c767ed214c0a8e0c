import type { DnsMessage } from '../../../model/outside-dns.ts';
import { isAtOrBelow, labelsOf } from '../name.ts';
import { mxOf } from '../rdata.ts';
import type { Mx } from '../rdata.ts';
import { askEach } from './lookup.ts';
import type { Asking } from './interview.ts';
import { addressesIn, allServers, labelled } from './name-servers.ts';
import { answersOf } from './sections.ts';
import { isAuthoritative } from './session.ts';
import type { Note, ServerSet, Session, ZoneTest } from './session.ts';

/** Servers that answer a SOA query with authority, as every test of zone data starts. */
export function* workingServers(
  session: Session,
): Asking<{ readonly servers: ServerSet; readonly working: readonly string[] }> {
  const servers = yield* allServers(session);
  const answers = yield* askEach(addressesIn(servers), { name: session.zone, type: 'SOA' });
  const working = [...answers]
    .filter(([, answer]) => isAuthoritative(answer) && answersOf(answer, session.zone, 'SOA').length > 0)
    .map(([address]) => address);
  return { servers, working };
}

export const isRoot = (zone: string): boolean => zone === '.';
export const isTopLevel = (zone: string): boolean => labelsOf(zone).length === 1;
export const isArpa = (zone: string): boolean => isAtOrBelow(zone, 'arpa');

/** The zone says where its mail goes, the same on all servers (Zonemaster Zone09, RFC 2142 section 7, RFC 7505). */
export const zone09: ZoneTest = function* (session) {
  const { servers, working } = yield* workingServers(session);
  const answers = yield* askEach(working, { name: session.zone, type: 'MX' });
  const sorted = sortAnswers(answers, session.zone);
  const pairs = (addresses: readonly string[]): readonly string[] => labelled(servers, addresses);
  const notes: Note[] = [];
  if (sorted.silent.length > 0)
    notes.push({ tag: 'Z09_NO_RESPONSE_MX_QUERY', servers: pairs(sorted.silent) });
  for (const [rcode, members] of Map.groupBy(sorted.failed, (each) => each.rcode))
    notes.push({
      tag: 'Z09_UNEXPECTED_RCODE_MX',
      about: rcode,
      servers: pairs(members.map((m) => m.address)),
    });
  if (sorted.unsure.length > 0)
    notes.push({ tag: 'Z09_NON_AUTH_MX_RESPONSE', servers: pairs(sorted.unsure) });
  return [...notes, ...dataNotes(session.zone, sorted, pairs)];
};

interface Sorted {
  readonly silent: string[];
  readonly failed: { readonly address: string; readonly rcode: string }[];
  readonly unsure: string[];
  readonly without: string[];
  readonly lists: Map<string, readonly Mx[]>;
}

function sortAnswers(answers: ReadonlyMap<string, DnsMessage | null>, zone: string): Sorted {
  const sorted: Sorted = { silent: [], failed: [], unsure: [], without: [], lists: new Map() };
  for (const [address, answer] of answers) {
    if (answer === null) sorted.silent.push(address);
    else if (answer.rcode !== 'NOERROR') sorted.failed.push({ address, rcode: answer.rcode });
    else if (!answer.isAuthoritative) sorted.unsure.push(address);
    else {
      const list = answersOf(answer, zone, 'MX').flatMap((record) => mxOf(record) ?? []);
      if (list.length === 0) sorted.without.push(address);
      else sorted.lists.set(address, list);
    }
  }
  return sorted;
}

const textOf = (list: readonly Mx[]): string =>
  list
    .toSorted((a, b) => a.preference - b.preference || (a.exchange < b.exchange ? -1 : 1))
    .map((mx) => `${mx.preference} ${mx.exchange}`)
    .join(', ');

function dataNotes(
  zone: string,
  sorted: Sorted,
  pairs: (a: readonly string[]) => readonly string[],
): readonly Note[] {
  const { without, lists } = sorted;
  if (lists.size === 0)
    return without.length === 0 ? [{ tag: 'Z09_NO_SERVERS_MX_RESPONSE' }] : missing(zone, pairs(without));
  const groups = Map.groupBy([...lists], ([, list]) => textOf(list));
  const data: readonly Note[] = [...groups].map(([about, members]) => ({
    tag: 'Z09_MX_DATA',
    about,
    servers: pairs(members.map(([address]) => address)),
  }));
  const notes: Note[] = [];
  if (without.length > 0)
    notes.push(
      { tag: 'Z09_INCONSISTENT_MX' },
      { tag: 'Z09_NO_MX_FOUND', servers: pairs(without) },
      { tag: 'Z09_MX_FOUND', servers: pairs([...lists.keys()]) },
    );
  if (groups.size > 1) return [...notes, { tag: 'Z09_INCONSISTENT_MX_DATA' }, ...data];
  const odd = policyNotes(zone, [...lists.values()][0] ?? []);
  return odd === null ? [...notes, ...data] : [...notes, ...odd];
}

function missing(zone: string, servers: readonly string[]): readonly Note[] {
  const isExempt = isRoot(zone) || isTopLevel(zone) || isArpa(zone);
  return [{ tag: isExempt ? 'Z09_NO_MX_FOUND' : 'Z09_MISSING_MAIL_TARGET', servers }];
}

/** What is odd about the one list; null for an ordinary one of a mail domain. Nothing for a proper null MX. */
function policyNotes(zone: string, list: readonly Mx[]): readonly Note[] | null {
  const nulls = list.filter((mx) => mx.exchange === '.');
  if (nulls.length > 0)
    return [
      ...(list.length > 1 ? [{ tag: 'Z09_NULL_MX_WITH_OTHER_MX' }] : []),
      ...(nulls.some((mx) => mx.preference !== 0) ? [{ tag: 'Z09_NULL_MX_NON_ZERO_PREF' }] : []),
    ];
  if (isRoot(zone)) return [{ tag: 'Z09_ROOT_EMAIL_DOMAIN' }];
  return isTopLevel(zone) ? [{ tag: 'Z09_TLD_EMAIL_DOMAIN' }] : null;
}
