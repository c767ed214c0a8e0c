import { derTags, expectDer, readChildren, readDer, readOid, type DerValue } from './der.ts';
import type { CertificateSummary } from './certificate-summary.ts';
import { curves, hashAlgorithms, signatureAlgorithms } from './oids.ts';

/** Type and size of a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7, RFC 3279, 5480, 8410). */
export function readKey(info: DerValue): CertificateSummary['key'] {
  const [algorithm, key] = readChildren(info.content, 2);
  const parts = readChildren(expectDer(algorithm, derTags.sequence, 'key algorithm').content, 2);
  const oid = readOid(expectDer(parts[0], derTags.oid, 'key algorithm id').content);
  const bits = expectDer(key, derTags.bitString, 'public key').content.subarray(1);
  switch (oid) {
    case '1.2.840.113549.1.1.1':
    case '1.2.840.113549.1.1.10':
      return { type: 'rsa', bits: modulusBits(bits), curve: null };
    case '1.2.840.10045.2.1':
      return ellipticKey(parts[1]);
    case '1.3.101.112':
      return { type: 'ed25519', bits: 256, curve: 'ed25519' };
    case '1.3.101.113':
      return { type: 'ed448', bits: 456, curve: 'ed448' };
    case '1.2.840.10040.4.1':
      return { type: 'dsa', bits: null, curve: null };
    default:
      return { type: 'other', bits: null, curve: oid };
  }
}

function modulusBits(key: Uint8Array): number {
  const [modulus] = readChildren(readDer(key).content, 1);
  return integerBits(expectDer(modulus, derTags.integer, 'RSA modulus').content);
}

/** Bits of a non-negative big-endian integer, leading zero bytes ignored. */
export function integerBits(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0);
  if (first < 0) return 0;
  return (bytes.length - first) * 8 - Math.clz32(bytes[first] ?? 0) + 24;
}

function ellipticKey(parameters: DerValue | undefined): CertificateSummary['key'] {
  if (parameters?.tag !== derTags.oid) return { type: 'ec', bits: null, curve: 'explicit parameters' };
  const oid = readOid(parameters.content);
  const curve = curves[oid];
  return { type: 'ec', bits: curve?.bits ?? null, curve: curve?.name ?? oid };
}

/** Name and hash of a signature AlgorithmIdentifier; PSS names its hash in the parameters, SHA-1 when silent (RFC 4055). */
export function readSignatureAlgorithm(algorithm: DerValue): CertificateSummary['signature'] {
  const [id, parameters] = readChildren(algorithm.content, 2);
  const oid = readOid(expectDer(id, derTags.oid, 'signature algorithm').content);
  const known = signatureAlgorithms[oid];
  if (known === undefined) return { algorithm: oid, hash: null };
  if (known.name !== 'rsassaPss') return { algorithm: known.name, hash: known.hash };
  const hash = parameters?.tag === derTags.sequence ? pssHash(parameters) : 'sha1';
  return { algorithm: known.name, hash };
}

function pssHash(parameters: DerValue): string | null {
  const field = readChildren(parameters.content, 4).find(({ tag }) => tag === 0xa0);
  if (field === undefined) return 'sha1';
  const [oid] = readChildren(readDer(field.content).content, 1);
  return oid === undefined ? null : (hashAlgorithms[readOid(oid.content)] ?? null);
}
