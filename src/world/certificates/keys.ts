import { generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyKind } from '../plan.ts';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** A fresh key; nothing secret is ever kept in the repository. */
export async function makeKey(kind: KeyKind): Promise<KeyPair> {
  if (kind === 'p256') return generate('ec', { namedCurve: 'prime256v1' });
  if (kind === 'p384') return generate('ec', { namedCurve: 'secp384r1' });
  return generate('rsa', { modulusLength: kind === 'rsa1024' ? 1024 : 2048 });
}

export const makeRsaKey = async (bits: number): Promise<KeyPair> => generate('rsa', { modulusLength: bits });
