import type { DnsMessage, DnsRecord } from '../../../model/outside-dns.ts';
import { recordsOf } from '../record.ts';
import { denialOfDs } from './denial.ts';
import { dsMatches, dsRecords } from './keys.ts';
import { digestType, signingAlgorithm } from './algorithms.ts';
import { checkSignature, signaturesOver } from './signature.ts';
import type { SignatureContext } from './signature.ts';

/** One zone of the path from the root, with the answers it was judged from (asked with DO). */
export interface ChainLink {
  readonly zone: string;
  /** The parent's answer to `zone DS`; null when there was none. Ignored for the first link. */
  readonly ds: DnsMessage | null;
  /** The zone's own answer to `zone DNSKEY`; null when there was none. */
  readonly dnskey: DnsMessage | null;
}

export type ChainVerdict =
  /** `expiresAtSeconds`: when the first signature on the path runs out. `weak`: deprecated algorithms or digests in use. */
  | { readonly state: 'secure'; readonly expiresAtSeconds: number; readonly weak: readonly string[] }
  /** Provably unsigned from `at` on. */
  | { readonly state: 'insecure'; readonly at: string; readonly why: string }
  /** Validating resolvers refuse to answer for everything at and below `at`. */
  | { readonly state: 'bogus'; readonly at: string; readonly why: string }
  /** An answer is missing, so nothing is proven. */
  | { readonly state: 'unknown'; readonly at: string; readonly why: string };

export interface ChainContext {
  /** DS values of the root's keys. */
  readonly anchors: readonly string[];
  readonly nowSeconds: number;
}

/** DS of the root's key signing keys of 2017 and 2024 (IANA root anchors). */
export const rootAnchors: readonly string[] = [
  '20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D',
  '38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16',
];

/** Judges the path root, ..., zone (RFC 4035 section 5) from recorded answers. The first link is the anchored zone. */
export function judgeChain(links: readonly ChainLink[], context: ChainContext): ChainVerdict {
  let [expiresAtSeconds, weak]: [number, readonly string[]] = [Infinity, []];
  let keys: readonly DnsRecord[] = [];
  for (const [i, link] of links.entries()) {
    const parent = links[i - 1];
    const trusted =
      parent === undefined
        ? anchored(link.zone, context.anchors)
        : delegated(link, { keys, parent: parent.zone, context });
    if (trusted.state !== 'trusted') return trusted;
    const held = keysOf(link, trusted.ds, context);
    if (held.state !== 'trusted') return held;
    keys = held.keys;
    expiresAtSeconds = Math.min(expiresAtSeconds, trusted.expiresAtSeconds, held.expiresAtSeconds);
    weak = [...weak, ...weaknesses(link.zone, trusted.ds)];
  }
  return { state: 'secure', expiresAtSeconds, weak: [...new Set(weak)] };
}

interface TrustedDs {
  readonly state: 'trusted';
  readonly ds: readonly DnsRecord[];
  readonly expiresAtSeconds: number;
}

const anchored = (zone: string, anchors: readonly string[]): TrustedDs => ({
  state: 'trusted',
  ds: anchors.map((value) => ({ name: zone, type: 'DS', ttlSeconds: 0, value })),
  expiresAtSeconds: Infinity,
});

function delegated(
  link: ChainLink,
  from: { readonly keys: readonly DnsRecord[]; readonly parent: string; readonly context: ChainContext },
): TrustedDs | ChainVerdict {
  const at = link.zone;
  if (link.ds === null)
    return { state: 'unknown', at, why: `the servers of ${from.parent} did not answer for the DS of ${at}` };
  const signing = { keys: from.keys, zone: from.parent, nowSeconds: from.context.nowSeconds };
  const ds = recordsOf(link.ds.answers, at, 'DS');
  if (ds.length === 0) return denied(link.ds, at, signing);
  const proof = proveRrset(link.ds.answers, ds, signing);
  return proof.isValid
    ? { state: 'trusted', ds, expiresAtSeconds: proof.expiresAtSeconds }
    : {
        state: 'bogus',
        at,
        why: `the DS records of ${at} are not validly signed by ${from.parent}: ${proof.why}`,
      };
}

