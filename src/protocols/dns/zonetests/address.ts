import { reverseNameOf } from '../address.ts';
import { plainName } from '../name.ts';
import { specialRange } from '../special-addresses.ts';
import { together } from './interview.ts';
import { lookup } from './lookup.ts';
import { allServers, pairs, zoneServers } from './name-servers.ts';
import type { Note, ZoneTest } from './session.ts';

/** Name servers have addresses the public internet can reach (Zonemaster Address01, RFC 6890). */
export const address01: ZoneTest = function* (session) {
  const all = pairs(yield* allServers(session));
  if (all.length === 0) return [{ tag: 'A01_NO_NAME_SERVERS_FOUND' }];
  const groups = Map.groupBy(all, (pair) => addressTag(pair.slice(pair.indexOf('/') + 1)));
  const notes: Note[] = [...groups].map(([tag, servers]) => ({ tag, servers }));
  if (!groups.has('A01_GLOBALLY_REACHABLE_ADDR')) notes.push({ tag: 'A01_NO_GLOBALLY_REACHABLE_ADDR' });
  return notes;
};

function addressTag(address: string): string {
  const range = specialRange(address);
  if (range === null || range.isGloballyReachable) return 'A01_GLOBALLY_REACHABLE_ADDR';
  if (range.use === 'documentation') return 'A01_DOCUMENTATION_ADDR';
  return range.use === 'local' ? 'A01_LOCAL_USE_ADDR' : 'A01_ADDR_NOT_GLOBALLY_REACHABLE';
}

/** PTR records of name servers exist and lead back to their names (Zonemaster Address02 and Address03, RFC 1912 section 2.1). */
export const address03: ZoneTest = function* (session) {
  const servers = [...((yield* zoneServers(session)) ?? new Map<string, readonly string[]>())];
  const rows = servers.flatMap(([name, addresses]) => addresses.map((address) => ({ name, address })));
  const answers = yield* together(
    rows.map(({ address }) => lookup(session, reverseNameOf(address) ?? '.', 'PTR')),
  );
  const notes = rows.flatMap(({ name, address }, i): readonly Note[] => {
    const pair = [`${name}/${address}`];
    const answer = answers[i] ?? null;
    if (answer === null) return [{ tag: 'NO_RESPONSE_PTR_QUERY', servers: pair }];
    const targets = answer.answers
      .filter((record) => record.type === 'PTR')
      .map((record) => plainName(record.value));
    if (targets.length === 0) return [{ tag: 'NAMESERVER_IP_WITHOUT_REVERSE', servers: pair }];
    if (targets.some((target) => target === name)) return [];
    return [{ tag: 'NAMESERVER_IP_PTR_MISMATCH', servers: pair, about: targets.slice(0, 4).join(', ') }];
  });
  return notes.length === 0 && rows.length > 0 ? [{ tag: 'NAMESERVER_IP_PTR_MATCH' }] : notes;
};
