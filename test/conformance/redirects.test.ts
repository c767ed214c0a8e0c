import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/model/check.ts';
import { collectFacts } from '../../src/engine/collect.ts';
import { FactBook } from '../../src/engine/fact-book.ts';
import { judgeFacts } from '../../src/engine/judge.ts';
import { loadPlugins } from '../../src/engine/plugins.ts';
import { impliedManifest } from '../../src/manifest/implied.ts';
import type { Collector } from '../../src/model/collector.ts';
import type { DnsDoor } from '../../src/model/outside-dns.ts';
import { failure, ok } from '../../src/model/outside.ts';
import type { Manifest, ManifestHost } from '../../src/model/manifest.ts';
import { target } from '../../src/model/target.ts';
import { seededRandom } from '../../src/outside/fake/chance.ts';
import type { FakeAnswer, FakeRoutes } from '../../src/outside/fake/http.ts';
import { fakeOutside } from '../../src/outside/fake/outside.ts';
import { createFiles } from '../../src/outside/real/files.ts';
import ecommerce from '../../src/profiles/ecommerce.ts';

/** A healthy shop, one fault at a time, the real collectors, the real engine: exactly the findings it deserves, at one place. */
const disk = createFiles(seededRandom());
const room = (path: string): URL => new URL(`../../src/${path}/`, import.meta.url);
const collectors = (await loadPlugins<Collector>(disk, room('collectors'))).filter(
  ({ id }) => id.startsWith('redirects/') || id === 'domain/addresses',
);
const checks = (await loadPlugins<Check>(disk, room('checks'))).filter(({ id }) =>
  id.startsWith('redirects/'),
);

