import type { DnsRecord } from '../../../model/outside-dns.ts';
import { signingAlgorithm } from '../dnssec/algorithms.ts';
import type { Standing } from '../dnssec/algorithms.ts';
import { keyTagOf } from '../dnssec/keys.ts';
import { dnskeyOf } from '../rdata.ts';
import { askEach } from './lookup.ts';
import { addressesIn, allServers, labelled } from './name-servers.ts';
import type { Asking } from './interview.ts';
import { answersOf } from './sections.ts';
import { isAuthoritative, once } from './session.ts';
import type { Note, ServerSet, Session, ZoneTest } from './session.ts';

/** The keys each server publishes, and the RRSIGs beside them. */
export interface KeyView {
  readonly servers: ServerSet;
  readonly keys: ReadonlyMap<string, readonly DnsRecord[]>;
  /** The whole answer section, for signatures. */
  readonly answers: ReadonlyMap<string, readonly DnsRecord[]>;
  /** Answer with authority but without keys. */
  readonly without: readonly string[];
}

export const keyView = (session: Session): Asking<KeyView> =>
  once(session, 'key view', function* () {
    const servers = yield* allServers(session);
    const question = { name: session.zone, type: 'DNSKEY', wantsDnssec: true } as const;
    const keys = new Map<string, readonly DnsRecord[]>();
    const answers = new Map<string, readonly DnsRecord[]>();
    const without: string[] = [];
    for (const [address, answer] of yield* askEach(addressesIn(servers), question)) {
      if (!isAuthoritative(answer)) continue;
      const records = answersOf(answer, session.zone, 'DNSKEY');
      if (records.length === 0) without.push(address);
      else keys.set(address, records);
      answers.set(address, answer.answers);
    }
    return { servers, keys, answers, without };
  });

const tagOf: Readonly<Record<Standing, string>> = {
  ok: 'DS05_ALGO_OK',
  deprecated: 'DS05_ALGO_DEPRECATED',
  notRecommended: 'DS05_ALGO_NOT_RECOMMENDED',
  notForThis: 'DS05_ALGO_NOT_ZONE_SIGN',
  private: 'DS05_ALGO_PRIVATE',
  reserved: 'DS05_ALGO_RESERVED',
  unassigned: 'DS05_ALGO_UNASSIGNED',
};

/** Algorithms of the zone's keys (Zonemaster Dnssec05, RFC 9904). */
export const dnssec05: ZoneTest = function* (session) {
  const view = yield* keyView(session);
  const rows = [...view.keys].flatMap(([address, records]) =>
    records.flatMap((record) => {
      const key = dnskeyOf(record);
      return key === null ? [] : [{ address, algorithm: key.algorithm, tag: keyTagOf(record) ?? 0 }];
    }),
  );
  const notes: Note[] = [];
  for (const [about, members] of Map.groupBy(
    rows,
    (row) => `key ${row.tag}, algorithm ${row.algorithm} (${signingAlgorithm(row.algorithm).name})`,
  )) {
    const { standing } = signingAlgorithm(members[0]?.algorithm ?? 0);
    notes.push({
      tag: tagOf[standing],
      about,
      servers: labelled(
        view.servers,
        members.map((row) => row.address),
      ),
    });
  }
  if (view.keys.size === 0 && view.without.length === 0) notes.push({ tag: 'DS05_NO_RESPONSE' });
  if (view.without.length > 0)
    notes.push({
      tag: view.keys.size === 0 ? 'DS05_ZONE_NO_DNSSEC' : 'DS05_SERVER_NO_DNSSEC',
      servers: labelled(view.servers, view.without),
    });
  return notes;
};
