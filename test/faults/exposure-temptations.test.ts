import { expect, it } from 'vitest';
import {
  keyText,
  withAlgolia,
  withBucket,
  withFirebase,
  withKey,
  withSupabase,
} from '../../src/world/backends.ts';
import { PlanEditor } from '../../src/world/plan-editor.ts';
import type { WorldPlan } from '../../src/world/plan.ts';
import { auditWorld } from './audit-world.ts';
import { signature } from './planted.ts';

type Change = (world: PlanEditor) => PlanEditor;
const html = { type: 'text/html; charset=utf-8' };
const json = { type: 'application/json', headers: { 'cache-control': 'no-store' } };
const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body>${body}</body></html>`;

/** Each looks like a fault of exposure, bundles, back ends, the edge or the API, and is none. */
const temptations: readonly (readonly [name: string, change: Change])[] = [
  [
    'every address answers 200 with the shop’s own page, /.env and /.git/HEAD too',
    (world) => world.app({ unknownPathStatus: 200 }),
  ],
  ['a live publishable key of the payment provider', (world) => withKey(world, 'pk_live_{24b62}')],
  [
    'a public token of a map',
    (world) => withKey(world, 'pk.{jwt:{"u":"harbor","a":"<24b36>"}§}{12b62}.{22url}'),
  ],
  [
    'a Google key for maps',
    (world) =>
      world.app({
        extraScript: `${world.plan.app.extraScript}\nload("https://maps.googleapis.com/maps/api/js?key=${keyText('AIza{35b62}')}");`,
      }),
  ],
  [
    'the anonymous key of a database whose rows are closed, and products that are for everybody',
    (world) =>
      withSupabase(world, {
        orders: { columns: ['id', 'email'], rows: 41, isReadable: false },
        products: { columns: ['id', 'title', 'price_cents'], rows: 7, isReadable: true },
      }),
  ],
  [
    'a Firebase project with good rules, and a collection of products',
    (world) => withFirebase(world, { collections: { products: 7 } }),
  ],
  ['a search key that may search', (world) => withAlgolia(world, ['search'])],
  [
    'a bucket of the shop that is closed',
    (world) => withBucket(world, { vendor: 's3', name: 'harbormarket-uploads', files: null }),
  ],
  [
    'a bucket of somebody else that lists its files',
    (world) =>
      world.app({
        extraScript: `${world.plan.app.extraScript}\nimport("https://storage.googleapis.com/workbox-cdn/releases/sw.js");`,
      }),
  ],
  [
    'example keys in an article',
    (world) =>
      world.rewrite(
        '@',
        '</main>',
        `<p>Set AWS_ACCESS_KEY_ID=AKIA${'IOSFODNN7'}EXAMPLE and STRIPE_SECRET_KEY=sk_live_${'x'.repeat(24)}, password: "changeme"</p></main>`,
      ),
  ],
  [
    'a source map without source text',
    (world) =>
      world
        .app({ extraScript: `${world.plan.app.extraScript}\n//# sourceMappingURL=market.js.map\n` })
        .file('@', '/assets/market.js.map', {
          ...json,
          body: '{"version":3,"mappings":"AAAA","sources":["src/app.ts"]}',
        }),
  ],
  [
    'localhost where a library compares it',
    (world) =>
      world.app({
        extraScript: `const isLocal=location.hostname==="localhost";new URL(path,"http://localhost");\n${world.plan.app.extraScript}`,
      }),
  ],
  [
    'robots.txt that names the back office',
    (world) => world.app({ robots: 'User-agent: *\nDisallow: /admin\nDisallow: /backup\n' }),
  ],
  [
    'a back office with a login',
    (world) =>
      world.file('checkout', '/admin', {
        ...html,
        body: page(
          'Admin dashboard',
          '<form method="post"><input type="password"></form><table><tr><td>1</td></tr></table>',
        ),
      }),
  ],
  [
    'an actuator that tells its health only',
    (world) =>
      world.file('api', '/actuator', {
        ...json,
        body: '{"_links":{"self":{"href":"https://api.harbormarket.shop/actuator"},"health":{"href":"https://api.harbormarket.shop/actuator/health"}}}',
      }),
  ],
  [
    'a .git folder that answers 403',
    (world) => world.file('checkout', '/.git/HEAD', { status: 403, body: 'ref: refs/heads/main\n' }),
  ],
  [
    'an article about stack traces',
    (world) =>
      world.rewrite('@', '</h1>', '</h1><pre>Error: x\n    at main (file:///srv/app/index.js:1:1)</pre>'),
  ],
  [
    'an article about test environments',
    (world) =>
      world.rewrite(
        'checkout',
        '</main>',
        '<pre>This is a staging environment.</pre><p>Our test kitchen bakes in every environment.</p></main>',
      ),
  ],
  [
    'a page called "Index of our stories"',
    (world) =>
      world.file('checkout', '/files/', { ...html, body: page('Index of our stories', '<a href="a">a</a>') }),
  ],
  [
    'a page about archives where an archive may lie',
    (world) =>
      world.file('checkout', '/backup.zip', { ...html, body: page('Backups', 'PK stands for Phil Katz') }),
  ],
  [
    'variables in an article',
    (world) => world.file('checkout', '/.env', { ...html, body: page('Settings', 'DB_PASSWORD=secret') }),
  ],
  [
    'a description of the API that is declared',
    (world) =>
      world
        .file('api', '/openapi.json', {
          ...json,
          body: '{"openapi":"3.1.0","paths":{"/api/products":{"get":{}}}}',
        })
        .declare({ pages: ['/', { url: 'https://api.harbormarket.shop/openapi.json', indexed: false }] }),
  ],
  [
    'GraphQL that refuses to describe itself',
    (world) =>
      world.file('api', '/graphql', {
        ...json,
        status: 400,
        body: '{"errors":[{"message":"GraphQL introspection is not allowed: __schema"}]}',
      }),
  ],
  [
    'a public answer with one contact address',
    (world) =>
      world.file('api', '/api/products', {
        ...json,
        body: '{"contact":{"email":"hello@harbormarket.shop"},"products":[{"id":1,"token":null}]}',
      }),
  ],
  [
    'two test accounts and a shop that reads orders with their owner',
    (world) =>
      world.app({ apiTokens: { 'demo-ines': 'ines', 'demo-kofi': 'kofi' } }).declare({
        routes: [
          'GET /api/health',
          { method: 'GET', url: '/api/products' },
          { method: 'GET', url: '/api/orders', auth: true },
          { method: 'GET', url: '/api/orders/:id', auth: true },
        ],
        testAccounts: ['ines', 'kofi'].map((id) => ({ id, headers: { authorization: `Bearer demo-${id}` } })),
      }),
  ],
];

