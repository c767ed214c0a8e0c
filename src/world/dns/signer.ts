import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { labelsOf } from '../../protocols/dns/name.ts';
import { typeNumber } from '../../protocols/dns/types.ts';
import type { DnssecPlan } from '../plan.ts';
import { encodeName, encodeRdata } from './rdata.ts';
import type { RecordSet } from './zone-index.ts';

const algorithm = 13; // ECDSAP256SHA256, RFC 6605
const daySeconds = 86_400;

/** One key signs the whole zone (flags 257: secure entry point, RFC 4034 section 2.1.1). */
export interface ZoneKey {
  readonly zone: string;
  readonly privateKey: KeyObject;
  readonly dnskey: string;
  readonly tag: number;
  /** Value of the DS record the parent should publish, SHA-256 (RFC 4509). */
  readonly ds: string;
  /** The same with digest type 1, SHA-1 (RFC 3658), which must not be used any more (RFC 8624 section 3.3). */
  readonly dsSha1: string;
}

export function makeZoneKey(zone: string): ZoneKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  // The uncompressed point ends the SubjectPublicKeyInfo; RFC 6605 section 4 wants it without the leading 0x04.
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-64);
  const dnskey = `257 3 ${algorithm} ${point.toString('base64')}`;
  const rdata = encodeRdata('DNSKEY', dnskey);
  const tag = keyTag(rdata);
  const digest = (hash: string): string =>
    createHash(hash).update(encodeName(zone)).update(rdata).digest('hex');
  const ds = `${tag} ${algorithm} 2 ${digest('sha256')}`;
  return { zone, privateKey, dnskey, tag, ds, dsSha1: `${tag} ${algorithm} 1 ${digest('sha1')}` };
}

export interface SigningJob {
  readonly set: RecordSet;
  /** Owner as stored in the zone: `*.example` for synthesised answers. */
  readonly signedAs: string;
  readonly dnssec: DnssecPlan;
  readonly nowSeconds: number;
}

/** RDATA of an RRSIG over the set (RFC 4034 section 3.1). */
export function signatureOver(key: ZoneKey, { set, signedAs, dnssec, nowSeconds }: SigningJob): Buffer {
  const labels = labelsOf(signedAs).filter((label) => label !== '*').length;
  const head = Buffer.alloc(18);
  head.writeUInt16BE(typeNumber(set.type) ?? 0, 0);
  head.writeUInt8(algorithm, 2);
  head.writeUInt8(labels, 3);
  head.writeUInt32BE(set.ttlSeconds, 4);
  head.writeUInt32BE(Math.floor(nowSeconds + dnssec.expiresInDays * daySeconds), 8);
  head.writeUInt32BE(Math.floor(nowSeconds - dnssec.signedDaysAgo * daySeconds), 12);
  head.writeUInt16BE(key.tag, 16);
  const fixed = Buffer.concat([head, encodeName(key.zone)]);
  const data = Buffer.concat([fixed, ...canonicalRecords(set, signedAs)]);
  return Buffer.concat([fixed, sign('sha256', data, { key: key.privateKey, dsaEncoding: 'ieee-p1363' })]);
}

/** RFC 4034 section 6.3: sorted by RDATA, original TTL, owner in lower case. */
function canonicalRecords(set: RecordSet, signedAs: string): readonly Buffer[] {
  const owner = encodeName(signedAs);
  const fixed = Buffer.alloc(8);
  fixed.writeUInt16BE(typeNumber(set.type) ?? 0, 0);
  fixed.writeUInt16BE(1, 2);
  fixed.writeUInt32BE(set.ttlSeconds, 4);
  return set.values
    .map((value) => encodeRdata(set.type, value))
    .toSorted((a, b) => Buffer.compare(a, b))
    .map((rdata) =>
      Buffer.concat([owner, fixed, Buffer.from([rdata.length >> 8, rdata.length & 255]), rdata]),
    );
}

/** RFC 4034 appendix B. */
function keyTag(rdata: Buffer): number {
  const sum = rdata.reduce((total, byte, index) => total + (index % 2 === 0 ? byte << 8 : byte), 0);
  return (sum + ((sum >> 16) & 0xffff)) & 0xffff;
}
