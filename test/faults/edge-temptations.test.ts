import { expect, it } from 'vitest';
import { PlanEditor } from '../../src/world/plan-editor.ts';
import type { WorldPlan } from '../../src/world/plan.ts';
import { auditWorld } from './audit-world.ts';
import { signature } from './planted.ts';

/** Each line looks like a fault of headers, cookies, CORS or caching, and is none. */
const temptations = (world: PlanEditor): PlanEditor =>
  world
    // A setting scripts may read, with a lifetime of its own, on a page nobody caches.
    .pathHeaders('@', '/about', {
      'cache-control': 'private, no-cache',
      'set-cookie': 'lang=en; Path=/; Secure; SameSite=Lax; Max-Age=31536000',
    })
    // A policy of nonces whose unsafe-inline is for browsers of 2015 only.
    .pathHeaders('@', '/privacy', {
      'content-security-policy':
        "script-src 'nonce-c2Fmc2Fm' 'strict-dynamic' 'unsafe-inline' https:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    })
    // The old filter switched off, a server without version, links (not loads) to http.
    .headers('@', { 'x-xss-protection': '0', server: 'nginx' })
    .rewrite('@', 'Hafenstr. 3,', 'Hafenstr. 3, <a href="http://neighbours.example/">neighbours</a>')
    // no-store with everything else that says the same.
    .pathHeaders('@', '/cart', { 'cache-control': 'private, no-store, no-cache, must-revalidate, max-age=0' })
    // A cookie of the load balancer that is called a session.
    .pathHeaders('checkout', '/', {
      'cache-control': 'private, no-store',
      'set-cookie': 'AWSALB={visitor}; Path=/; Secure; SameSite=Lax',
    })
    // Public data for every site, without cookies.
    .pathHeaders('api', '/api/products', {
      'access-control-allow-origin': '*',
      'access-control-allow-credentials': null,
    })
    // A script of others with its hash, an address with hashes in the query.
    .rewrite(
      'admin',
      '</head>',
      '<script src="https://cdn.jslibs.example/charts.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6R9GqQ8K0" crossorigin="anonymous" defer></script></head>',
    );

// EDGE-4, EDGE-5, EDGE-7, PERF-6
it('tempting non-faults raise nothing', { timeout: 240_000 }, async () => {
  const change = (plan: WorldPlan): WorldPlan => temptations(new PlanEditor(plan)).plan;
  const { report } = await auditWorld({ change });
  // The neighbours are not part of this internet, and that their page cannot be reached is true.
  const ours = report.findings.filter(
    ({ check }) => /^(?:headers|cache|pages)\//.test(check) && check !== 'pages/broken-links',
  );
  expect(ours.map((finding) => `${signature(finding)}: ${finding.found}`)).toEqual([]);
  expect(report.passed.filter(({ check }) => /^(?:headers|cache)\//.test(check)).length).toBeGreaterThan(60);
});
