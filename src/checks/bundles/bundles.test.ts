import { describe, expect, it } from 'vitest';
import type { BackendAnswer, BundleBackends } from '../../facts/bundles/backends.ts';
import type { BundleKey, BundleScripts, ReadScripts } from '../../facts/bundles/scripts.ts';
import { samplePageContext } from '../../facts/pages/reading/sample.ts';
import { unixMs } from '../../model/brand.ts';
import { unknownFact } from '../../model/fact.ts';
import type { TargetFact } from '../../model/need.ts';
import keyRights from './key-rights.ts';
import local from './local-addresses.ts';
import database from './open-database.ts';
import storage from './open-storage.ts';
import tables from './open-tables.ts';
import secrets from './secrets.ts';
import maps from './source-maps.ts';
import testKeys from './test-keys.ts';

// EDGE-10, DEP-1 and DEP-2: what the scripts of a site carry.
const context = samplePageContext();
const script = 'https://shop.test/a.js';
const read = (over: Partial<ReadScripts> = {}): BundleScripts => ({
  isRead: true,
  files: [{ url: script, kind: 'script', bytes: 348_160, isCut: false }],
  keys: [],
  maps: [],
  backends: [],
  localAddresses: [],
  foreign: 2,
  limits: [],
  ...over,
});
const factOf = (value: BundleScripts, name = 'shop.test'): TargetFact<BundleScripts> => ({
  target: { kind: 'host', name },
  fact: { state: 'known', value, source: 's', collectedAt: unixMs(0), tookMs: 1 },
});
const unread: TargetFact<BundleScripts> = {
  target: { kind: 'host', name: 'app.shop.test' },
  fact: unknownFact('no answer within 60 s', 'again'),
};
const key = (over: Partial<BundleKey> = {}): BundleKey => ({
  rule: 'stripe-live-secret',
  title: 'Stripe live secret key',
  kind: 'secret',
  severity: 'blocker',
  confidence: 'likely',
  detail: null,
  url: script,
  line: 3,
  column: 40,
  redacted: 'sk_l… (32 characters, sha256 0123456789ab)',
  fingerprint: '0123456789ab',
  rotate: 'Roll it.',
  ...over,
});
const map = { url: `${script}.map`, script, sources: 3, ownWithText: 2, examples: ['src/pay.ts'] };
const address = { url: script, address: 'http://localhost:3000' };
const cut = read({ limits: ['only the first 24 MiB of https://shop.test/a.js were read'] });

describe.each([
  ['secrets', secrets, read({ keys: [key()] }), `${script}:3 carries a Stripe live secret key`],
  [
    'test keys',
    testKeys,
    read({
      keys: [key({ rule: 'stripe-test-publishable', kind: 'publishable', title: 'test publishable key' })],
    }),
    `${script}:3 carries a test publishable key and no live one`,
  ],
  ['source maps', maps, read({ maps: [map] }), `${script}.map holds the text of 2 source files`],
  [
    'local addresses',
    local,
    read({ localAddresses: [address] }),
    `${script} is built for http://localhost:3000`,
  ],
] as const)('%s', (_, { judge }, faulty, found) => {
  it('fails once for what several hosts carry', () => {
    const verdict = judge({ all: [factOf(faulty), factOf(faulty, 'checkout.shop.test'), unread] }, context);
    expect(verdict).toMatchObject({ outcome: 'fail', found });
  });

  it('passes over what was read, and is unknown about what was not', () => {
    expect(judge({ all: [factOf(read())] }, context)).toMatchObject({ outcome: 'pass' });
    expect(JSON.stringify(judge({ all: [factOf(read())] }, context))).toContain('1 files of 340 KiB');
    expect(judge({ all: [factOf(cut)] }, context).outcome).toBe('unknown');
    expect(judge({ all: [factOf(read()), unread] }, context).outcome).toBe('unknown');
    expect(judge({ all: [unread] }, context).outcome).toBe('unknown');
    expect(judge({ all: [factOf({ isRead: false, why: 'elsewhere' })] }, context).outcome).toBe(
      'notApplicable',
    );
  });
});

