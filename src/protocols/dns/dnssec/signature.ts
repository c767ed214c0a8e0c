import type { DnsRecord } from '../../../model/outside-dns.ts';
import { absoluteName, isAtOrBelow, labelsOf, lastLabels } from '../name.ts';
import { dnskeyOf, rrsigOf } from '../rdata.ts';
import type { Rrsig } from '../rdata.ts';
import { typeNumber } from '../types.ts';
import { rdataBytes } from '../wire/rdata-wire.ts';
import { nameBytes } from '../wire/write-field.ts';
import { isRevoked, isVerifiable, isZoneKey, keyTagOf, verifySignature } from './keys.ts';

export type SignatureProblem =
  | 'expired'
  | 'not yet valid'
  | 'no such key'
  | 'wrong'
  | 'unsupported algorithm'
  | 'wrong signer'
  | 'malformed';

export type SignatureState =
  | { readonly isValid: true; readonly signature: Rrsig }
  | { readonly isValid: false; readonly problem: SignatureProblem; readonly signature: Rrsig | null };

export interface SignatureContext {
  /** The DNSKEY records of the zone. */
  readonly keys: readonly DnsRecord[];
  readonly zone: string;
  readonly nowSeconds: number;
}

/** RRSIG records over one type at one owner. */
export const signaturesOver = (
  section: readonly DnsRecord[],
  name: string,
  type: string,
): readonly DnsRecord[] =>
  section.filter((record) => record.name === name && rrsigOf(record)?.typeCovered === type);

/** One RRSIG over one RRset (RFC 4035 section 5.3): signer, time, key, and the signature itself. */
export function checkSignature(
  record: DnsRecord,
  rrset: readonly DnsRecord[],
  context: SignatureContext,
): SignatureState {
  const signature = rrsigOf(record);
  if (signature === null) return { isValid: false, problem: 'malformed', signature: null };
  const problem = problemOf(signature, rrset, context);
  return problem === null ? { isValid: true, signature } : { isValid: false, problem, signature };
}

function problemOf(
  signature: Rrsig,
  rrset: readonly DnsRecord[],
  context: SignatureContext,
): SignatureProblem | null {
  const owner = rrset[0]?.name ?? '';
  if (signature.signer !== context.zone || !isAtOrBelow(owner, context.zone)) return 'wrong signer';
  if (labelsOf(owner).filter((label) => label !== '*').length < signature.labels) return 'malformed';
  if (isAfter(context.nowSeconds, signature.expiration)) return 'expired';
  if (isAfter(signature.inception, context.nowSeconds)) return 'not yet valid';
  return verified(signature, rrset, context.keys);
}

/** Serial number arithmetic over 32 bits (RFC 4034 section 3.1.5, RFC 1982). */
const isAfter = (a: number, b: number): boolean => a !== b && (a - b) >>> 0 < 0x80000000;

/** Several keys may share a tag: one of them has to fit (RFC 4035 section 5.3.1). */
function verified(
  signature: Rrsig,
  rrset: readonly DnsRecord[],
  keys: readonly DnsRecord[],
): SignatureProblem | null {
  const candidates = keys
    .filter((key) => keyTagOf(key) === signature.keyTag)
    .flatMap((key) => dnskeyOf(key) ?? [])
    .filter((key) => key.algorithm === signature.algorithm && key.protocol === 3 && isZoneKey(key));
  if (candidates.length === 0) return 'no such key';
  if (!isVerifiable(signature.algorithm)) return 'unsupported algorithm';
  const data = signedData(signature, rrset);
  if (data === null) return 'malformed';
  const bytes = Buffer.from(signature.signature, 'base64');
  const usable = candidates
    .filter((key) => !isRevoked(key) || signature.typeCovered === 'DNSKEY')
    .slice(0, 4);
  return usable.some((key) => verifySignature(key, data, bytes) === true) ? null : 'wrong';
}

/** What was signed (RFC 4034 section 3.1.8.1): RRSIG RDATA without the signature, then the RRset in canonical form. */
export function signedData(signature: Rrsig, rrset: readonly DnsRecord[]): Uint8Array | null {
  const head = rdataBytes('RRSIG', signatureHead(signature));
  const bodies = rrset.map((record) => rdataBytes(record.type, record.value));
  if ('problem' in head) return null;
  const good = bodies.filter((body) => !('problem' in body)) as readonly Uint8Array[];
  if (good.length !== bodies.length) return null;
  const prefix = recordPrefix(signature, rrset[0]?.name ?? '.');
  const sorted = good.map((body) => Buffer.from(body)).toSorted((a, b) => Buffer.compare(a, b));
  const rows = sorted
    .filter((body, i) => i === 0 || !body.equals(sorted[i - 1] ?? Buffer.alloc(0)))
    .map((body) => Buffer.concat([prefix, Uint8Array.of(body.length >> 8, body.length & 255), body]));
  return Buffer.concat([head, ...rows]);
}

const signatureHead = (s: Rrsig): string =>
  [s.typeCovered, s.algorithm, s.labels, s.originalTtlSeconds, s.expiration, s.inception, s.keyTag]
    .concat(absoluteName(s.signer))
    .join(' ');

/** Owner (a wildcard's own name where it was expanded, RFC 4035 section 5.3.2), type, class and original TTL. */
function recordPrefix(signature: Rrsig, owner: string): Buffer {
  const isExpanded = labelsOf(owner).length > signature.labels && !owner.startsWith('*.');
  const closest = lastLabels(owner, signature.labels);
  const wildcard = closest === '.' ? '*' : `*.${closest}`;
  const fixed = Buffer.alloc(8);
  fixed.writeUInt16BE(typeNumber(signature.typeCovered) ?? 0, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(signature.originalTtlSeconds >>> 0, 4);
  return Buffer.concat([nameBytes(isExpanded ? wildcard : owner), fixed]);
}
