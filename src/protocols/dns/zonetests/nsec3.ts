import { publicSuffix } from '../name.ts';
import { nsec3Of } from '../rdata.ts';
import type { Nsec3 } from '../rdata.ts';
import { keyView } from './dnskeys.ts';
import { askEach } from './lookup.ts';
import { isRoot, isTopLevel } from './mail.ts';
import { labelled } from './name-servers.ts';
import { isAuthoritative } from './session.ts';
import type { Note, ZoneTest } from './session.ts';

/** NSEC3 parameters (Zonemaster Dnssec03, RFC 9276 section 3.1). */
export const dnssec03: ZoneTest = function* (session) {
  const view = yield* keyView(session);
  const pairs = (addresses: readonly string[]): readonly string[] => labelled(view.servers, addresses);
  const notes: Note[] = [];
  if (view.without.length > 0)
    notes.push({
      tag: view.keys.size === 0 ? 'DS03_NO_DNSSEC_SUPPORT' : 'DS03_SERVER_NO_DNSSEC_SUPPORT',
      servers: pairs(view.without),
    });
  const signed = [...view.keys.keys()];
  const answers = yield* askEach(signed, { name: session.zone, type: 'NSEC', wantsDnssec: true });
  const found = new Map<string, Nsec3>();
  const groups = Map.groupBy([...answers], ([address, answer]) => {
    if (answer === null) return 'DS03_NO_RESPONSE_NSEC_QUERY';
    if (!isAuthoritative(answer)) return 'DS03_ERROR_RESPONSE_NSEC_QUERY';
    const records = answer.authorities.flatMap((record) => nsec3Of(record) ?? []);
    if (records[0] === undefined) return 'without';
    found.set(address, records[0]);
    return records.length > 1 ? 'DS03_ERR_MULT_NSEC3' : 'with';
  });
  for (const [tag, members] of groups) {
    const servers = pairs(members.map(([address]) => address));
    if (tag.startsWith('DS03')) notes.push({ tag, servers });
    if (tag === 'without')
      notes.push({ tag: found.size === 0 ? 'DS03_NO_NSEC3' : 'DS03_SERVER_NO_NSEC3', servers });
  }
  return [...notes, ...parameterNotes(found, isDelegationOnly(session.zone), pairs)];
};

/** Zones that delegate to the public may use opt-out: the root, top-level domains, public suffixes. */
const isDelegationOnly = (zone: string): boolean =>
  isRoot(zone) || isTopLevel(zone) || publicSuffix(zone) === zone;

function parameterNotes(
  found: ReadonlyMap<string, Nsec3>,
  isOptOutFine: boolean,
  pairs: (addresses: readonly string[]) => readonly string[],
): readonly Note[] {
  const rows = [...found];
  const judged = (
    value: (nsec3: Nsec3) => number,
    inconsistent: string,
    tagsOf: (value: number) => readonly string[],
  ): readonly Note[] => {
    const groups = Map.groupBy(rows, ([, nsec3]) => value(nsec3));
    const notes = [...groups].flatMap(([each, members]) =>
      tagsOf(each).map((tag) => ({
        tag,
        about: String(each),
        servers: pairs(members.map(([address]) => address)),
      })),
    );
    return groups.size > 1 ? [{ tag: inconsistent }, ...notes] : notes;
  };
  return [
    ...judged(
      (n) => n.hashAlgorithm,
      'DS03_INCONSISTENT_HASH_ALGO',
      (v) => [v === 1 ? 'DS03_LEGAL_HASH_ALGO' : 'DS03_ILLEGAL_HASH_ALGO'],
    ),
    ...judged(
      (n) => n.flags,
      'DS03_INCONSISTENT_NSEC3_FLAGS',
      (v) => flagTags(v, isOptOutFine),
    ),
    ...judged(
      (n) => n.iterations,
      'DS03_INCONSISTENT_ITERATION',
      (v) => [v === 0 ? 'DS03_LEGAL_ITERATION_VALUE' : 'DS03_ILLEGAL_ITERATION_VALUE'],
    ),
    ...judged(
      (n) => n.salt.length / 2,
      'DS03_INCONSISTENT_SALT_LENGTH',
      (v) => [v === 0 ? 'DS03_LEGAL_EMPTY_SALT' : 'DS03_ILLEGAL_SALT_LENGTH'],
    ),
  ];
}

/** Only the lowest bit, opt-out, has a meaning (RFC 5155 section 3.1.2). */
function flagTags(flags: number, isOptOutFine: boolean): readonly string[] {
  const unassigned = (flags & 0xfe) !== 0 ? ['DS03_UNASSIGNED_FLAG_USED'] : [];
  if ((flags & 1) === 0) return [...unassigned, 'DS03_NSEC3_OPT_OUT_DISABLED'];
  return [...unassigned, `DS03_NSEC3_OPT_OUT_ENABLED_${isOptOutFine ? '' : 'NON_'}TLD`];
}
