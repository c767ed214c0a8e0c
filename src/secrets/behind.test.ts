import { describe, expect, test } from 'vitest';
import { failure, ok } from '../model/outside.ts';
import { anchored } from '../model/secret-reference.ts';
import { secretBehind, textBehind, textsBehind } from './behind.ts';

const texts: Record<string, string> = {
  '/shop/keys/smtp': 'hunter2hunter2\n',
  'keys/smtp': 'from-here',
  '/empty': ' \n',
};
const outside = {
  env: { get: (name: string) => ({ SMTP_PASSWORD: ' p4ss ', BLANK: '' })[name] },
  files: {
    readText: async (path: string) => {
      const text = texts[path];
      return text === undefined ? failure('not-found', 'no such file') : ok(text);
    },
  },
};

describe('a reference to a secret', () => {
  test.each([
    ['a variable', 'env:SMTP_PASSWORD', 'p4ss'],
    ['a file', 'file:/shop/keys/smtp', 'hunter2hunter2'],
    ['a file where the command was typed', 'file:keys/smtp', 'from-here'],
  ])('%s', async (_story, reference, value) => {
    expect(await secretBehind(reference, outside)).toEqual(ok(value));
  });

  test.each([
    ['beside its manifest', 'file:keys/smtp', '/shop', 'file:/shop/keys/smtp'],
    ['where the command was typed', 'file:keys/smtp', '.', 'file:keys/smtp'],
    ['an absolute path stays where it is', 'file:/keys/smtp', '/shop', 'file:/keys/smtp'],
    ['a variable has no folder', 'env:SMTP_PASSWORD', '/shop', 'env:SMTP_PASSWORD'],
    ['nor has a text', 'profile: keys', '/shop', 'profile: keys'],
  ])('is anchored: %s', (_story, reference, folder, expected) => {
    expect(anchored(reference, folder)).toBe(expected);
  });

  test.each([
    ['a variable nobody set', 'env:OTHER', 'env:OTHER: this environment variable is not set'],
    ['a variable set to nothing', 'env:BLANK', 'env:BLANK: this environment variable is not set'],
    ['a file that is not there', 'file:/nowhere', 'file:/nowhere: no such file'],
    ['a file of blanks', 'file:/empty', 'file:/empty: the file is empty'],
    ['a secret in plain sight', 's3cret-value', 'A secret is given as env:NAME or file:path'],
  ])('%s is told without the value', async (_story, reference, message) => {
    const read = await secretBehind(reference, outside);
    expect(read.ok ? null : read.error.message).toBe(message);
  });

  test('a text that is no reference may stand for itself where that is allowed', async () => {
    expect(await textBehind('https://hooks.example/x', outside)).toEqual(ok('https://hooks.example/x'));
  });

  test('a form is read field by field, and fails as a whole for one value nobody knows', async () => {
    expect(await textsBehind({ user: 'ann', password: 'env:SMTP_PASSWORD' }, outside)).toEqual(
      ok({ user: 'ann', password: 'p4ss' }),
    );
    const read = await textsBehind({ user: 'ann', password: 'env:OTHER' }, outside);
    expect(read.ok ? null : read.error.message).toBe('env:OTHER: this environment variable is not set');
  });
});
