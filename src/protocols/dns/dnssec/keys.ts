import { createHash, createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import type { DnsRecord } from '../../../model/outside-dns.ts';
import { dnskeyOf, dsOf } from '../rdata.ts';
import type { Dnskey, Ds } from '../rdata.ts';
import { rdataBytes } from '../wire/rdata-wire.ts';
import { nameBytes } from '../wire/write-field.ts';

/** Zone key and secure entry point bits (RFC 4034 section 2.1.1), revoked (RFC 5011 section 3). */
export const isZoneKey = (key: Pick<Dnskey, 'flags'>): boolean => (key.flags & 0x100) !== 0;
export const isEntryPoint = (key: Pick<Dnskey, 'flags'>): boolean => (key.flags & 1) !== 0;
export const isRevoked = (key: Pick<Dnskey, 'flags'>): boolean => (key.flags & 0x80) !== 0;

/** RFC 4034 appendix B; null for a value that is no key. */
export function keyTagOf(record: Pick<DnsRecord, 'type' | 'value'>): number | null {
  const data = rdataBytes(record.type, record.value);
  if ('problem' in data || data.length < 4) return null;
  // RSA/MD5 keys use the end of the modulus instead (appendix B.1).
  if (data[3] === 1) return (data.at(-3) ?? 0) * 256 + (data.at(-2) ?? 0);
  let sum = 0;
  for (const [i, byte] of data.entries()) sum += (i & 1) === 0 ? byte << 8 : byte;
  return (sum + ((sum >>> 16) & 0xffff)) & 0xffff;
}

const digestNames: Readonly<Record<number, string>> = { 1: 'sha1', 2: 'sha256', 4: 'sha384' };

/** Whether a DS (or CDS) record stands for a key of `owner`; null when the digest type cannot be computed here. */
export function dsMatches(ds: Ds, owner: string, key: DnsRecord): boolean | null {
  const parsed = dnskeyOf(key);
  const data = rdataBytes('DNSKEY', key.value);
  if (parsed === null || 'problem' in data) return false;
  if (ds.algorithm !== parsed.algorithm || ds.keyTag !== keyTagOf(key)) return false;
  const hash = digestNames[ds.digestType];
  if (hash === undefined) return null;
  const digest = createHash(hash).update(nameBytes(owner)).update(data).digest('hex').toUpperCase();
  return digest === ds.digest;
}

/** The DS fields a record holds, for lists of records. */
export const dsRecords = (records: readonly DnsRecord[]): readonly Ds[] =>
  records.flatMap((record) => {
    const ds = dsOf(record);
    return ds === null ? [] : [ds];
  });

interface Scheme {
  readonly hash: string | null;
  readonly jwk: (key: Buffer) => JsonWebKey | null;
}

const url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** RFC 3110 section 2. */
function rsa(key: Buffer): JsonWebKey | null {
  const isLong = key[0] === 0;
  const length = isLong ? key.readUInt16BE(1) : (key[0] ?? 0);
  const start = isLong ? 3 : 1;
  const modulus = key.subarray(start + length);
  if (modulus.length < 64 || modulus.length > 512 || length < 1) return null;
  return { kty: 'RSA', e: url(key.subarray(start, start + length)), n: url(modulus) };
}

/** RFC 6605 section 4. */
const curve =
  (crv: string, size: number) =>
  (key: Buffer): JsonWebKey | null =>
    key.length === 2 * size
      ? { kty: 'EC', crv, x: url(key.subarray(0, size)), y: url(key.subarray(size)) }
      : null;

/** RFC 8080 section 3. */
const edwards =
  (crv: string, size: number) =>
  (key: Buffer): JsonWebKey | null =>
    key.length === size ? { kty: 'OKP', crv, x: url(key) } : null;

const schemes: Readonly<Record<number, Scheme>> = {
  5: { hash: 'sha1', jwk: rsa },
  7: { hash: 'sha1', jwk: rsa },
  8: { hash: 'sha256', jwk: rsa },
  10: { hash: 'sha512', jwk: rsa },
  13: { hash: 'sha256', jwk: curve('P-256', 32) },
  14: { hash: 'sha384', jwk: curve('P-384', 48) },
  15: { hash: null, jwk: edwards('Ed25519', 32) },
  16: { hash: null, jwk: edwards('Ed448', 57) },
};

/** Signing algorithms whose signatures can be verified here. */
export const isVerifiable = (algorithm: number): boolean => algorithm in schemes;

/** Verifies one signature; false also for a key that cannot be read. Null for algorithms without a scheme here. */
export function verifySignature(key: Dnskey, data: Uint8Array, signature: Uint8Array): boolean | null {
  const scheme = schemes[key.algorithm];
  if (scheme === undefined) return null;
  try {
    const bytes = Buffer.from(key.publicKey, 'base64');
    const jwk = bytes.length < 4 ? null : scheme.jwk(bytes);
    if (jwk === null) return false;
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
    return verify(scheme.hash, data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    // OpenSSL refuses points off the curve and odd exponents: no signature of such a key is valid.
    return false;
  }
}