/** No DS: insecure if that is proven by signed NSEC or NSEC3 records, bogus otherwise. */
function denied(answer: DnsMessage, at: string, signing: SignatureContext): ChainVerdict {
  const proofs = answer.authorities.filter((record) => record.type === 'NSEC' || record.type === 'NSEC3');
  for (const owner of new Set(proofs.map((record) => `${record.name} ${record.type}`))) {
    const [name = '', type = ''] = owner.split(' ');
    const proof = proveRrset(answer.authorities, recordsOf(proofs, name, type), signing);
    if (!proof.isValid)
      return {
        state: 'bogus',
        at,
        why: `the proof that ${at} has no DS is not validly signed: ${proof.why}`,
      };
  }
  const denial = denialOfDs(proofs, at);
  if (denial === 'not proven')
    return { state: 'bogus', at, why: `nothing proves that ${at} has no DS in ${signing.zone}` };
  const why = denial === 'opt-out' ? 'an opt-out span covers it' : 'signed records prove it';
  return { state: 'insecure', at, why: `${at} has no DS in ${signing.zone}; ${why}` };
}

interface HeldKeys {
  readonly state: 'trusted';
  readonly keys: readonly DnsRecord[];
  readonly expiresAtSeconds: number;
}

/** The DNSKEY RRset has to be signed by a key that a DS stands for (RFC 4035 section 5.2). */
function keysOf(link: ChainLink, ds: readonly DnsRecord[], context: ChainContext): HeldKeys | ChainVerdict {
  const at = link.zone;
  const parsed = dsRecords(ds);
  const usable = parsed.filter(
    (each) => digestType(each.digestType).standing === 'ok' || each.digestType === 1,
  );
  if (link.dnskey === null) return { state: 'unknown', at, why: `no server of ${at} answered for its keys` };
  const keys = recordsOf(link.dnskey.answers, at, 'DNSKEY');
  if (keys.length === 0) return { state: 'bogus', at, why: `${at} has DS records but publishes no keys` };
  const matches = usable.map((each) => keys.filter((key) => dsMatches(each, at, key) === true));
  const isAllUnknown = usable.every((each) => keys.every((key) => dsMatches(each, at, key) === null));
  // Only digests nobody here can compute: treated as unsigned (RFC 4035 section 5.2, last paragraph).
  if (parsed.length > 0 && isAllUnknown)
    return { state: 'insecure', at, why: `the DS records of ${at} use unknown digests only` };
  const entry = matches.flat();
  if (entry.length === 0) return { state: 'bogus', at, why: `no key of ${at} matches a DS record` };
  const proof = proveRrset(link.dnskey.answers, keys, {
    keys: entry,
    zone: at,
    nowSeconds: context.nowSeconds,
  });
  return proof.isValid
    ? { state: 'trusted', keys, expiresAtSeconds: proof.expiresAtSeconds }
    : {
        state: 'bogus',
        at,
        why: `the keys of ${at} are not validly signed by a key its DS stands for: ${proof.why}`,
      };
}

export type RrsetProof =
  | { readonly isValid: true; readonly expiresAtSeconds: number }
  | { readonly isValid: false; readonly why: string };

/** One valid signature is enough (RFC 4035 section 5.3.3); the latest expiry of the valid ones counts. */
export function proveRrset(
  section: readonly DnsRecord[],
  rrset: readonly DnsRecord[],
  context: SignatureContext,
): RrsetProof {
  const first = rrset[0];
  const signatures = first === undefined ? [] : signaturesOver(section, first.name, first.type).slice(0, 16);
  if (signatures.length === 0) return { isValid: false, why: 'there is no signature' };
  const states = signatures.map((signature) => checkSignature(signature, rrset, context));
  const valid = states.flatMap((state) => (state.isValid ? [state.signature.expiration] : []));
  if (valid.length > 0) return { isValid: true, expiresAtSeconds: Math.max(...valid) };
  const whys = states.map((state) =>
    state.isValid ? '' : `signature of key ${state.signature?.keyTag ?? '?'}: ${state.problem}`,
  );
  return { isValid: false, why: [...new Set(whys)].join(', ') };
}

const weaknesses = (zone: string, ds: readonly DnsRecord[]): readonly string[] =>
  dsRecords(ds).flatMap((each) => [
    ...(signingAlgorithm(each.algorithm).standing === 'deprecated'
      ? [`${zone} signs with ${signingAlgorithm(each.algorithm).name}`]
      : []),
    ...(digestType(each.digestType).standing === 'deprecated'
      ? [`the DS of ${zone} uses ${digestType(each.digestType).name}`]
      : []),
  ]);
