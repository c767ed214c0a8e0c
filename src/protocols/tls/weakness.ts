import type { CertificateSummary } from './certificate-summary.ts';

export interface Weakness {
  readonly what: string;
  /** Forgeable or breakable with known means, and refused by browsers. */
  readonly isBroken: boolean;
}

/** RFC 9325 section 4.5 and the Baseline Requirements 6.1.5: RSA from 2048 bits, elliptic curves from 256 bits (224 in RFC 9325). */
export function keyWeakness({ key }: CertificateSummary): Weakness | null {
  const { type, bits } = key;
  if (type === 'dsa') return { what: 'a DSA key', isBroken: true };
  if (bits === null) return null;
  if (type === 'rsa' && bits < 2048)
    return { what: `an RSA key of ${bits} bits where 2048 are the least`, isBroken: bits < 1024 };
  if (type === 'ec' && bits < 224)
    return { what: `an elliptic curve key of ${bits} bits where 256 are usual`, isBroken: bits < 192 };
  return null;
}

const brokenHashes = ['md2', 'md5', 'sha1'];

/** RFC 9325 section 4.5 wants SHA-256 or better; browsers refuse MD5 and SHA-1 signatures. */
export const signatureWeakness = ({ signature }: CertificateSummary): Weakness | null =>
  signature.hash !== null && brokenHashes.includes(signature.hash)
    ? { what: `signature ${signature.algorithm}`, isBroken: true }
    : null;

export const weaknessOf = (certificate: CertificateSummary): Weakness | null =>
  keyWeakness(certificate) ?? signatureWeakness(certificate);

/** Why a leaf may not serve TLS (RFC 5280 sections 4.2.1.3 and 4.2.1.12), or null. */
export function purposeProblem(leaf: CertificateSummary): string | null {
  const { extendedKeyUsage, keyUsage } = leaf;
  if (
    extendedKeyUsage !== null &&
    !extendedKeyUsage.some((usage) => usage === 'serverAuth' || usage === 'any')
  )
    return `its extended key usage allows ${extendedKeyUsage.join(', ') || 'nothing'}, not serverAuth`;
  const allowed = ['digitalSignature', 'keyEncipherment', 'keyAgreement'];
  if (keyUsage !== null && !keyUsage.some((usage) => allowed.includes(usage)))
    return `its key usage allows ${keyUsage.join(', ') || 'nothing'}, no handshake needs that`;
  return null;
}
