import { generateKeyPair } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyKind } from '../plan.ts';

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** A key made by this process; nothing secret is ever kept in the repository. */
export async function makeKey(kind: KeyKind): Promise<KeyPair> {
  if (kind === 'p256') return generate('ec', { namedCurve: 'prime256v1' });
  if (kind === 'p384') return generate('ec', { namedCurve: 'secp384r1' });
  return rsaKey(kind === 'rsa1024' ? 1024 : 2048, 'certificate');
}

/** RSA keys by their size: they take a tenth of a second each, and the worlds of one process may share them. */
const rsaKeys = new Map<string, Promise<KeyPair>>();

/** The key of this size and name: the same one in every world of this process. */
export function rsaKey(bits: number, name: 'published' | 'other' | 'certificate'): Promise<KeyPair> {
  const id = `${name} ${bits}`;
  const key = rsaKeys.get(id) ?? generate('rsa', { modulusLength: bits });
  rsaKeys.set(id, key);
  return key;
}
