import { describe, expect, it } from 'vitest';
import type { ApiLimits, DoorTrial, LargeBody } from '../../facts/api/limits.ts';
import type { ApiObjects, ObjectTrial } from '../../facts/api/objects.ts';
import type { AskedRoutes, RouteAnswer } from '../../facts/api/routes.ts';
import type { SeenErrors } from '../../facts/exposure/errors.ts';
import type { ExposureProbes } from '../../facts/exposure/probes.ts';
import { samplePageContext } from '../../facts/pages/reading/sample.ts';
import type { Manifest } from '../../model/manifest.ts';
import authRequired from './auth-required.ts';
import contentTypes from './content-types.ts';
import docsOpen from './docs-open.ts';
import excessData from './excess-data.ts';
import introspection from './graphql-introspection.ts';
import methods from './methods.ts';
import objectAccess from './object-access.ts';
import oldVersions from './old-versions.ts';
import oversized from './oversized-body.ts';
import rateLimit from './rate-limit.ts';
import verboseErrors from './verbose-errors.ts';

// OWASP-1: the API security top ten, as far as they can be told from outside.
const context = samplePageContext('api.shop.test');
const at = (path: string): string => `https://api.shop.test${path}`;
const answer = (over: Partial<RouteAnswer> = {}): RouteAnswer => ({
  id: 'r',
  method: 'GET',
  url: at('/orders'),
  needsAuth: false,
  isDeclared: true,
  status: 200,
  type: 'application/json',
  isJson: true,
  isLogin: false,
  hasNosniff: true,
  secretFields: [],
  personal: {},
  ...over,
});
const asked = (answers: readonly RouteAnswer[], over: Partial<AskedRoutes> = {}): AskedRoutes => ({
  isAsked: true,
  answers: [...answers],
  oddMethods: [],
  trace: { url: at('/'), status: 405, isEchoed: false },
  olderVersions: [],
  isActive: true,
  ...over,
});
const closed = { needsAuth: true, status: 401 };

describe('routes', () => {
  it.each([
    ['an open route', authRequired, asked([answer({ needsAuth: true })]), 'fail'],
    ['a closed route', authRequired, asked([answer(closed)]), 'pass'],
    ['a redirect to the login', authRequired, asked([answer({ needsAuth: true, status: 302 })]), 'pass'],
    [
      'a login page in its place',
      authRequired,
      asked([answer({ needsAuth: true, isJson: false, isLogin: true })]),
      'pass',
    ],
    [
      'closed for GET, open for another method',
      authRequired,
      asked([answer(closed)], { oddMethods: [{ url: at('/orders'), status: 200 }] }),
      'fail',
    ],
    [
      'a body read before the login',
      authRequired,
      asked([answer({ needsAuth: true, method: 'POST', status: 422 })]),
      'unknown',
    ],
    ['no answer', authRequired, asked([answer({ needsAuth: true, status: null })]), 'unknown'],
    ['nothing promised', authRequired, asked([answer()]), 'notApplicable'],
    ['an echo', methods, asked([], { trace: { url: at('/'), status: 200, isEchoed: true } }), 'fail'],
    [
      'an answer to TRACE that is no echo',
      methods,
      asked([], { trace: { url: at('/'), status: 200, isEchoed: false } }),
      'pass',
    ],
    ['no answer to TRACE', methods, asked([], { trace: null }), 'pass'],
    ['JSON as a page', contentTypes, asked([answer({ type: 'text/html' })]), 'fail'],
    ['JSON without type, sniffed', contentTypes, asked([answer({ type: '', hasNosniff: false })]), 'fail'],
    ['JSON as JSON', contentTypes, asked([answer(), answer({ type: 'application/problem+json' })]), 'pass'],
    ['no JSON', contentTypes, asked([answer({ isJson: false })]), 'notApplicable'],
    ['password hashes', excessData, asked([answer({ secretFields: ['password_hash'] })]), 'fail'],
    ['customers', excessData, asked([answer({ personal: { email: 40 } })]), 'fail'],
    ['a contact address', excessData, asked([answer({ personal: { email: 1 } })]), 'pass'],
    [
      'behind a login',
      excessData,
      asked([answer({ needsAuth: true, personal: { email: 40 } })]),
      'notApplicable',
    ],
    [
      'an old version',
      oldVersions,
      asked([answer({ url: at('/v2/orders') })], {
        olderVersions: [{ url: at('/v1/orders'), of: at('/v2/orders'), version: 1, status: 200 }],
      }),
      'fail',
    ],
    ['no old version', oldVersions, asked([answer({ url: at('/v2/orders') })]), 'pass'],
    ['no versions', oldVersions, asked([answer()]), 'notApplicable'],
  ] as const)('%s', (_, { judge }, routes, outcome) => {
    expect(judge({ asked: routes }, context).outcome).toBe(outcome);
  });

  it('an old version that is declared is there on purpose', () => {
    const olderVersions = [{ url: at('/v1/orders'), of: at('/v2/orders'), version: 1, status: 200 }];
    const declaring = samplePageContext('api.shop.test', {
      routes: [{ url: '/v1/orders' }],
    } as unknown as Partial<Manifest>);
    expect(
      oldVersions.judge({ asked: asked([answer({ url: at('/v2/orders') })], { olderVersions }) }, declaring)
        .outcome,
    ).toBe('pass');
  });

  it('names and counts are told', () => {
    expect(
      excessData.judge({ asked: asked([answer({ personal: { email: 40, phone: 12 } })]) }, context),
    ).toMatchObject({
      found: `GET ${at('/orders')} hands strangers 40 values of email, 12 values of phone`,
      severity: 'high',
    });
  });

  it.each([authRequired, methods, contentTypes, excessData, oldVersions])(
    'a host without pages is not judged',
    ({ judge, reproduce }) => {
      expect(judge({ asked: { isAsked: false, why: 'elsewhere' } }, context)).toEqual({
        outcome: 'notApplicable',
        why: 'elsewhere',
      });
      expect(reproduce(context)).toContain('curl');
    },
  );
});

