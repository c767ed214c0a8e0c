import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainRsaBits } from './key-bits.ts';

const keyOf = (bits: number, publicExponent = 0x10001): Buffer =>
  generateKeyPairSync('rsa', { modulusLength: bits, publicExponent }).publicKey.export({
    type: 'spki',
    format: 'der',
  });
const keys = [keyOf(512), keyOf(1024), keyOf(1024, 3), keyOf(1536), keyOf(2048)];

function libraryBits(der: Uint8Array): number | null {
  try {
    const key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' ? (key.asymmetricKeyDetails?.modulusLength ?? null) : null;
  } catch {
    return null;
  }
}

test('MAIL-2 the bits of a published key, as the cryptographic library counts them', () => {
  expect(keys.map(plainRsaBits)).toEqual([512, 1024, 1024, 1536, 2048]);
  expect(keys.map(libraryBits)).toEqual([512, 1024, 1024, 1536, 2048]);
});

test('other keys, bare keys and litter are left to the library', () => {
  const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' });
  const bare = createPublicKey({ key: keys[1] ?? Buffer.alloc(0), format: 'der', type: 'spki' }).export({
    type: 'pkcs1',
    format: 'der',
  });
  const tail = Buffer.concat([keys[1] ?? Buffer.alloc(0), Buffer.from([0])]);
  expect([ed25519, bare, tail, Buffer.alloc(0), Buffer.from('30', 'hex')].map(plainRsaBits)).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('law: where it speaks, it says what the library says, whatever byte is changed', () => {
  const [, der = Buffer.alloc(0)] = keys;
  fc.assert(
    fc.property(fc.nat(der.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
      const copy = Buffer.from(der);
      copy[at] = byte;
      const text = isCut ? copy.subarray(0, at) : copy;
      const bits = plainRsaBits(text);
      if (bits !== null) expect(bits).toBe(libraryBits(text));
    }),
    { seed: 6376, numRuns: 1500 },
  );
});