// EDGE-6, EDGE-8, EDGE-10, DEP-1, OWASP-1
it('tempting non-faults of exposure, bundles, edge and API raise nothing', { timeout: 240_000 }, async () => {
  const change = (plan: WorldPlan): WorldPlan =>
    temptations.reduce((world, [, tempt]) => tempt(world), new PlanEditor(plan)).plan;
  const { report } = await auditWorld({ change });
  const ours = ({ check }: { readonly check: string }): boolean =>
    /^(?:exposure|bundles|edge|api)\//.test(check);
  expect(report.findings.filter(ours).map((finding) => `${signature(finding)}: ${finding.found}`)).toEqual(
    [],
  );
  expect(temptations.length).toBeGreaterThanOrEqual(20);
  // They were really met: the passes say so.
  const said = report.passed.filter(ours).map(({ check, text }) => `${check}: ${text}`);
  expect(said).toContainEqual(
    expect.stringMatching(/^bundles\/secrets: [5-9] publishable keys and no secret/),
  );
  expect(said).toContainEqual(
    expect.stringMatching(/^bundles\/source-maps: \d+ source maps, none with source text/),
  );
  expect(said).toContainEqual(
    expect.stringMatching(/^bundles\/open-tables: 2 questions .*, 1 show only what looks meant/),
  );
  expect(said).toContainEqual(expect.stringMatching(/^bundles\/open-storage: \d questions are refused/));
  expect(said).toContainEqual(expect.stringMatching(/^bundles\/key-rights: 1 questions/));
  expect(said).toContainEqual(
    expect.stringMatching(/^api\/docs-open: none of \d+ addresses holds one, 1 on purpose/),
  );
  expect(said).toContainEqual(
    expect.stringMatching(/^api\/object-access: 2 questions for objects of others are refused/),
  );
});
