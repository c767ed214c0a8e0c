import type { DnsMessage, DnsRecord } from '../../../model/outside-dns.ts';
import { digestType } from '../dnssec/algorithms.ts';
import type { Standing } from '../dnssec/algorithms.ts';
import { dsRecords } from '../dnssec/keys.ts';
import { signaturesOver } from '../dnssec/signature.ts';
import { askEach } from './lookup.ts';
import { addressesIn, allServers, labelled, parentServers } from './name-servers.ts';
import type { Asking } from './interview.ts';
import { answersOf } from './sections.ts';
import { isAuthoritative } from './session.ts';
import type { Note, Session, ZoneTest } from './session.ts';

const tagOf: Readonly<Record<Standing, string>> = {
  ok: 'DS01_DS_ALGO_OK',
  deprecated: 'DS01_DS_ALGO_DEPRECATED',
  notRecommended: 'DS01_DS_ALGO_DEPRECATED',
  notForThis: 'DS01_DS_ALGO_NOT_DS',
  private: 'DS01_DS_ALGO_PRIVATE',
  reserved: 'DS01_DS_ALGO_RESERVED',
  unassigned: 'DS01_DS_ALGO_UNASSIGNED',
};

/** Digest types of the DS records at the parent (Zonemaster Dnssec01, RFC 9905). */
export const dnssec01: ZoneTest = function* (session) {
  const { zone, undelegated, undelegatedDs = [] } = session;
  if (undelegatedDs.length > 0)
    return algorithmNotes(
      new Map([['-', undelegatedDs.map((value) => ({ name: zone, type: 'DS', ttlSeconds: 0, value }))]]),
    );
  if (zone === '.') return [{ tag: 'DS01_ROOT_N_NO_UNDEL_DS' }];
  if (undelegated !== undefined) return [{ tag: 'DS01_UNDEL_N_NO_UNDEL_DS' }];
  const { withDs, without, ignored } = yield* dsAnswers(session);
  const notes = [...algorithmNotes(withDs)];
  if (withDs.size === 0 && without.length === 0) notes.push({ tag: 'DS01_NO_RESPONSE', servers: ignored });
  if (without.length > 0)
    notes.push({
      tag: withDs.size === 0 ? 'DS01_PARENT_ZONE_NO_DS' : 'DS01_PARENT_SERVER_NO_DS',
      servers: without,
    });
  return notes;
};

function algorithmNotes(held: ReadonlyMap<string, readonly DnsRecord[]>): readonly Note[] {
  const rows = [...held].flatMap(([server, records]) => dsRecords(records).map((ds) => ({ server, ds })));
  const notes: Note[] = [];
  for (const [about, members] of Map.groupBy(
    rows,
    ({ ds }) => `key ${ds.keyTag}, digest type ${ds.digestType} (${digestType(ds.digestType).name})`,
  )) {
    const standing = digestType(members[0]?.ds.digestType ?? 0).standing;
    notes.push({ tag: tagOf[standing], about, servers: members.map((each) => each.server) });
  }
  const bare = rows.filter(
    ({ server, ds }) =>
      ds.digestType !== 2 &&
      !rows.some((o) => o.server === server && o.ds.keyTag === ds.keyTag && o.ds.digestType === 2),
  );
  for (const [keyTag, members] of Map.groupBy(bare, ({ ds }) => ds.keyTag))
    notes.push({
      tag: 'DS01_DS_ALGO_2_MISSING',
      about: `key ${keyTag}`,
      servers: members.map((each) => each.server),
    });
  return notes;
}

interface DsAnswers {
  readonly withDs: ReadonlyMap<string, readonly DnsRecord[]>;
  readonly without: readonly string[];
  readonly ignored: readonly string[];
  readonly messages: ReadonlyMap<string, DnsMessage>;
}

/** The parent servers' DS answers; only authoritative ones that speak DNSSEC count. */
function* dsAnswers(session: Session): Asking<DsAnswers> {
  const parents = addressesIn(yield* parentServers(session));
  const answers = yield* askEach(parents, { name: session.zone, type: 'DS', wantsDnssec: true });
  const withDs = new Map<string, readonly DnsRecord[]>();
  const messages = new Map<string, DnsMessage>();
  const without: string[] = [];
  const ignored: string[] = [];
  for (const [server, answer] of answers) {
    if (!isAuthoritative(answer) || answer.edns === null || answer.edns.isDnssecOk !== true) {
      ignored.push(server);
      continue;
    }
    messages.set(server, answer);
    const records = answersOf(answer, session.zone, 'DS');
    if (dsRecords(records).length === 0) without.push(server);
    else withDs.set(server, records);
  }
  return { withDs, without, ignored, messages };
}