const door = (over: Partial<DoorTrial> = {}): DoorTrial => ({
  url: at('/login'),
  kind: 'login',
  asked: 31,
  statuses: '401 ×30, 429 ×1',
  sign: 'limited',
  limitedAt: 31,
  ...over,
});
const tried = (doors: readonly DoorTrial[], largeBody: LargeBody | null = null): ApiLimits => ({
  isAsked: true,
  doors: [...doors],
  largeBody,
});
const large = (over: Partial<LargeBody> = {}): LargeBody => ({
  url: at('/orders'),
  sizeBytes: 12 * 1024 * 1024,
  smallStatus: 400,
  status: 400,
  error: null,
  isSameAnswer: true,
  ...over,
});
const noConsent = { isAsked: false, why: 'needs the owner’s consent', isConsentMissing: true } as const;
const nothing = { isAsked: false, why: 'nothing to try', isConsentMissing: false } as const;

const waiting = {
  isAsked: false,
  why: 'needs the owner’s consent',
  waiting: ['doors', 'body'],
} satisfies ApiLimits;
const idle = { isAsked: false, why: 'nothing to try', waiting: [] } satisfies ApiLimits;

describe('limits', () => {
  it.each([
    ['stopped', rateLimit, tried([door()]), 'pass'],
    ['announced', rateLimit, tried([door({ sign: 'announced', limitedAt: null })]), 'pass'],
    ['never stopped', rateLimit, tried([door(), door({ sign: 'none', limitedAt: null, asked: 40 })]), 'fail'],
    ['refused from the first on', rateLimit, tried([door({ sign: 'unclear', limitedAt: null })]), 'unknown'],
    ['no login here', rateLimit, tried([]), 'notApplicable'],
    ['limits without consent', rateLimit, waiting, 'unknown'],
    ['limits, nothing to try', rateLimit, idle, 'notApplicable'],
    ['read whole', oversized, tried([], large()), 'fail'],
    ['answered 413', oversized, tried([], large({ status: 413, isSameAnswer: false })), 'pass'],
    ['cut off', oversized, tried([], large({ status: null, error: 'reset', isSameAnswer: false })), 'pass'],
    [
      'silent',
      oversized,
      tried([], large({ status: null, error: 'timed-out', isSameAnswer: false })),
      'unknown',
    ],
    ['closed to strangers', oversized, tried([], large({ smallStatus: 401, status: 401 })), 'unknown'],
    ['no route with a body', oversized, tried([]), 'notApplicable'],
    ['size without consent', oversized, waiting, 'unknown'],
  ] as const)('%s', (_, { judge }, limits, outcome) => {
    expect(judge({ tried: limits }, context).outcome).toBe(outcome);
  });
});

