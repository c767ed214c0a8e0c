import { DerError, derTags, type DerValue, readChildren, readDer } from '../../tls/der.ts';

/** AlgorithmIdentifier of rsaEncryption with its NULL parameters (RFC 3279 section 2.3.1). */
const rsaEncryption = '300d06092a864886f70d0101010500';

/**
 * Bits of an RSA key as everybody publishes it: SubjectPublicKeyInfo in plain DER. Null for everything else, which is no verdict: ask
 * the cryptographic library, which takes a millisecond for what takes microseconds here.
 */
export function plainRsaBits(der: Uint8Array): number | null {
  try {
    return bitsIn(der);
  } catch (error) {
    if (error instanceof DerError) return null;
    throw error;
  }
}

function bitsIn(der: Uint8Array): number | null {
  const outer = only(readDer(der), der.length);
  const [algorithm, key, ...more] = readChildren(outer?.content ?? new Uint8Array(), 3);
  const isRsa = algorithm !== undefined && Buffer.from(algorithm.whole).toString('hex') === rsaEncryption;
  if (!isRsa || more.length > 0 || key?.tag !== derTags.bitString || key.content[0] !== 0) return null;
  const inner = only(readDer(key.content, 1), key.content.length - 1);
  const [modulus, exponent, ...rest] = readChildren(inner?.content ?? new Uint8Array(), 3);
  if (rest.length > 0 || !isPositive(exponent)) return null;
  return isPositive(modulus) ? bitLength(modulus.content) : null;
}

/** A sequence that fills its place. */
const only = (value: DerValue, length: number): DerValue | null =>
  value.tag === derTags.sequence && value.whole.length === length ? value : null;

/** A positive INTEGER in its shortest form (X.690 section 8.3.2). */
function isPositive(value: DerValue | undefined): value is DerValue {
  if (value?.tag !== derTags.integer) return false;
  const [first = 0x80, second = 0x80] = value.content;
  return first === 0 ? value.content.length > 1 && second >= 0x80 : first < 0x80;
}

function bitLength(content: Uint8Array): number {
  const start = content[0] === 0 ? 1 : 0;
  return (content.length - start) * 8 - Math.clz32(content[start] ?? 0) + 24;
}