/** The zone is signed on all its servers, and its parent says so (Zonemaster Dnssec07). */
export const dnssec07: ZoneTest = function* (session) {
  const { zone } = session;
  const servers = yield* allServers(session);
  const first = yield* askEach(addressesIn(servers), { name: zone, type: 'SOA' });
  const working = [...first]
    .filter(([, answer]) => isAuthoritative(answer) && answersOf(answer, zone, 'SOA').length > 0)
    .map(([address]) => address);
  const answers = yield* askEach(working, { name: zone, type: 'DNSKEY', wantsDnssec: true });
  const groups = Map.groupBy([...answers], ([, answer]) => signedState(answer, zone));
  const members = (state: SignedState): readonly string[] =>
    (groups.get(state) ?? []).map(([address]) => address);
  const notes: Note[] = [];
  for (const [state, tag] of serverTags)
    if (members(state).length > 0) notes.push({ tag, servers: labelled(servers, members(state)) });
  const [signed, unsigned] = [members('signed').length > 0, members('unsigned').length > 0];
  if (signed && unsigned) notes.push({ tag: 'DS07_INCONSISTENT_SIGNED' });
  else notes.push({ tag: signed ? 'DS07_SIGNED' : 'DS07_NOT_SIGNED' });
  return signed ? [...notes, ...(yield* parentNotes(session, !unsigned))] : notes;
};

type SignedState = 'silent' | 'unsure' | 'failed' | 'signed' | 'unsigned';

const serverTags: readonly (readonly [SignedState, string])[] = [
  ['silent', 'DS07_NO_RESPONSE_DNSKEY'],
  ['unsure', 'DS07_NON_AUTH_RESPONSE_DNSKEY'],
  ['failed', 'DS07_UNEXP_RCODE_RESP_DNSKEY'],
  ['signed', 'DS07_SIGNED_ON_SERVER'],
  ['unsigned', 'DS07_NOT_SIGNED_ON_SERVER'],
];

function signedState(answer: DnsMessage | null, zone: string): SignedState {
  if (answer === null) return 'silent';
  if (!answer.isAuthoritative) return 'unsure';
  if (answer.rcode !== 'NOERROR') return 'failed';
  const isSigned = signaturesOver(answer.answers, zone, 'DNSKEY').length > 0;
  return isSigned && answersOf(answer, zone, 'DNSKEY').length > 0 ? 'signed' : 'unsigned';
}

function* parentNotes(session: Session, isSignedEverywhere: boolean): Asking<readonly Note[]> {
  const found = session.undelegatedDs?.length ? { signed: ['-'], bare: [] } : yield* signedDs(session);
  const notes: Note[] = [];
  if (found.bare.length > 0) notes.push({ tag: 'DS07_NO_DS_ON_PARENT_SERVER', servers: found.bare });
  if (found.signed.length > 0) notes.push({ tag: 'DS07_DS_ON_PARENT_SERVER', servers: found.signed });
  if (found.bare.length > 0 && found.signed.length > 0) notes.push({ tag: 'DS07_INCONSISTENT_DS' });
  else if (isSignedEverywhere && found.bare.length > 0) notes.push({ tag: 'DS07_NO_DS_FOR_SIGNED_ZONE' });
  else if (isSignedEverywhere && found.signed.length > 0) notes.push({ tag: 'DS07_DS_FOR_SIGNED_ZONE' });
  return notes;
}

function* signedDs(
  session: Session,
): Asking<{ readonly signed: readonly string[]; readonly bare: readonly string[] }> {
  const { messages, withDs } = yield* dsAnswers(session);
  const signed: string[] = [];
  const bare: string[] = [];
  for (const [server, message] of messages) {
    const isSigned = withDs.has(server) && signaturesOver(message.answers, session.zone, 'DS').length > 0;
    (isSigned ? signed : bare).push(server);
  }
  return { signed, bare };
}
