import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPathKept, lostParameters } from './preservation.ts';

test.each([
  ['/a/b', '/a/b', true],
  ['/a/b', '/a/b/', true],
  ['/a/b', '/en/a/b', true],
  ['/a%2Fb', '/a%2fb', true],
  ['/%E4', '/%E4', true],
  ['/', '/anything', true],
  ['/a/b', '/', false],
  ['/a/b', '/a', false],
])('%s to %s: kept %s', (from, to, isKept) => {
  expect(isPathKept(`http://a.test${from}`, `https://b.test${to}`)).toBe(isKept);
});

test.each([
  ['?a=1&b=%2F', '?b=/&a=1&c=3', []],
  ['?a=1&b=2', '?b=2', [{ name: 'a', after: null }]],
  ['?a=%2F', '?a=%252F', [{ name: 'a', after: '%2F' }]],
  ['?a=1&a=2', '?a=2', [{ name: 'a', after: '2' }]],
  ['', '', []],
])('%s to %s loses %o', (from, to, lost) => {
  expect(lostParameters(`http://a.test/${from}`, `https://b.test/${to}`)).toEqual(lost);
});

test('an address always keeps its own path and query', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (path, query) => {
      const url = new URL(`/p${encodeURI(path)}?${query.replaceAll('#', '')}`, 'https://a.test').href;
      return isPathKept(url, url) && lostParameters(url, url).length === 0;
    }),
    { seed: 1, numRuns: 300 },
  );
});
