import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inertBlock, inertLine } from './inert.ts';

describe('characters that act are shown instead', () => {
  test.each([
    ['a terminal escape', '\u001b[31mred', String.raw`\x1b[31mred`],
    ['a C1 control that starts a sequence in one byte', '\u009b2J', String.raw`\x9b2J`],
    ['a bidirectional override', 'invoice\u202efdp.exe', String.raw`invoice\u202efdp.exe`],
    ['a zero-width space', 'pay\u200bpal', String.raw`pay\u200bpal`],
    ['a carriage return alone', 'good\rbad', String.raw`good\x0dbad`],
    ['half a surrogate pair', 'x\ud800y', 'x\ufffdy'],
  ])('%s', (_story, text, shown) => {
    expect(inertBlock(text)).toBe(shown);
  });
  test('letters of every script stay as they are', () => {
    expect(inertBlock('Zürich 東京 مرحبا 🚀 é')).toBe('Zürich 東京 مرحبا 🚀 é');
  });
  test('a block keeps its lines, a line has none', () => {
    expect(inertBlock('one\r\ntwo\tthree')).toBe('one\ntwo\tthree');
    expect(inertLine('one\r\n\ntwo\tthree')).toBe('one two three');
  });
  test('law: nothing acts after it, and doing it twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = inertBlock(text);
        // oxlint-disable-next-line no-control-regex -- these are the characters under test
        expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\p{Surrogate}]/u);
        expect(inertBlock(shown)).toBe(shown);
      }),
      { seed: 7 },
    );
  });
});
