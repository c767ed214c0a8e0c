import { createHash } from 'node:crypto';
import type { DnsRecord } from '../../../model/outside-dns.ts';
import { ancestors, isAtOrBelow, labelsOf } from '../name.ts';
import { nsec3Of, nsecOf } from '../rdata.ts';
import type { Nsec3 } from '../rdata.ts';
import { base32Text } from '../wire/encodings.ts';
import { nameBytes } from '../wire/write-field.ts';

/** More rounds than this are treated as no proof at all (RFC 9276 section 3.2 lets validators stop at any limit). */
const maxIterations = 500;

/** Hash of an owner name, base32hex (RFC 5155 section 5); null over 500 iterations or for other hash algorithms. */
export function nsec3Hash(
  name: string,
  parameters: Pick<Nsec3, 'hashAlgorithm' | 'iterations' | 'salt'>,
): string | null {
  if (parameters.hashAlgorithm !== 1 || parameters.iterations > maxIterations) return null;
  const salt = Buffer.from(parameters.salt, 'hex');
  let digest: Uint8Array = nameBytes(name);
  for (let round = 0; round <= parameters.iterations; round += 1)
    digest = createHash('sha1').update(digest).update(salt).digest();
  return base32Text(digest);
}

export type DsDenial =
  /** Proven: a delegation without DS. */
  | 'no DS'
  /** The name lies in an opt-out span: unsigned delegations there are not listed (RFC 5155 section 6). */
  | 'opt-out'
  | 'not proven';

/** What the NSEC or NSEC3 records of a negative DS answer prove (RFC 4035 section 5.2, RFC 5155 section 8.6). */
export function denialOfDs(authorities: readonly DnsRecord[], zone: string): DsDenial {
  for (const record of authorities) {
    const nsec = record.name === zone ? nsecOf(record) : null;
    if (nsec !== null) return isUnsignedCut(nsec.types) ? 'no DS' : 'not proven';
  }
  const hashed = authorities.flatMap((record) => {
    const nsec3 = nsec3Of(record);
    return nsec3 === null ? [] : [{ hash: (labelsOf(record.name)[0] ?? '').toUpperCase(), nsec3 }];
  });
  const exact = hashed.find(({ hash, nsec3 }) => nsec3Hash(zone, nsec3) === hash);
  if (exact !== undefined) return isUnsignedCut(exact.nsec3.types) ? 'no DS' : 'not proven';
  return isInOptOutSpan(hashed, zone) ? 'opt-out' : 'not proven';
}

/** Not the child's own apex (SOA), and a delegation (NS) or at least no DS. */
const isUnsignedCut = (types: readonly string[]): boolean =>
  types.includes('NS') && !types.includes('DS') && !types.includes('SOA');

interface Hashed {
  readonly hash: string;
  readonly nsec3: Nsec3;
}

/** A matching closest encloser, and an opt-out record that covers the next closer name. */
function isInOptOutSpan(hashed: readonly Hashed[], zone: string): boolean {
  const chain = [zone, ...ancestors(zone)].slice(0, 128);
  for (const [i, encloser] of chain.entries()) {
    const nextCloser = chain[i - 1];
    if (nextCloser === undefined) continue;
    if (!hashed.some(({ hash, nsec3 }) => nsec3Hash(encloser, nsec3) === hash)) continue;
    return hashed.some(({ hash, nsec3 }) => {
      const wanted = nsec3Hash(nextCloser, nsec3);
      return (nsec3.flags & 1) === 1 && wanted !== null && covers(hash, nsec3.nextHash, wanted);
    });
  }
  return false;
}

/** Base32hex keeps the order of the bytes. The last record's span wraps around. */
const covers = (from: string, to: string, wanted: string): boolean =>
  from < to ? from < wanted && wanted < to : wanted > from || wanted < to;

/** Whether an NSEC3 owner is the hash of this very name in this zone. */
export function matchesNsec3(record: DnsRecord, name: string, zone: string): boolean {
  const nsec3 = nsec3Of(record);
  if (nsec3 === null || !isAtOrBelow(record.name, zone)) return false;
  return nsec3Hash(name, nsec3) === (labelsOf(record.name)[0] ?? '').toUpperCase();
}
