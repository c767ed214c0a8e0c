import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { UserError } from '../model/error.ts';

/** Seals secrets before they are stored (SEC-1): AES-256-GCM, NIST SP 800-38D. */
export interface Sealer {
  /** Names the key that seals now; says nothing about the key itself. */
  readonly keyId: string;
  /** `purpose` is what the secret is for, like `channel:slack-ops`: it opens under the same words only. */
  readonly seal: (secret: string, purpose: string) => string;
  /**
   * Throws a `UserError` LR_STORE_KEY when the text was sealed with a key that is not here, was changed, or belongs to
   * another purpose.
   */
  readonly open: (sealed: string, purpose: string) => string;
}

const version = 'sealed1';
/** 96 bits, the length GCM is made for. A fresh one each time; with random ones a key is good for 2^32 secrets. */
const nonceBytes = 12;
const tagBytes = 16;
export const keyBytes = 32;

/** The first key seals; the others only open what they sealed before a change of keys. Keys are 32 bytes. */
export function createSealer(keys: readonly [Uint8Array, ...Uint8Array[]]): Sealer {
  const byId = new Map(keys.map((key) => [keyIdOf(key), key]));
  const [current] = keys;
  const keyId = keyIdOf(current);
  return {
    keyId,
    seal: (secret, purpose) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', current, nonce, { authTagLength: tagBytes });
      cipher.setAAD(boundTo(keyId, purpose));
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return [version, keyId, nonce.toString('base64url'), body.toString('base64url')].join(':');
    },
    open: (sealed, purpose) => {
      const parts = parse(sealed);
      const key = byId.get(parts.keyId);
      if (key === undefined) throw otherKey(parts.keyId, [...byId.keys()]);
      return decrypt(parts, { key, purpose });
    },
  };
}

export const isSealed = (text: string): boolean => text.startsWith(`${version}:`);

/** Eight hex digits of a hash of the key. */
const keyIdOf = (key: Uint8Array): string => {
  if (key.length !== keyBytes) throw new TypeError(`A sealing key has ${keyBytes} bytes, not ${key.length}.`);
  return createHash('sha256').update('launch-ready key id').update(key).digest('hex').slice(0, 8);
};

const boundTo = (keyId: string, purpose: string): Buffer => Buffer.from(`${version}:${keyId}:${purpose}`);

interface Parts {
  readonly keyId: string;
  readonly nonce: Buffer;
  readonly body: Buffer;
}

function parse(sealed: string): Parts {
  const match = /^sealed1:([0-9a-f]{8}):([\w-]{16}):([\w-]{22,})$/.exec(sealed);
  if (match === null) throw unreadable('it has not the form of a sealed secret');
  const [, keyId = '', nonce = '', body = ''] = match;
  return { keyId, nonce: Buffer.from(nonce, 'base64url'), body: Buffer.from(body, 'base64url') };
}

function decrypt(
  { keyId, nonce, body }: Parts,
  { key, purpose }: { readonly key: Uint8Array; readonly purpose: string },
): string {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(boundTo(keyId, purpose));
  decipher.setAuthTag(body.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw unreadable('it was changed, or sealed for something else', cause);
  }
}

const otherKey = (wanted: string, known: readonly string[]): UserError =>
  new UserError('LR_STORE_KEY', {
    what: `A stored secret is sealed with key ${wanted}; the key given is ${known.join(', ')}.`,
    why: 'Tokens and passwords of channels cannot be read, so no alert could be sent.',
    todo: `Give the key file or the variable that holds key ${wanted}, or enter the secrets anew in Settings.`,
  });

const unreadable = (reason: string, cause?: unknown): UserError =>
  new UserError('LR_STORE_KEY', {
    what: `A stored secret cannot be opened: ${reason}.`,
    why: 'It is not used rather than used wrongly.',
    todo: 'Enter the secret anew in Settings.',
    cause,
  });
