import { describe, expect, test } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import type { ReleaseCommit } from '../../model/ingest.ts';
import { suspectsOf, suspectText } from './suspects.ts';

// MON-6, MON-9: the commit an error came with.
const commit = (id: string, files: readonly string[], at = 0): ReleaseCommit => ({
  id: id.repeat(40),
  author: 'Ann',
  message: 'second',
  at: unixMs(at),
  files,
});

describe('commits that touched the stack', () => {
  test.each([
    ['the file itself', ['src/cart.ts'], [commit('a', ['src/cart.ts'])], ['a src/cart.ts']],
    [
      'a path of a bundler',
      ['webpack://shop/./src/cart.ts?a1b2'],
      [commit('a', ['src/cart.ts'])],
      ['a src/cart.ts'],
    ],
    ['a path on a server', ['/srv/app/src/cart.ts'], [commit('a', ['src/cart.ts'])], ['a src/cart.ts']],
    [
      'a part of a larger repository',
      ['src/cart.ts'],
      [commit('a', ['shop/src/cart.ts'])],
      ['a shop/src/cart.ts'],
    ],
    [
      'a module of Python',
      ['shop/cart.py'],
      [commit('a', ['README.md', 'shop/cart.py'])],
      ['a shop/cart.py'],
    ],
    ['another file of that name', ['api/cart.ts'], [commit('a', ['web/cart.ts'])], []],
    ['nothing of it', ['src/cart.ts'], [commit('a', ['src/pay.ts'])], []],
    ['no file is known', ['', '/'], [commit('a', ['src/pay.ts'])], []],
    [
      'the nearest to where it was thrown first, then the newest',
      ['src/cart.ts', 'src/pay.ts'],
      [commit('a', ['src/pay.ts'], 9), commit('b', ['src/cart.ts'], 1), commit('c', ['src/cart.ts'], 2)],
      ['c src/cart.ts', 'b src/cart.ts', 'a src/pay.ts'],
    ],
  ])('%s', (_story, files, commits, expected) => {
    expect(suspectsOf(files, commits).map(({ commit: { id }, file }) => `${id[0]} ${file}`)).toEqual(
      expected,
    );
  });
  test('in a sentence', () => {
    const [suspect] = suspectsOf(['cart.ts'], [commit('a', ['src/cart.ts'])]);
    expect(suspect === undefined ? '' : suspectText(suspect)).toBe(
      'commit aaaaaaa by Ann touched src/cart.ts: second',
    );
  });
});
