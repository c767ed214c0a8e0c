import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordSearch } from './keyword-search.ts';

const found = (keywords: readonly string[], text: string): readonly string[] => {
  const seen: string[] = [];
  keywordSearch(keywords).scan(Buffer.from(text, 'latin1'), (keyword, end) =>
    seen.push(`${keywords[keyword]} ends at ${end}`),
  );
  return seen;
};

/** The same by trying every keyword at every place. */
const tried = (keywords: readonly string[], text: string): readonly string[] =>
  [...Array.from({ length: text.length }).keys()].flatMap((start) =>
    keywords
      .filter((word) => asciiLower(text.slice(start, start + word.length)) === word)
      .map((word) => `${word} ends at ${start + word.length}`),
  );
const asciiLower = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

describe('finding keywords in bytes', () => {
  it.each<readonly [string, readonly string[], string, readonly string[]]>([
    ['nothing in nothing', ['sk'], '', []],
    ['two letters are the whole text', ['sk'], 'SK', ['sk ends at 2']],
    ['a short keyword at the very end', ['sk', 'key', 'q~'], 'a key, sk', ['key ends at 5', 'sk ends at 9']],
    ['three bytes end the text', ['pwd'], 'the PWD', ['pwd ends at 7']],
    [
      'one within the other',
      ['secret', 'secret_key', 'ret'],
      'Secret_Key',
      ['secret ends at 6', 'secret_key ends at 10', 'ret ends at 6'],
    ],
    ['the text ends inside a keyword', ['token', 'tokens'], 'a token', ['token ends at 7']],
    [
      'signs that share their lowest bits with letters are told apart',
      ['a.b', 'anb'],
      'anb a.b aNB',
      ['anb ends at 3', 'a.b ends at 7', 'anb ends at 11'],
    ],
    ['only letters have two cases', ['a@b'], 'a`b A@B', ['a@b ends at 7']],
    ['bytes above 127 stand for themselves', ['key'], 'k\u00c5y key', ['key ends at 7']],
  ])('%s', (_story, keywords, text, expected) => {
    expect(found(keywords, text)).toEqual(expected);
  });

  it('whatever keywords and text are, it finds what trying every place finds', () => {
    const letters = fc.stringMatching(/^[abn.@_!-]{2,6}$/);
    const texts = fc.stringMatching(/^[abnAN.@_!`\x80-\xff-]{0,60}$/);
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 12 }), texts, (keywords, text) => {
        expect(found(keywords, text).toSorted()).toEqual(tried(keywords, text).toSorted());
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
