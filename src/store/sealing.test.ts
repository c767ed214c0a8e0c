import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SecretRef } from '../model/brand.ts';
import { UserError } from '../model/error.ts';
import { createSealer, isSealed } from './sealing.ts';
import { readSealingKey } from './sealing-key.ts';

// SEC-1: tokens encrypted at rest.
const keyA = new Uint8Array(32).fill(1);
const keyB = new Uint8Array(32).fill(2);
const purpose = 'channel:slack-ops';
const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof UserError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'nothing was thrown';
};

describe('sealed secrets', () => {
  test('what was sealed opens again, whatever it is', () => {
    const sealer = createSealer([keyA]);
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (secret) => {
        const sealed = sealer.seal(secret, purpose);
        expect(isSealed(sealed)).toBe(true);
        expect(sealer.open(sealed, purpose)).toBe(secret);
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  test('the same secret never looks the same twice, and never shows', () => {
    const sealer = createSealer([keyA]);
    const sealed = [1, 2, 3].map(() => sealer.seal('xoxb-1234-secret', purpose));
    expect(new Set(sealed).size).toBe(3);
    expect(sealed.join('')).not.toContain('xoxb');
  });

  test('another key is named, and which one is wanted', () => {
    const sealed = createSealer([keyA]).seal('secret', purpose);
    const told = codeOf(() => createSealer([keyB]).open(sealed, purpose));
    expect(told).toBe(
      `LR_STORE_KEY A stored secret is sealed with key ${createSealer([keyA]).keyId}; the key given is ${createSealer([keyB]).keyId}.`,
    );
  });

  test('after a change of keys old secrets open, new ones are sealed with the new key', () => {
    const sealed = createSealer([keyA]).seal('secret', purpose);
    const both = createSealer([keyB, keyA]);
    expect(both.open(sealed, purpose)).toBe('secret');
    expect(both.seal('secret', purpose)).toContain(`:${createSealer([keyB]).keyId}:`);
  });

  test('a secret moved to another place does not open there', () => {
    const sealer = createSealer([keyA]);
    expect(codeOf(() => sealer.open(sealer.seal('secret', purpose), 'channel:attacker'))).toMatch(
      /^LR_STORE_KEY A stored secret cannot be opened: it was changed/,
    );
  });

  test('any changed character is noticed', () => {
    const sealer = createSealer([keyA]);
    const sealed = sealer.seal('secret', purpose);
    for (let at = 0; at < sealed.length - 1; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'a' ? 'b' : 'a') + sealed.slice(at + 1);
      expect(codeOf(() => sealer.open(changed, purpose))).toMatch(/^LR_STORE_KEY/);
    }
    for (const hostile of ['', 'sealed1:', 'sealed1:00000000::', sealed.slice(0, -4), `${sealed}\n`])
      expect(codeOf(() => sealer.open(hostile, purpose))).toMatch(/^LR_STORE_KEY/);
  });
});

describe('the sealing key', () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'launch-ready-key-'))));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (reference: string | null, variables: Readonly<Record<string, string>> = {}): Uint8Array =>
    readSealingKey({
      reference: reference as SecretRef | null,
      keyFile: join(folder, 'watch.key'),
      env: { get: (name) => variables[name], names: () => Object.keys(variables) },
    });

  test('is made once, for its owner alone, and found again', () => {
    const made = read(null);
    expect(statSync(join(folder, 'watch.key')).mode % 0o1000).toBe(0o600);
    expect(read(null)).toEqual(made);
    expect(readFileSync(join(folder, 'watch.key'), 'utf8')).toMatch(/^[\w-]{43}\n$/);
  });

  test('comes from a variable or a file, in hex or base64', () => {
    const hex = Buffer.from(keyA).toString('hex');
    writeFileSync(join(folder, 'given'), `${Buffer.from(keyA).toString('base64')}\n`);
    expect([...read('env:KEY', { KEY: hex })]).toEqual([...keyA]);
    expect([...read(`file:${join(folder, 'given')}`)]).toEqual([...keyA]);
  });

  test('a missing or short one is told, without showing it', () => {
    expect(codeOf(() => read('env:KEY'))).toBe(
      'LR_STORE_KEY The variable KEY holds no key of 32 bytes in hex or base64.',
    );
    expect(codeOf(() => read('env:KEY', { KEY: 'hunter2' }))).not.toContain('hunter2');
    expect(codeOf(() => read(`file:${join(folder, 'none')}`))).toMatch(
      /^LR_STORE_KEY The file .* cannot be read/,
    );
  });
});
