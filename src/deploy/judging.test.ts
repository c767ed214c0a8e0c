import { describe, expect, it, test } from 'vitest';
import { fakeOutside } from '../outside/fake/outside.ts';
import { impliedManifest } from '../manifest/implied.ts';
import { hiding } from './commands.ts';
import type { SeenEnvironment } from './compare.ts';
import { compareEnvironments } from './compare.ts';
import { compareJobs } from './jobs.ts';
import type { JobState } from './jobs.ts';
import { normalised } from './look.ts';
import { lostData } from './steps/data.ts';

/** DEP-7: jobs, uploads and webhooks before and after a release. */
describe('background work across a release', () => {
  const job = (state: JobState['state'], print: string | null = null): JobState => ({
    id: 'logo',
    kind: 'upload',
    state,
    text: 'answers',
    print,
  });
  test.each([
    ['works before and after', job('good', 'x'), job('good', 'x'), 'survived'],
    ['breaks', job('good'), job('bad'), 'broke'],
    ['is not blamed when it was broken', job('bad'), job('bad'), 'was broken'],
    ['is mended', job('bad'), job('good'), 'mended'],
    ['serves another file than before', job('good', 'x'), job('good', 'y'), 'broke'],
    ['has no check', job('unknown'), job('unknown'), 'unknown'],
    ['breaks, and nobody looked before', null, job('bad'), 'broke'],
    ['works, and nobody looked before', null, job('good'), 'unknown'],
  ])('%s', (_what, before, after, change) => {
    expect(compareJobs(before === null ? [] : [before], [after]).map((each) => each.change)).toEqual([
      change,
    ]);
  });
});

/** DEP-6: data written in between. */
describe('what a rollback may not lose', () => {
  const tables = (rows: number, columns = ['id bigint'], table = 'public.orders') => [
    { store: 'main', why: '', tables: [{ table, rows, columns }] },
  ];
  test.each([
    ['as many rows, or more', tables(3), tables(4), []],
    ['one row less', tables(3), tables(2), ['main: public.orders has 1 row less than before (2 of 3)']],
    [
      'a column',
      tables(3, ['id bigint', 'note text']),
      tables(3),
      ['main: public.orders has lost its column note text'],
    ],
    [
      'the table',
      tables(3),
      [{ store: 'main', why: '', tables: [] }],
      ['main: the table public.orders with 3 rows is gone'],
    ],
    [
      'sessions may end by themselves',
      tables(3, ['id'], 'public.user_sessions'),
      tables(0, ['id'], 'public.user_sessions'),
      [],
    ],
    ['a store nobody could read says nothing', tables(3), [{ store: 'main', why: 'gone', tables: null }], []],
  ])('%s', (_what, before, after, lost) => {
    expect(lostData(before, after)).toEqual(lost);
  });
});

/** DEP-8 */
describe('staging beside production', () => {
  const seen = (given: Partial<SeenEnvironment>): SeenEnvironment => ({
    name: 'staging',
    url: 'https://staging.shop.example',
    version: { values: ['1'], text: '' },
    pages: [{ path: '/', status: 200, headers: { 'x-frame-options': 'DENY' } }],
    schema: [{ table: 'public.orders', rows: 1, columns: ['id bigint'] }],
    keys: ['A', 'B'],
    ...given,
  });
  const differences = (left: Partial<SeenEnvironment>, right: Partial<SeenEnvironment>): readonly string[] =>
    compareEnvironments(seen(left), seen({ name: 'production', ...right })).differences.map(
      (each) => `${each.area} ${each.subject}: ${each.left} | ${each.right}${each.isUsual ? ' (usual)' : ''}`,
    );
  const page = (status: number, headers: Readonly<Record<string, string>>) => ({
    pages: [{ path: '/', status, headers }],
  });
  test.each<[string, Partial<SeenEnvironment>, Partial<SeenEnvironment>, readonly string[]]>([
    ['nothing differs', {}, {}, []],
    [
      'rows differ, which they may',
      { schema: [{ table: 'public.orders', rows: 9, columns: ['id bigint'] }] },
      {},
      [],
    ],
    ['staging is ahead', { version: { values: ['2'], text: '' } }, {}, ['version release: 2 | 1 (usual)']],
    ['a field is missing', page(200, {}), {}, ['headers / x-frame-options: null | DENY']],
    [
      'staging keeps searchers out',
      page(200, { 'x-frame-options': 'DENY', 'x-robots-tag': 'noindex' }),
      {},
      ['headers / x-robots-tag: noindex | null (usual)'],
    ],
    ['staging asks for a password', page(401, {}), {}, ['pages /: 401 | 200 (usual)']],
    ['staging is broken', page(500, {}), {}, ['pages /: 500 | 200']],
    ['a variable is missing', {}, { keys: ['A'] }, ['keys B: set | null']],
    [
      'a column is missing',
      { schema: [{ table: 'public.orders', rows: 1, columns: ['id bigint', 'note text'] }] },
      {},
      ['schema public.orders.note: note text | null'],
    ],
    ['a table is missing', { schema: [] }, {}, ['schema public.orders: null | a table']],
  ])('%s', (_what, left, right, expected) => {
    expect(differences(left, right)).toEqual(expected);
  });

  it('what nobody could look at is told, not called equal', () => {
    const { unknown } = compareEnvironments(
      seen({ schema: null, version: null }),
      seen({ name: 'production', keys: null }),
    );
    expect(unknown.map(({ area }) => area)).toEqual(['version', 'schema', 'keys']);
  });

  it('own host names and nonces are no differences', () => {
    const hosts = ['shop.example', 'staging.shop.example'];
    const of = (host: string, nonce: string) =>
      normalised(
        [
          ['content-security-policy', `default-src https://${host} 'nonce-${nonce}'`],
          ['date', 'now'],
        ],
        hosts,
      );
    expect(of('staging.shop.example', 'a')).toEqual(of('shop.example', 'b'));
    expect(of('shop.example', 'b')).toEqual({
      'content-security-policy': "default-src https://{host} 'nonce-*'",
    });
  });
});

describe('output of commands', () => {
  const outside = fakeOutside({
    env: {
      DATABASE_URL: 'postgres://shop:hunter22@db.example/shop',
      API_TOKEN: 'tok-123456',
      PLAIN: 'visible-value',
      SHORT_KEY: 'abc',
      SIGNING_KEY: 'first-line-of-key\nsecond line+of key',
    },
  });
  const hide = hiding(outside, impliedManifest('shop.example'));
  test.each([
    [
      'connecting to postgres://shop:hunter22@db.example/shop',
      'connecting to postgres://shop:***@db.example/shop',
    ],
    ['token tok-123456 abc visible-value', 'token [env:API_TOKEN] abc visible-value'],
    ['key: first-line-of-key', 'key: [env:SIGNING_KEY]'],
    ['?k=second%20line%2Bof%20key', '?k=[env:SIGNING_KEY]'],
    ['redis://:other-password@cache.example', 'redis://:***@cache.example'],
  ])('%s', (line, shown) => {
    expect(hide(line)).toBe(shown);
  });
});
