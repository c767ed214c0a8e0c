import type { DnsMessage, DnsRecord } from '../../../model/outside-dns.ts';
import { matchesNsec3 } from '../dnssec/denial.ts';
import { checkSignature, signaturesOver } from '../dnssec/signature.ts';
import type { SignatureProblem } from '../dnssec/signature.ts';
import { nsec3Of, nsecOf } from '../rdata.ts';
import { recordsOf } from '../record.ts';
import { keyView } from './dnskeys.ts';
import { askEach } from './lookup.ts';
import { labelled } from './name-servers.ts';
import { isAuthoritative } from './session.ts';
import type { Note, Session, ZoneTest } from './session.ts';

type Kind = 'NSEC' | 'NSEC3';

/** How a server showed that it denies with NSEC or NSEC3. */
type Shown = 'NSEC answer' | 'NSEC denial' | 'NSEC3 answer' | 'NSEC3 denial';

interface Row {
  readonly tag: string;
  readonly about: string;
  readonly address: string;
}

/** Denial of existence works and all servers do it the same way (Zonemaster Dnssec10, RFC 4035 section 3.1.3, RFC 5155 section 7). */
export const dnssec10: ZoneTest = function* (session) {
  const view = yield* keyView(session);
  const signed = [...view.keys.keys()];
  const rows: Row[] = [];
  const shown: { readonly how: Shown; readonly address: string }[] = [];
  for (const kind of ['NSEC3', 'NSEC'] as const) {
    // A zone with NSEC3 has no NSEC record and the other way round, so each kind is shown by asking for the other.
    const type = kind === 'NSEC3' ? 'NSEC' : 'NSEC3PARAM';
    const answers = yield* askEach(signed, { name: session.zone, type, wantsDnssec: true });
    for (const [address, answer] of answers) {
      const found = reading(session, { type, kind, answer, keys: view.keys.get(address) ?? [] });
      if (found.how !== null) shown.push({ how: found.how, address });
      for (const [tag, about] of found.tags) rows.push({ tag, about, address });
    }
  }
  const notes = [...Map.groupBy(rows, ({ tag, about }) => `${tag} ${about}`).values()].map(
    (members): Note => {
      const servers = labelled(
        view.servers,
        members.map((row) => row.address),
      );
      return { tag: members[0]?.tag ?? '', about: members[0]?.about ?? '', servers };
    },
  );
  const bare = labelled(view.servers, view.without);
  if (bare.length > 0)
    notes.push({ tag: signed.length === 0 ? 'DS10_ZONE_NO_DNSSEC' : 'DS10_SERVER_NO_DNSSEC', servers: bare });
  return [
    ...notes,
    ...agreement(signed, shown).map(([tag, members]) => ({ tag, servers: labelled(view.servers, members) })),
  ];
};

interface Asked {
  readonly type: 'NSEC' | 'NSEC3PARAM';
  /** What a denial of that type would show. */
  readonly kind: Kind;
  readonly answer: DnsMessage | null;
  readonly keys: readonly DnsRecord[];
}

interface Reading {
  readonly how: Shown | null;
  readonly tags: readonly (readonly [tag: string, about: string])[];
}

function reading(session: Session, asked: Asked): Reading {
  const { type, kind, answer } = asked;
  if (!isAuthoritative(answer)) return { how: null, tags: [[`DS10_${type}_QUERY_RESPONSE_ERR`, '']] };
  if (answer.answers.length > 0) return positive(session, type, answer);
  const denials = answer.authorities.filter((record) => record.type === kind);
  if (denials.length === 0) return { how: null, tags: [] };
  const tags = [...soaTags(session, kind, answer)];
  if (denials.length > 1) tags.push([`DS10_ERR_MULT_${kind}`, '']);
  else tags.push(...recordTags(session, asked, { record: denials[0], section: answer.authorities }));
  return { how: `${kind} denial`, tags };
}

function positive(session: Session, type: 'NSEC' | 'NSEC3PARAM', answer: DnsMessage): Reading {
  const records = answer.answers.filter((record) => record.type === type);
  if (records.length === 0) return { how: null, tags: [[`DS10_${type}_GIVES_ERR_ANSWER`, '']] };
  const tags: (readonly [string, string])[] = [];
  if (records.length > 1) tags.push([`DS10_ERR_MULT_${type}`, '']);
  else if (records[0]?.name !== session.zone) tags.push([`DS10_${type}_MISMATCHES_APEX`, '']);
  return { how: type === 'NSEC' ? 'NSEC answer' : 'NSEC3 answer', tags };
}

type Tags = readonly (readonly [tag: string, about: string])[];

