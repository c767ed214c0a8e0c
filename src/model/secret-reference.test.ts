import { describe, expect, test } from 'vitest';
import { failure, ok } from './outside.ts';
import { secretBehind, textBehind } from './secret-reference.ts';

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
    ['a variable', 'env:SMTP_PASSWORD', null, 'p4ss'],
    ['a file beside the manifest', 'file:keys/smtp', '/shop', 'hunter2hunter2'],
    ['a file where the command was typed', 'file:keys/smtp', null, 'from-here'],
    ['an absolute path stays where it is', 'file:/shop/keys/smtp', '/elsewhere', 'hunter2hunter2'],
  ])('%s', async (_story, reference, folder, value) => {
    expect(await secretBehind(reference, { outside, folder })).toEqual(ok(value));
  });

  test.each([
    ['a variable nobody set', 'env:OTHER', 'env:OTHER: this environment variable is not set'],
    ['a variable set to nothing', 'env:BLANK', 'env:BLANK: this environment variable is not set'],
    ['a file that is not there', 'file:/nowhere', 'file:/nowhere: no such file'],
    ['a file of blanks', 'file:/empty', 'file:/empty: the file is empty'],
    ['a secret in plain sight', 's3cret-value', 'A secret is given as env:NAME or file:path'],
  ])('%s is told without the value', async (_story, reference, message) => {
    const read = await secretBehind(reference, { outside, folder: null });
    expect(read.ok ? null : read.error.message).toBe(message);
  });

  test('a text that is no reference may stand for itself where that is allowed', async () => {
    expect(await textBehind('https://hooks.example/x', { outside, folder: null })).toEqual(
      ok('https://hooks.example/x'),
    );
  });
});