const domain = 'shop.test';
const hosts = [domain, `www.${domain}`, `api.${domain}`];
const page = (url: string): FakeAnswer => ({
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><link rel="canonical" href="${url}"><title>Shop</title>`,
});
const go =
  (status: number, to: (url: URL) => string): FakeAnswer =>
  (request) => ({
    status,
    headers: { location: to(new URL(request.url)) },
  });
const missing: FakeAnswer = { status: 404, body: 'no such page' };
const sameOn = (origin: string) => (url: URL) => `${origin}${url.pathname}${url.search}`;
const home = `https://${domain}`;

const healthy: FakeRoutes = {
  [`http://${domain}/*`]: go(301, sameOn(home)),
  [`${home}/`]: page(`${home}/`),
  [`${home}/*`]: missing,
  [`${home}/old`]: go(301, (url) => `${home}/new${url.search}`),
  [`${home}/old?utm_source=launch-ready`]: go(301, () => `${home}/new?utm_source=launch-ready`),
  [`${home}/new*`]: page(`${home}/new`),
  [`http://www.${domain}/*`]: go(301, sameOn(home)),
  [`https://www.${domain}/*`]: go(301, sameOn(home)),
  [`http://api.${domain}/*`]: go(308, sameOn(`https://api.${domain}`)),
  [`https://api.${domain}/*`]: missing,
};

const host = (name: string, role: ManifestHost['role']): ManifestHost => ({
  name,
  role,
  owner: null,
  purpose: null,
  isPublic: true,
  hasIpv6: null,
  isProxied: null,
  origins: [],
  provider: null,
  isChanging: false,
});
const implied = impliedManifest(domain);
const manifest: Manifest = {
  ...implied,
  isDeclared: true,
  product: { ...implied.product, canonicalHost: domain },
  hosts: [host(domain, 'apex'), host(`www.${domain}`, 'www'), host(`api.${domain}`, 'api')],
  redirects: [{ from: '/old', to: '/new', status: 301, keepsQuery: true }],
  routes: [
    {
      id: 'order',
      method: 'POST',
      url: '/orders',
      isHot: true,
      p95Ms: null,
      needsAuth: false,
      isWebhook: false,
    },
    {
      id: 'paid',
      method: 'POST',
      url: '/hooks/paid',
      isHot: false,
      p95Ms: null,
      needsAuth: false,
      isWebhook: true,
    },
  ],
};

const dns: DnsDoor = {
  origin: { kind: 'resolver', servers: [] },
  exchange: async () => failure('timed-out', 'not asked'),
  resolve: async (name, type) =>
    ok({
      name,
      type,
      rcode: 'NOERROR',
      records: hosts.includes(name)
        ? [{ name, type, ttlSeconds: 300, value: type === 'A' ? '89.187.162.20' : '2a02:6ea0:c700::20' }]
        : [],
      chain: [],
      authorities: [],
      zone: null,
      server: '192.0.2.53',
      tookMs: 1,
    }),
};

async function audit(
  patch: FakeRoutes,
  more: { isActive?: boolean } = {},
): Promise<ReturnType<typeof judgeFacts>> {
  const outside = fakeOutside({ dns, http: { ...healthy, ...patch } });
  const seeds = [
    target('site', domain),
    target('zone', domain),
    ...hosts.map((name) => target('host', name)),
  ];
  const file = await collectFacts({
    collectors,
    seeds,
    manifest,
    profile: ecommerce,
    outside,
    consent: { isActiveAllowed: more.isActive ?? false },
    timeoutMs: 60_000,
    tool: 'test',
  });
  expect(outside.clock.pendingTimers()).toBe(0);
  return judgeFacts({
    checks,
    facts: FactBook.of(file),
    manifest,
    profile: ecommerce,
    now: file.collectedAt,
  });
}

const findings = async (patch: FakeRoutes, more: { isActive?: boolean } = {}): Promise<readonly string[]> =>
  (await audit(patch, more)).flatMap(({ check, target: at, verdict }) =>
    verdict.outcome === 'fail' ? [`${check.replace('redirects/', '')} at ${at.name}: ${verdict.found}`] : [],
  );

test('the healthy shop: no finding, nothing unknown, every check looked', async () => {
  const judgements = await audit({}, { isActive: true });
  const outcomes = judgements.filter(
    ({ verdict }) => verdict.outcome === 'fail' || verdict.outcome === 'unknown',
  );
  expect(outcomes).toEqual([]);
  const passed = new Set(
    judgements.filter(({ verdict }) => verdict.outcome === 'pass').map(({ check }) => check),
  );
  expect(checks.map(({ id }) => id).filter((id) => !passed.has(id))).toEqual([]);
  expect(checks.length).toBeGreaterThanOrEqual(23);
});

const refused: FakeAnswer = { error: 'refused' };
const faults: readonly (readonly [story: string, patch: FakeRoutes, expected: readonly string[]])[] = [
  [
    'port 443 closed',
    {
      [`${home}/*`]: refused,
      [`${home}/`]: refused,
      [`${home}/old?utm_source=launch-ready`]: refused,
      [`${home}/new*`]: refused,
    },
    ['reachability at shop.test: port 443 gives no answer (refused)'],
  ],
  [
    'the whole host answers 503',
    Object.fromEntries([`http://${domain}/*`, `${home}/`, `${home}/*`].map((key) => [key, { status: 503 }])),
    ['reachability at shop.test: https://shop.test/ answers 503'],
  ],
  [
    'port 80 closed',
    { [`http://${domain}/*`]: refused },
    ['reachability at shop.test: port 80 gives no answer (refused)'],
  ],
  ['port 80 of the API closed', { [`http://api.${domain}/*`]: refused }, []],
  [
    'plain HTTP serves the shop',
    { [`http://${domain}/`]: page(`${home}/`), [`http://${domain}/*`]: missing },
    ['https-upgrade at shop.test: http://shop.test/ serves the page in clear (200)'],
  ],
  [
    'http://www goes over http://apex',
    { [`http://www.${domain}/*`]: go(301, sameOn(`http://${domain}`)) },
    [
      'chain-length at www.shop.test: 2 hops, 1 allowed, from http://www.shop.test/ to https://shop.test/',
      'https-first-hop at www.shop.test: the first hop goes to http://shop.test/, still in clear',
    ],
  ],
  [
    'www shows the shop too',
    { [`https://www.${domain}/`]: page(`https://www.${domain}/`), [`https://www.${domain}/*`]: missing },
    ['apex-www at shop.test: shop.test ends on shop.test, www.shop.test on www.shop.test'],
  ],
  [
    'apex and www send each other round',
    { [`${home}/`]: go(301, sameOn(`https://www.${domain}`)) },
    [
      'loop at shop.test: one rule sends https://shop.test/ to https://www.shop.test/ (host to www.shop.test), another sends https://www.shop.test/ to https://shop.test/ (host to shop.test)',
    ],
  ],
  [
    'https back to http and round again',
    { [`${home}/`]: go(302, sameOn(`http://${domain}`)) },
    [
      'loop at shop.test: one rule sends https://shop.test/ to http://shop.test/ (back to http), another sends http://shop.test/ to https://shop.test/ (to https)',
    ],
  ],
  [
    'a loop for visitors without cookies',
    {
      [`${home}/`]: (request) =>
        request.headers?.some(([name]) => name === 'cookie') === true
          ? page(`${home}/`)
          : { status: 302, headers: { location: '/', 'set-cookie': 'seen=1; Path=/' } },
    },
    [
      'loop at shop.test: https://shop.test/ redirects to itself (nothing changes) for visitors without cookies',
    ],
  ],
  [
    'a loop for phones',
    {
      [`${home}/`]: (request) =>
        request.headers?.some(([, value]) => value.includes('iPhone')) === true
          ? { status: 302, headers: { location: '/' } }
          : page(`${home}/`),
    },
    ['loop at shop.test: https://shop.test/ redirects to itself (nothing changes) for phones only'],
  ],
  [
    'a loop over IPv6',
    {
      [`http://${domain}/*`]: (request) =>
        request.family === 6 ? { status: 301, headers: { location: request.url } } : go(301, sameOn(home)),
    },
    [
      'loop at shop.test: http://shop.test/ redirects to itself (nothing changes) for visitors over IPv6 only',
    ],
  ],
  [
    'phones have a host of their own',
    {
      [`${home}/`]: (request) =>
        request.headers?.some(([, value]) => value.includes('iPhone')) === true
          ? { status: 302, headers: { location: `https://m.${domain}/` } }
          : page(`${home}/`),
      [`https://m.${domain}/`]: page(`https://m.${domain}/`),
    },
    ['phone-host at shop.test: phones end on m.shop.test, everybody else on shop.test'],
  ],
  [
    'www drops the path',
    { [`https://www.${domain}/*`]: go(301, () => `${home}/`) },
    ['path-kept at www.shop.test: /launch-ready-probe became / on shop.test'],
  ],
  [
    'the move to https drops the query',
    { [`http://${domain}/*`]: go(301, (url) => `${home}${url.pathname}`) },
    ['query-kept at shop.test: utm_source is lost, token is lost on the way to shop.test'],
  ],
  [
    'the query is escaped twice',
    {
      [`https://www.${domain}/*`]: go(
        301,
        (url) => `${home}${url.pathname}${url.search.replaceAll('%', '%25')}`,
      ),
    },
    ['query-kept at www.shop.test: token is changed to "a%2Fb%3D%C3%A9" on the way to shop.test'],
  ],
  [
    'the move to https is temporary',
    { [`http://${domain}/*`]: go(302, sameOn(home)) },
    ['permanence at shop.test: http://shop.test/ answers 302 to https://shop.test/'],
  ],
  [
    'a webhook behind a redirect',
    { [`https://api.${domain}/hooks/paid`]: go(308, () => `https://api.${domain}/hooks/paid/`) },
    ['method-kept at api.shop.test: 1 of 2 declared routes redirect: POST https://api.shop.test/hooks/paid'],
  ],
  [
    'an order route that redirects with 308',
    { [`https://api.${domain}/orders`]: go(308, () => `https://api.${domain}/orders/`) },
    [],
  ],
  [
    'an old address forgotten',
    { [`${home}/old?utm_source=launch-ready`]: missing },
    [
      'declared-old-url at shop.test: 1 of 1: https://shop.test/old?utm_source=launch-ready is not redirected (404)',
    ],
  ],
  [
    'an old address sent to the start page',
    { [`${home}/old?utm_source=launch-ready`]: go(301, () => `${home}/`) },
    [
      'declared-old-url at shop.test: 1 of 1: https://shop.test/old?utm_source=launch-ready ends on the start page https://shop.test/ instead of https://shop.test/new',
    ],
  ],
  [
    'an old address with 302',
    { [`${home}/old?utm_source=launch-ready`]: go(302, (url) => `${home}/new${url.search}`) },
    [
      'declared-status at shop.test: https://shop.test/old?utm_source=launch-ready answers 302, declared is 301',
    ],
  ],
  [
    'an old address that drops the query',
    { [`${home}/old?utm_source=launch-ready`]: go(301, () => `${home}/new`) },
    [
      'declared-query at shop.test: 1 of 1: https://shop.test/old?utm_source=launch-ready arrives at https://shop.test/new',
    ],
  ],
  [
    'the domain leads to a parking page',
    {
      [`${home}/*`]: go(302, () => 'https://parking.test/'),
      [`${home}/`]: go(302, () => 'https://parking.test/'),
      'https://parking.test/': 'for sale',
    },
    ['foreign-host at shop.test: https://shop.test/ leads to parking.test with 302'],
  ],
  [
    'the canonical link names www',
    { [`${home}/`]: page(`https://www.${domain}/`) },
    ['canonical-link at shop.test: the page at https://shop.test/ says it is https://www.shop.test/'],
  ],
  [
    'the start page is a refresh',
    {
      [`${home}/`]: {
        headers: { 'content-type': 'text/html' },
        body: `<link rel=canonical href="${home}/"><meta http-equiv="refresh" content="0; url=/start">`,
      },
    },
    ['client-redirect at shop.test: after 0 s the page sends visitors to https://shop.test/start'],
  ],
  [
    'two Location fields',
    {
      [`https://www.${domain}/`]: {
        status: 301,
        headers: [
          ['location', `${home}/`],
          ['location', `${home}/en`],
        ],
      },
    },
    [
      'location-header at www.shop.test: 301 at https://www.shop.test/: the Location is sent 2 times with different values',
    ],
  ],
  [
    'index.html is a copy',
    {
      [`${home}/`]: { headers: { 'content-type': 'text/html' }, body: '<title>Shop</title>' },
      [`${home}/index.html`]: { headers: { 'content-type': 'text/html' }, body: '<title>Shop</title>' },
    },
    [
      'address-variants at shop.test: https://shop.test/index.html shows the same page as https://shop.test/ (index file)',
    ],
  ],
  [
    'unknown addresses go to the start page',
    { [`${home}/launch-ready-probe*`]: go(302, () => `${home}/`) },
    [
      'unknown-path at shop.test: https://shop.test/launch-ready-probe?utm_source=launch-ready&token=a%2Fb%3D%C3%A9 answers 302 to the start page',
    ],
  ],
  [
    'everything ends on www while the apex is declared',
    {
      [`http://${domain}/*`]: go(301, sameOn(`https://www.${domain}`)),
      [`http://www.${domain}/*`]: go(301, sameOn(`https://www.${domain}`)),
      [`${home}/`]: go(301, sameOn(`https://www.${domain}`)),
      [`https://www.${domain}/*`]: missing,
      [`https://www.${domain}/`]: page(`https://www.${domain}/`),
    },
    ['canonical-host at shop.test: all end on www.shop.test, declared is shop.test'],
  ],
];

describe('one planted fault, exactly its finding', () => {
  test.each(faults)('%s', async (_story, patch, expected) => {
    expect(await findings(patch)).toEqual(expected);
  });
});

test('an open redirect is looked for only with consent', async () => {
  const open: FakeRoutes = {
    [`${home}/login?*`]: (request) => {
      const next = new URL(request.url).searchParams.get('return_to');
      return next === null ? missing : { status: 302, headers: { location: next } };
    },
  };
  expect(await findings(open)).toEqual([]);
  expect(await findings(open, { isActive: true })).toEqual([
    'open-redirect at shop.test: "return_to" at /login leads to https://launch-ready-probe.example/',
  ]);
});

test('a network that is cut leaves nothing passed', async () => {
  const cut = Object.fromEntries(Object.keys(healthy).map((key) => [key, { error: 'unreachable' as const }]));
  const judgements = await audit(cut);
  expect(judgements.filter(({ verdict }) => verdict.outcome === 'pass')).toEqual([]);
  expect(judgements.filter(({ verdict }) => verdict.outcome === 'fail')).toEqual([]);
  expect(judgements.some(({ verdict }) => verdict.outcome === 'unknown')).toBe(true);
});