const trial = (over: Partial<ObjectTrial> = {}): ObjectTrial => ({
  url: at('/orders/7'),
  owner: 'ana',
  by: 'ben',
  status: 404,
  isOwnersAnswer: false,
  ...over,
});
const objects = (trials: readonly ObjectTrial[], problems: readonly string[] = []): ApiObjects => ({
  isAsked: true,
  trials: [...trials],
  problems: [...problems],
});

describe('objects of others', () => {
  it.each([
    ['refused', objects([trial(), trial({ by: 'a stranger', status: 401 })]), 'pass'],
    ['the owner’s answer', objects([trial({ status: 200, isOwnersAnswer: true })]), 'fail'],
    ['served otherwise', objects([trial({ status: 200 })]), 'fail'],
    ['the login failed', objects([], ['the login of test account ben was refused (401)']), 'unknown'],
    ['no answer', objects([trial({ status: null })]), 'unknown'],
    ['without consent', noConsent, 'unknown'],
    ['no test accounts', nothing, 'notApplicable'],
  ] as const)('%s', (_, seen, outcome) => {
    expect(objectAccess.judge({ tried: seen }, context).outcome).toBe(outcome);
  });
});

describe('descriptions and errors', () => {
  const hit = (kind: 'docs' | 'graphql', path: string): ExposureProbes => ({
    isAsked: true,
    hits: [
      {
        rule: 'r',
        kind,
        title: 't',
        severity: 'low',
        method: 'GET',
        url: at(path),
        status: 200,
        type: 'x',
        detail: 'describes 3 paths of the API',
      },
    ],
    asked: 170,
    unanswered: 0,
    soft: [],
    stopped: null,
  });
  const none: ExposureProbes = {
    isAsked: true,
    hits: [],
    asked: 170,
    unanswered: 0,
    soft: [],
    stopped: null,
  };
  const silent: ExposureProbes = { ...none, stopped: '12 questions in a row got no usable answer' };
  const meant = samplePageContext('api.shop.test', {
    pages: [{ url: '/openapi.json' }],
  } as unknown as Partial<Manifest>);
  const docsHost = samplePageContext('docs.shop.test', {
    hosts: [{ name: 'docs.shop.test', role: 'docs' }],
  } as unknown as Partial<Manifest>);

  it.each([
    ['a description', docsOpen, hit('docs', '/openapi.json'), context, 'fail'],
    ['a description that is declared', docsOpen, hit('docs', '/openapi.json'), meant, 'pass'],
    ['a host for documentation', docsOpen, hit('docs', '/docs'), docsHost, 'pass'],
    ['no description', docsOpen, none, context, 'pass'],
    ['description, silent host', docsOpen, silent, context, 'unknown'],
    ['introspection', introspection, hit('graphql', '/graphql'), context, 'fail'],
    ['no introspection', introspection, none, context, 'pass'],
    ['introspection, silent host', introspection, silent, context, 'unknown'],
  ] as const)('%s', (_, { judge }, probes, where, outcome) => {
    expect(judge({ probes }, where).outcome).toBe(outcome);
  });

  it.each([
    ['a trace for a broken body', 1, 'fail'],
    ['nothing', 0, 'pass'],
  ])('%s', (_, count, outcome) => {
    const leak = {
      kind: 'stack-trace',
      what: 'stack trace of Node.js',
      line: 'at x',
      method: 'POST',
      url: at('/orders'),
      status: 500,
      by: 'broken body',
    } as const;
    const errors: SeenErrors = {
      isAsked: true,
      leaks: Array.from({ length: count }, () => leak),
      staging: [],
      answers: 4,
      isProvoked: true,
    };
    expect(verboseErrors.judge({ errors }, context).outcome).toBe(outcome);
    expect(verboseErrors.judge({ errors: { ...errors, answers: 0 } }, context).outcome).toBe('unknown');
  });
});
