import { describe, expect, it, test } from 'vitest';
import { fakeOutside } from '../outside/fake/outside.ts';
import { isVersion, seeVersion } from './version.ts';

const signal = new AbortController().signal;
const html = { 'content-type': 'text/html' };

describe('what the running product calls itself', () => {
  test.each([
    [
      'JSON',
      { headers: { 'content-type': 'application/json' }, body: '{"version":"1.2.0","commit":"abc1234"}' },
      ['1.2.0', 'abc1234'],
    ],
    ['a number', { body: '42' }, ['42']],
    ['plain text', { body: 'v1.2.0\n' }, ['v1.2.0']],
    ['header fields', { headers: { 'content-type': 'text/html', 'x-release': 'r7' }, body: '<p>' }, ['r7']],
    [
      'a meta element',
      { headers: html, body: '<meta name="release" content="r8"><meta name="viewport" content="x">' },
      ['r8'],
    ],
    ['nothing', { headers: html, body: '<p>hello' }, []],
    ['an error', { status: 503, body: '1.2.0' }, []],
  ])('%s', async (_what, answer, values) => {
    const outside = fakeOutside({ http: { 'https://shop.example/version': answer } });
    expect((await seeVersion(outside, 'https://shop.example/version', signal)).values).toEqual(values);
  });

  it('no answer is no version, with the reason', async () => {
    expect(await seeVersion(fakeOutside(), 'https://shop.example/v', signal)).toEqual({
      values: [],
      text: 'Nothing answers at https://shop.example/v',
    });
  });
});

test.each([
  [['1.2.0'], '1.2.0', true],
  [['v1.2.0'], '1.2.0', true],
  [['abc1234'], 'abc1234def5678abc1234def5678abc1234def56', true],
  [['abc123'], 'abc1234def5678abc1234def5678abc1234def56', false],
  [['1.2'], '1.2.0', false],
  [['1234567'], '1234568', false],
  [[], '1', false],
])('%j is %s: %s', (values, wanted, expected) => {
  expect(isVersion(values, wanted)).toBe(expected);
});
