import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import type { SecretRef } from '../model/brand.ts';
import { UserError } from '../model/error.ts';
import type { Environment } from '../model/outside.ts';
import { keyBytes } from './sealing.ts';

export interface KeySource {
  /** `env:NAME` or `file:path`; null: the key file beside the database. */
  readonly reference: SecretRef | null;
  /** Made with a new key, for its owner alone, when it is missing and there is no reference. */
  readonly keyFile: string;
  readonly env: Environment;
}

/**
 * The sealing key: 32 bytes as hex or base64. Throws a `UserError` LR_STORE_KEY when a reference leads to none, or when
 * the key file is open to others and cannot be closed.
 */
export function readSealingKey(source: KeySource): Uint8Array {
  const { reference, keyFile, env } = source;
  if (reference === null) return ownKey(keyFile);
  if (reference.startsWith('env:')) {
    const name = reference.slice('env:'.length);
    return keyOfText(env.get(name) ?? '', `The variable ${name}`);
  }
  const path = reference.slice('file:'.length);
  return keyOfText(readText(path), `The file ${path}`);
}

/** Two processes that start together agree: one makes the file, the other finds it. */
function ownKey(path: string): Uint8Array {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${randomBytes(keyBytes).toString('base64url')}\n`);
    fsyncSync(file);
    closeSync(file);
  } catch (error) {
    if (!isFound(error)) throw noKey(`The key file ${path} cannot be made`, error);
    if (statSync(path).mode % 0o100 !== 0) chmodSync(path, 0o600);
  }
  return keyOfText(readText(path), `The key file ${path}`);
}

const isFound = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw noKey(`The file ${path} cannot be read`, error);
  }
}

function keyOfText(text: string, place: string): Uint8Array {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, /^[0-9a-f]{64}$/i.test(trimmed) ? 'hex' : 'base64url');
  if (key.length !== keyBytes) throw noKey(`${place} holds no key of ${keyBytes} bytes in hex or base64`);
  return key;
}

const noKey = (what: string, cause?: unknown): UserError =>
  new UserError('LR_STORE_KEY', {
    what: `${what}${cause instanceof Error ? `: ${cause.message}` : ''}.`,
    why: 'Secrets are stored sealed or not at all.',
    todo: 'Give the key the database was first used with; a new one comes from: openssl rand -base64 32',
    cause,
  });