describe('keys that are no leak', () => {
  it.each([
    ['publishable', key({ kind: 'publishable' }), '1 publishable keys and no secret in 1 files of 340 KiB'],
    ['a guess', key({ confidence: 'possible' }), 'no key in 1 files of 340 KiB'],
    ['a test key', key({ kind: 'test' }), 'no key in 1 files of 340 KiB'],
  ])('%s', (_, each, found) => {
    expect(secrets.judge({ all: [factOf(read({ keys: [each] }))] }, context)).toEqual({
      outcome: 'pass',
      found,
    });
  });

  it('a test key beside a live one is a choice at run time', () => {
    const keys = [
      key({ rule: 'stripe-test-publishable', kind: 'publishable' }),
      key({ rule: 'stripe-live-publishable', kind: 'publishable', fingerprint: 'b' }),
    ];
    expect(testKeys.judge({ all: [factOf(read({ keys }))] }, context).outcome).toBe('notApplicable');
  });

  it('source maps without text are told as such', () => {
    const all = [factOf(read({ maps: [{ ...map, ownWithText: 0, examples: [] }] }))];
    expect(maps.judge({ all }, context)).toEqual({
      outcome: 'pass',
      found: '1 source maps, none with source text beside 1 files of 340 KiB',
    });
  });
});

const answer = (over: Partial<BackendAnswer>): BackendAnswer => ({
  kind: 'supabase',
  id: 'p1',
  what: 'table orders',
  state: 'open',
  count: 41,
  sensitive: [],
  status: 206,
  script,
  ...over,
});
const asked = (...answers: readonly BackendAnswer[]): BundleBackends => ({
  isAsked: true,
  answers: [...answers],
  leftAlone: [],
});

describe('back ends behind public keys', () => {
  it.each([
    ['rows of customers', tables, answer({}), 'fail'],
    ['columns of customers', tables, answer({ what: 'table feedback', sensitive: ['email'] }), 'fail'],
    ['products are for everybody', tables, answer({ what: 'table products' }), 'pass'],
    ['closed', tables, answer({ state: 'closed', count: 0 }), 'pass'],
    ['no clear answer', tables, answer({ state: 'unclear', count: null }), 'unknown'],
    ['an open database', database, answer({ kind: 'firebase-database', what: 'the whole database' }), 'fail'],
    [
      'an open collection of users',
      database,
      answer({ kind: 'firestore', what: 'collection users' }),
      'fail',
    ],
    [
      'an open collection of posts',
      database,
      answer({ kind: 'firestore', what: 'collection posts' }),
      'pass',
    ],
    ['database, no clear answer', database, answer({ kind: 'firestore', state: 'unclear' }), 'unknown'],
    ['a listed bucket', storage, answer({ kind: 's3', what: 'the list of files', count: 1 }), 'fail'],
    ['a closed bucket', storage, answer({ kind: 'gcs', state: 'closed' }), 'pass'],
    ['storage, no clear answer', storage, answer({ kind: 's3', state: 'unclear' }), 'unknown'],
    [
      'rights to write',
      keyRights,
      answer({ kind: 'algolia', sensitive: ['addObject'], count: null }),
      'fail',
    ],
    ['search only', keyRights, answer({ kind: 'algolia', state: 'closed' }), 'pass'],
    ['rights, no clear answer', keyRights, answer({ kind: 'algolia', state: 'unclear' }), 'unknown'],
    ['nothing of its kind', storage, answer({}), 'notApplicable'],
  ] as const)('%s: %s', (_, { judge }, one, outcome) => {
    expect(judge({ asked: asked(one) }, context).outcome).toBe(outcome);
  });

  it('without consent the question is open, and how to ask it is told', () => {
    const why = 'the scripts name 2 back ends, which are asked with --active only';
    expect(tables.judge({ asked: { isAsked: false, why, waiting: ['supabase'] } }, context)).toEqual({
      outcome: 'unknown',
      missing: why,
      remedy: 'launch-ready audit --active, when these back ends are yours',
    });
    const none = {
      isAsked: false,
      why: 'the scripts name a bucket',
      waiting: ['s3'],
    } satisfies BundleBackends;
    expect(tables.judge({ asked: none }, context).outcome).toBe('notApplicable');
  });

  it('counts are told, data never', () => {
    expect(tables.judge({ asked: asked(answer({ sensitive: ['email', 'phone'] })) }, context)).toMatchObject({
      found: 'strangers read table orders of p1: 41 rows, among it email, phone',
    });
  });
});
