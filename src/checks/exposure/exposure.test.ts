import { describe, expect, it } from 'vitest';
import type { SeenErrors, SeenLeak } from '../../facts/exposure/errors.ts';
import type { AskedExposure, ExposureHit } from '../../facts/exposure/probes.ts';
import { samplePageContext } from '../../facts/pages/reading/sample.ts';
import backup from './backup.ts';
import credentials from './credentials-file.ts';
import debugMode from './debug-mode.ts';
import debugPage from './debug-page.ts';
import listing from './directory-list.ts';
import environment from './environment-file.ts';
import errorDetails from './error-details.ts';
import internal from './internal-details.ts';
import log from './log-file.ts';
import admin from './open-admin.ts';
import repository from './repository.ts';
import staging from './staging-words.ts';

// EDGE-8 and OWASP-1: every file and page theme with a pass, a fail, an unknown and a not applicable row.
const url = 'https://shop.test/x';
const context = samplePageContext();
const asked = (over: Partial<AskedExposure> = {}): AskedExposure => ({
  isAsked: true,
  hits: [],
  asked: 170,
  unanswered: 0,
  soft: [],
  stopped: null,
  ...over,
});
const hit = (kind: ExposureHit['kind'], over: Partial<ExposureHit> = {}): ExposureHit => ({
  rule: 'r',
  kind,
  title: 'thing',
  severity: 'high',
  method: 'GET',
  url,
  status: 200,
  type: 'text/plain',
  detail: 'holds 2 variables',
  ...over,
});
const elsewhere = { isAsked: false, why: 'visitors are sent to shop.test' } as const;

describe.each([
  ['environment', environment],
  ['repository', repository],
  ['credentials', credentials],
  ['backup', backup],
  ['log', log],
  ['debug', debugPage],
  ['admin', admin],
  ['listing', listing],
] as const)('%s', (kind, { judge, reproduce }) => {
  it('is told with its address and content, as severe as the worst', () => {
    const hits = [hit(kind, { severity: 'low' }), hit(kind, { url: `${url}/2`, severity: 'blocker' })];
    expect(judge({ probes: asked({ hits }) }, context)).toMatchObject({
      outcome: 'fail',
      found: `${url}/2 holds 2 variables (and 1 more)`,
      severity: 'blocker',
    });
  });

  it('passes with what was asked, is unknown when the host stopped answering, and elsewhere not applicable', () => {
    const other = asked({ hits: [hit(kind === 'log' ? 'backup' : 'log')] });
    expect(judge({ probes: other }, context)).toEqual({
      outcome: 'pass',
      found: 'none of 170 addresses holds one',
    });
    const stopped = asked({ stopped: '12 questions in a row got no usable answer (429)' });
    expect(judge({ probes: stopped }, context).outcome).toBe('unknown');
    expect(judge({ probes: elsewhere }, context)).toEqual({ outcome: 'notApplicable', why: elsewhere.why });
    expect(reproduce(context)).toMatch(/^curl .*https:\/\/shop\.test\//);
  });
});

describe('errors', () => {
  const leak = (kind: SeenLeak['kind'], over: Partial<SeenLeak> = {}): SeenLeak => ({
    kind,
    what: 'stack trace of Node.js',
    line: 'at x (file:///srv/a.js:1:1)',
    method: 'GET',
    url,
    status: 500,
    by: 'odd address',
    ...over,
  });
  const seen = (
    leaks: SeenLeak[],
    over: Partial<Extract<SeenErrors, { isAsked: true }>> = {},
  ): SeenErrors => ({
    isAsked: true,
    leaks,
    staging: [],
    answers: 5,
    isProvoked: true,
    ...over,
  });

  it.each([
    ['a stack trace', errorDetails, seen([leak('stack-trace')]), 'fail'],
    [
      'a stack trace for a broken body is told by the API’s check',
      errorDetails,
      seen([leak('stack-trace', { by: 'broken body' })]),
      'pass',
    ],
    ['a plain error', errorDetails, seen([]), 'pass'],
    ['nothing answered', errorDetails, seen([], { answers: 0 }), 'unknown'],
    ['debug page', debugMode, seen([leak('debug-mode')]), 'fail'],
    ['no debug page', debugMode, seen([leak('stack-trace')]), 'pass'],
    ['debug, nothing answered', debugMode, seen([], { answers: 0 }), 'unknown'],
    ['a private address', internal, seen([leak('internal')]), 'fail'],
    [
      'a path inside a stack trace is part of it',
      internal,
      seen([leak('internal'), leak('stack-trace')]),
      'pass',
    ],
    ['internal, nothing answered', internal, seen([], { answers: 0 }), 'unknown'],
    ['a banner', staging, seen([], { staging: [{ url, words: 'a staging environment' }] }), 'fail'],
    ['no banner', staging, seen([]), 'pass'],
  ] as const)('%s: %s', (_, { judge }, errors, outcome) => {
    expect(judge({ errors }, context).outcome).toBe(outcome);
  });

  it('says when errors were not provoked, and leaves hosts alone that are test systems by name', () => {
    expect(errorDetails.judge({ errors: seen([], { isProvoked: false }) }, context)).toEqual({
      outcome: 'pass',
      found: '5 answers show none; errors were not provoked',
    });
    const banner = seen([], { staging: [{ url, words: 'staging environment' }] });
    expect(staging.judge({ errors: banner }, samplePageContext('staging.shop.test')).outcome).toBe(
      'notApplicable',
    );
    expect(staging.judge({ errors: elsewhere }, context).outcome).toBe('notApplicable');
  });
});
