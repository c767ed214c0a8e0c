import type { DnsRecord } from '../../../model/outside-dns.ts';
import { isEntryPoint, isZoneKey, keyTagOf } from '../dnssec/keys.ts';
import { checkSignature, signaturesOver } from '../dnssec/signature.ts';
import { dnskeyOf, dsOf, rrsigOf } from '../rdata.ts';
import { keyView } from './dnskeys.ts';
import { askEach } from './lookup.ts';
import { addressesIn, labelled } from './name-servers.ts';
import { answersOf } from './sections.ts';
import { isAuthoritative } from './session.ts';
import type { Note, Session, ZoneTest } from './session.ts';

/** What the zone asks its parent to publish fits its keys (Zonemaster Dnssec16, RFC 7344, RFC 8078). */
export const dnssec16: ZoneTest = function* (session) {
  const view = yield* keyView(session);
  const question = { name: session.zone, type: 'CDS', wantsDnssec: true } as const;
  const rows: { readonly tag: string; readonly about: string; readonly address: string }[] = [];
  for (const [address, answer] of yield* askEach(addressesIn(view.servers), question)) {
    if (!isAuthoritative(answer)) continue;
    const cds = answersOf(answer, session.zone, 'CDS');
    if (cds.length === 0) continue;
    const server: Server = {
      cds,
      cdsSection: answer.answers,
      keys: view.keys.get(address) ?? [],
      keySection: view.answers.get(address) ?? [],
    };
    for (const [tag, about] of serverNotes(session, server)) rows.push({ tag, about, address });
  }
  return [...Map.groupBy(rows, ({ tag, about }) => `${tag} ${about}`).values()].flatMap(
    (members): readonly Note[] => {
      const [first] = members;
      if (first === undefined) return [];
      return [
        {
          tag: first.tag,
          about: first.about,
          servers: labelled(
            view.servers,
            members.map((m) => m.address),
          ),
        },
      ];
    },
  );
};

interface Server {
  readonly cds: readonly DnsRecord[];
  readonly cdsSection: readonly DnsRecord[];
  readonly keys: readonly DnsRecord[];
  readonly keySection: readonly DnsRecord[];
}

type Row = readonly [tag: string, about: string];

/** Algorithm 0 asks for the DS records to be removed (RFC 8078 section 4). */
const isDelete = (record: DnsRecord): boolean => dsOf(record)?.algorithm === 0;

function serverNotes(session: Session, server: Server): readonly Row[] {
  const rows: Row[] = [];
  if (server.cds.some(isDelete))
    rows.push([server.cds.length > 1 ? 'DS16_MIXED_DELETE_CDS' : 'DS16_DELETE_CDS', '']);
  if (server.keys.length === 0) return [...rows, ['DS16_CDS_WITHOUT_DNSKEY', '']];
  for (const record of server.cds.filter((each) => !isDelete(each)))
    rows.push(...recordNotes(session, server, record));
  return [...rows, ...signatureNotes(session, server)];
}

function recordNotes(session: Session, server: Server, record: DnsRecord): readonly Row[] {
  const tag = dsOf(record)?.keyTag ?? -1;
  const about = `key ${tag}`;
  const keys = server.keys.filter((key) => keyTagOf(key) === tag);
  const [key] = keys.flatMap((each) => dnskeyOf(each) ?? []);
  if (key === undefined) return [['DS16_CDS_MATCHES_NO_DNSKEY', about]];
  if (!isZoneKey(key)) return [['DS16_CDS_MATCHES_NON_ZONE_DNSKEY', about]];
  const hasSigned = (section: readonly DnsRecord[], type: string): boolean =>
    signaturesOver(section, session.zone, type).some((signature) => rrsigOf(signature)?.keyTag === tag);
  return [
    ...(hasSigned(server.keySection, 'DNSKEY') ? [] : [['DS16_DNSKEY_NOT_SIGNED_BY_CDS', about] as const]),
    ...(hasSigned(server.cdsSection, 'CDS') ? [] : [['DS16_CDS_NOT_SIGNED_BY_CDS', about] as const]),
    ...(isEntryPoint(key) ? [] : [['DS16_CDS_MATCHES_NON_SEP_DNSKEY', about] as const]),
  ];
}

function signatureNotes(session: Session, server: Server): readonly Row[] {
  const signatures = signaturesOver(server.cdsSection, session.zone, 'CDS');
  if (signatures.length === 0) return [['DS16_CDS_UNSIGNED', '']];
  const context = { keys: server.keys, zone: session.zone, nowSeconds: session.nowSeconds };
  return signatures.flatMap((signature): readonly Row[] => {
    const about = `key ${rrsigOf(signature)?.keyTag ?? 0}`;
    if (!server.keys.some((key) => keyTagOf(key) === rrsigOf(signature)?.keyTag))
      return [['DS16_CDS_SIGNED_BY_UNKNOWN_DNSKEY', about]];
    return checkSignature(signature, server.cds, context).isValid ? [] : [['DS16_CDS_INVALID_RRSIG', about]];
  });
}