function soaTags(session: Session, kind: Kind, answer: DnsMessage): Tags {
  const soa = answer.authorities.find((record) => record.type === 'SOA');
  if (soa === undefined) return [[`DS10_${kind}_NODATA_MISSING_SOA`, '']];
  return soa.name === session.zone ? [] : [[`DS10_${kind}_NODATA_WRONG_SOA`, soa.name]];
}

interface Denial {
  readonly record: DnsRecord | undefined;
  readonly section: readonly DnsRecord[];
}

function recordTags(session: Session, { kind, keys }: Asked, { record, section }: Denial): Tags {
  if (record === undefined) return [];
  const { zone } = session;
  const isApex = kind === 'NSEC' ? record.name === zone : matchesNsec3(record, zone, zone);
  const tags: (readonly [string, string])[] = [];
  if (!isApex) tags.push([`DS10_${kind}_MISMATCHES_APEX`, record.name]);
  else if (!isApexList(kind, typesOf(record)))
    tags.push([`DS10_${kind}_ERR_TYPE_LIST`, typesOf(record).join(' ')]);
  const signatures = signaturesOver(section, record.name, kind).slice(0, 16);
  if (signatures.length === 0) return [...tags, [`DS10_${kind}_MISSING_SIGNATURE`, '']];
  const rrset = recordsOf(section, record.name, kind);
  const states = signatures.map((each) =>
    checkSignature(each, rrset, { keys, zone, nowSeconds: session.nowSeconds }),
  );
  for (const state of states) {
    const tag = state.isValid ? undefined : problemTags[state.problem];
    if (tag !== undefined) tags.push([tag.replace('*', kind), `key ${state.signature?.keyTag ?? '?'}`]);
  }
  const isHopeless = states.every((state) => !state.isValid && state.problem !== 'unsupported algorithm');
  return isHopeless ? [...tags, [`DS10_${kind}_NO_VERIFIED_SIGNATURE`, '']] : tags;
}

const problemTags: Readonly<Record<SignatureProblem, string>> = {
  expired: 'DS10_*_RRSIG_EXPIRED',
  'not yet valid': 'DS10_*_RRSIG_NOT_YET_VALID',
  'no such key': 'DS10_*_RRSIG_NO_DNSKEY',
  wrong: 'DS10_*_RRSIG_VERIFY_ERROR',
  'wrong signer': 'DS10_*_RRSIG_VERIFY_ERROR',
  malformed: 'DS10_*_RRSIG_VERIFY_ERROR',
  'unsupported algorithm': 'DS10_ALGO_NOT_SUPPORTED_BY_ZM',
};

const typesOf = (record: DnsRecord): readonly string[] =>
  nsecOf(record)?.types ?? nsec3Of(record)?.types ?? [];

/** What exists at every signed apex, and what the other kind would bring (RFC 4034 section 4.1.2, RFC 5155 section 7.1). */
function isApexList(kind: Kind, types: readonly string[]): boolean {
  const needed = ['SOA', 'NS', 'DNSKEY', 'RRSIG', kind === 'NSEC' ? 'NSEC' : 'NSEC3PARAM'];
  const foreign = kind === 'NSEC' ? ['NSEC3', 'NSEC3PARAM'] : ['NSEC', 'NSEC3'];
  return needed.every((type) => types.includes(type)) && !foreign.some((type) => types.includes(type));
}

function agreement(
  signed: readonly string[],
  shown: readonly { readonly how: Shown; readonly address: string }[],
): readonly (readonly [tag: string, servers: readonly string[]])[] {
  const having = (how: string): readonly string[] => [
    ...new Set(shown.filter((each) => each.how.startsWith(how)).map((each) => each.address)),
  ];
  const [nsec, nsec3] = [having('NSEC '), having('NSEC3 ')];
  const missing = signed.filter((address) => !nsec.includes(address) && !nsec3.includes(address));
  const notes: (readonly [string, readonly string[]])[] = [];
  if (missing.length > 0) notes.push(['DS10_EXPECTED_NSEC_NSEC3_MISSING', missing]);
  const mixed = nsec.filter((address) => nsec3.includes(address));
  if (mixed.length > 0) return [...notes, ['DS10_MIXED_NSEC_NSEC3', mixed]];
  if (nsec.length > 0 && nsec3.length > 0)
    return [...notes, ['DS10_INCONSISTENT_NSEC_NSEC3', [...nsec, ...nsec3]]];
  for (const [kind, servers] of [
    ['NSEC', nsec],
    ['NSEC3', nsec3],
  ] as const) {
    if (servers.length === 0) continue;
    notes.push([`DS10_HAS_${kind}`, servers]);
    const [answers, denials] = [having(`${kind} answer`), having(`${kind} denial`)];
    const isSame = answers.length === denials.length && answers.every((address) => denials.includes(address));
    if (!isSame) notes.push([`DS10_INCONSISTENT_${kind}`, servers]);
  }
  return notes;
}
