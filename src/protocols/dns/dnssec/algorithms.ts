/** What the IANA registries say about using an algorithm to sign zones or a digest to delegate (RFC 9904, RFC 9905, RFC 9906). */
export type Standing =
  | 'ok'
  | 'deprecated'
  | 'notRecommended'
  | 'notForThis'
  | 'private'
  | 'reserved'
  | 'unassigned';

export interface AlgorithmInfo {
  readonly standing: Standing;
  readonly name: string;
}

const signing: Readonly<Record<number, AlgorithmInfo>> = {
  0: { standing: 'notForThis', name: 'DELETE' },
  1: { standing: 'deprecated', name: 'RSA/MD5' },
  2: { standing: 'notForThis', name: 'Diffie-Hellman' },
  3: { standing: 'deprecated', name: 'DSA/SHA-1' },
  5: { standing: 'deprecated', name: 'RSA/SHA-1' },
  6: { standing: 'deprecated', name: 'DSA-NSEC3-SHA1' },
  7: { standing: 'deprecated', name: 'RSASHA1-NSEC3-SHA1' },
  8: { standing: 'ok', name: 'RSA/SHA-256' },
  10: { standing: 'notRecommended', name: 'RSA/SHA-512' },
  12: { standing: 'deprecated', name: 'GOST R 34.10-2001' },
  13: { standing: 'ok', name: 'ECDSA P-256 with SHA-256' },
  14: { standing: 'ok', name: 'ECDSA P-384 with SHA-384' },
  15: { standing: 'ok', name: 'Ed25519' },
  16: { standing: 'ok', name: 'Ed448' },
  17: { standing: 'ok', name: 'SM2 with SM3' },
  23: { standing: 'ok', name: 'GOST R 34.10-2012' },
  252: { standing: 'notForThis', name: 'INDIRECT' },
  253: { standing: 'private', name: 'PRIVATEDNS' },
  254: { standing: 'private', name: 'PRIVATEOID' },
};

/** DNSKEY algorithm numbers. */
export function signingAlgorithm(number: number): AlgorithmInfo {
  const known = signing[number];
  if (known !== undefined) return known;
  const isReserved = [4, 9, 11, 255].includes(number) || (number >= 123 && number <= 251);
  return isReserved
    ? { standing: 'reserved', name: 'reserved' }
    : { standing: 'unassigned', name: 'unassigned' };
}

const digests: Readonly<Record<number, AlgorithmInfo>> = {
  0: { standing: 'notForThis', name: 'reserved' },
  1: { standing: 'deprecated', name: 'SHA-1' },
  2: { standing: 'ok', name: 'SHA-256' },
  3: { standing: 'deprecated', name: 'GOST R 34.11-94' },
  4: { standing: 'ok', name: 'SHA-384' },
  5: { standing: 'ok', name: 'GOST R 34.11-2012' },
  6: { standing: 'ok', name: 'SM3' },
  253: { standing: 'private', name: 'private use' },
  254: { standing: 'private', name: 'private use' },
};

/** DS digest types. */
export function digestType(number: number): AlgorithmInfo {
  const known = digests[number];
  if (known !== undefined) return known;
  return number >= 128 && number <= 252
    ? { standing: 'reserved', name: 'reserved' }
    : { standing: 'unassigned', name: 'unassigned' };
}
