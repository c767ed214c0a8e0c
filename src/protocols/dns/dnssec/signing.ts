import { createPublicKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { DnsRecord } from '../../../model/outside-dns.ts';
import { absoluteName, labelsOf } from '../name.ts';
import { rrsigOf } from '../rdata.ts';
import { keyTagOf } from './keys.ts';
import { signedData } from './signature.ts';

/** A zone's private key with its DNSKEY record; ECDSA P-256 or Ed25519 (RFC 6605, RFC 8080). */
export interface ZoneKey {
  readonly record: DnsRecord;
  readonly algorithm: 13 | 15;
  readonly privateKey: KeyObject;
}

/** The key of a zone of our own (demo internet, tests). Flags 257: key signing key, 256: zone signing key. */
export function zoneKey(zone: string, privateKey: KeyObject, flags: 256 | 257 = 257): ZoneKey {
  const algorithm = privateKey.asymmetricKeyType === 'ed25519' ? 15 : 13;
  const { x = '', y = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  const bytes = Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const value = `${flags} 3 ${algorithm} ${bytes.toString('base64')}`;
  return { record: { name: zone, type: 'DNSKEY', ttlSeconds: 3600, value }, algorithm, privateKey };
}

/** The RRSIG over an RRset of one owner and type, valid between two times in seconds since 1970. */
export function signRrset(
  rrset: readonly DnsRecord[],
  key: ZoneKey,
  valid: { readonly from: number; readonly to: number },
): DnsRecord | null {
  const [first] = rrset;
  if (first === undefined) return null;
  const labels = labelsOf(first.name).filter((label) => label !== '*').length;
  const head =
    `${first.type} ${key.algorithm} ${labels} ${first.ttlSeconds} ${valid.to} ${valid.from} ` +
    `${keyTagOf(key.record) ?? 0} ${absoluteName(key.record.name)}`;
  const draft = { name: first.name, type: 'RRSIG', ttlSeconds: first.ttlSeconds, value: `${head} AA==` };
  const parsed = rrsigOf(draft);
  const data = parsed === null ? null : signedData(parsed, rrset);
  if (data === null) return null;
  const hash = key.algorithm === 13 ? 'sha256' : null;
  const signature = sign(hash, data, { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return { ...draft, value: `${head} ${signature.toString('base64')}` };
}
