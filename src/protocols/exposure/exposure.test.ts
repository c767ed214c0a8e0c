import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTemplate } from '../secrets/example.ts';
import { seededPick } from '../secrets/seeded-pick-sample.ts';
import { calibrationPath, classOf, exposureRules, pathClasses, plannedProbes } from './all-rules.ts';
import { errorLeaks, leakRules, stagingWords } from './error-leaks.ts';
import type { ProbedAnswer } from './rule.ts';
import { isMissing, missingAnswer } from './soft-missing.ts';

// EDGE-8: what should not be public, told by its content.
const answer = (body: string, over: Partial<ProbedAnswer> = {}): ProbedAnswer => ({
  url: 'https://shop.test/x',
  status: 200,
  type: 'application/octet-stream',
  body: fillTemplate(body, seededPick(7)),
  totalBytes: null,
  ...over,
});
const appPage =
  '<!doctype html><html><head><title>Harbor Market</title></head><body><div id="root"></div>' +
  '<script src="/a.js"></script></body></html>';

describe('rules of exposed files and pages', () => {
  it.each(exposureRules.map((rule) => [rule.id, rule] as const))(
    '%s: its example is confirmed, its look-alike is not',
    (_, { confirm, example, nonExample }) => {
      expect(confirm(answer(example))?.detail).toMatch(/\w{2}/);
      expect(confirm(answer(nonExample))).toBeNull();
    },
  );

  it('the application’s page at every address confirms nothing, whatever type it claims', () => {
    for (const { confirm } of exposureRules)
      for (const type of ['text/html', 'application/octet-stream', 'text/plain', ''])
        expect(confirm(answer(appPage, { type }))).toBeNull();
  });

  it('an error page with the right text confirms nothing', () => {
    for (const { confirm, example, kind } of exposureRules.filter((rule) => rule.kind !== 'docs'))
      if (kind !== 'graphql') expect(confirm(answer(example, { status: 404 }))).toBeNull();
  });

  it('names of variables are told, values never; public ones weigh less', () => {
    const rule = exposureRules.find(({ id }) => id === 'environment-file');
    expect(rule?.confirm(answer('# x\nDB_PASSWORD=hunter22\nPORT=80\n'))).toEqual({
      detail: 'holds 2 variables, among them DB_PASSWORD',
    });
    expect(rule?.confirm(answer('NEXT_PUBLIC_API_KEY=abc\nPORT=80\n'))).toEqual({
      detail: 'holds 2 variables, among them NEXT_PUBLIC_API_KEY, PORT',
      severity: 'medium',
    });
    expect(rule?.confirm(answer('DB_PASSWORD=\nSECRET=""\n'))?.severity).toBe('medium');
  });

  it.each([
    ['<title>Back office · Shop</title><table><tr><td>1', true],
    ['<title>Shop</title><h1>Admin panel</h1><a href="/x">Log out</a>', true],
    ['<title>Dashboard</title><a>Sign out</a>', true],
    ['<title>Dashboards for shops</title><table><tr><td>9 EUR a month', false],
    ['<title>Admin dashboard</title><div id="root"></div>', false],
    ['<title>How we run our back office</title><p>A story</p>', false],
  ])('a back office that is open: %s %s', (body, isOpen) => {
    const rule = exposureRules.find(({ id }) => id === 'back-office');
    expect(rule?.confirm(answer(`<!doctype html>${body}`)) !== null).toBe(isOpen);
  });

  it('ids are unique, every path is asked once, the most dangerous first', () => {
    expect(new Set(exposureRules.map(({ id }) => id)).size).toBe(exposureRules.length);
    const planned = plannedProbes('www.harbor.test');
    expect(planned[0]?.rule.severity).toBe('blocker');
    expect(planned.map(({ path }) => path)).toContain('/harbor.zip');
    expect(new Set(planned.map(({ path }) => path)).size).toBe(planned.length);
    expect(planned.length).toBeLessThan(170);
    for (const kind of pathClasses) expect(classOf(calibrationPath(kind, 'lr1a2b3c'))).toBe(kind);
  });

  it('confirmers never throw and read no further than they are given', { timeout: 20_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (body) => {
        for (const { confirm } of exposureRules) confirm(answer(body));
        errorLeaks(body);
        stagingWords(body);
      }),
      { seed: 1, numRuns: 60 },
    );
    const long = `${'<a href="x">'.repeat(5000)}${'at a '.repeat(20_000)}`;
    for (const { confirm } of exposureRules) confirm(answer(long, { type: 'text/html' }));
    expect(errorLeaks(long)).toEqual([]);
  });
});

describe('pages for paths nobody has', () => {
  const missing = (name: string, more = ''): string =>
    `<h1>Nothing at /${name}</h1><p>Request 8d3f0a1b2c at 12:0${name.length} ${more}</p>`;

  it('a soft 404 is known again with another path, another number and another token', () => {
    const known = [missingAnswer(answer(missing('lr9x8y')), '/lr9x8y')];
    expect(isMissing(answer(missing('admin')), '/admin', known)).toBe(true);
    expect(isMissing(answer('<h1>Back office</h1>'), '/admin', known)).toBe(false);
    expect(isMissing(answer(missing('admin'), { status: 404 }), '/admin', [])).toBe(true);
  });
});

describe('what errors give away', () => {
  it.each(leakRules.map((rule) => [rule.what, rule] as const))('%s', (_, rule) => {
    expect(errorLeaks(rule.example).map(({ what }) => what)).toContain(rule.what);
    expect(errorLeaks(rule.nonExample)).toEqual([]);
  });

  it('a secret in the line is not repeated', () => {
    const line = fillTemplate('connect http://10.0.0.7:80/?key=sk_live_{24b62} failed', seededPick(3));
    expect(JSON.stringify(errorLeaks(line))).not.toMatch(/sk_live_\w/);
    expect(errorLeaks(line)).toHaveLength(1);
  });

  it.each([
    ['<p>This is a staging environment.</p>', true],
    ['<div>Test shop: no real orders</div>', true],
    ['<p>Lorem ipsum dolor sit amet, consectetur</p>', true],
    ['<p>Try our free demo version</p>', false],
    ['<p>The test environment of our lab</p><script>staging server</script>', true],
    ['<script>const env = "staging environment"</script><p>Hello</p>', false],
    ['<p>We stage plays in every environment</p>', false],
  ])('staging words in %s: %s', (html, isStaging) => {
    expect(stagingWords(html) !== null).toBe(isStaging);
  });
});
