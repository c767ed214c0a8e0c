import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { Json } from '../../src/model/json.ts';
import type { Provider } from '../../src/model/fix.ts';
import { difference, snapshotOf } from '../../src/protocols/edge/state.ts';
import type { Resources } from '../../src/protocols/edge/state.ts';
import { failure } from '../../src/model/outside.ts';
import { CloudflareClient } from '../../src/providers/cloudflare/client.ts';
import { permissionsFor } from '../../src/providers/cloudflare/permissions.ts';
import { cloudflareProvider } from '../../src/providers/cloudflare/provider.ts';
import { verifyToken } from '../../src/providers/cloudflare/token.ts';
import { missingContract } from '../conformance/cloudflare-double/contract.ts';
import { startCloudflareDouble } from '../conformance/cloudflare-double/server.ts';
import type { CloudflareDouble } from '../conformance/cloudflare-double/server.ts';
import type { Backend } from '../conformance/provider/backend.ts';
import { providerCases } from '../conformance/provider/cases.ts';
import { killAtEveryStep } from '../conformance/provider/kill-steps.ts';
import { changesBetween, runCase } from '../conformance/provider/run-case.ts';
import { startStateServer } from '../conformance/provider/state-server.ts';
import type { StateServer } from '../conformance/provider/state-server.ts';

/** FIX-3: Cloudflare, against a double held to Cloudflare's own contract. */
const outside = await openRealOutside({ isPrivateNetworkAllowed: true });
const slept: number[] = [];
/** The clock does not really wait: over a thousand requests in five minutes would be held back. */
const hasty = {
  http: outside.http,
  clock: { ...outside.clock, sleep: async (ms: number) => void slept.push(ms) },
};
const signal = new AbortController().signal;
let double: CloudflareDouble;
let server: StateServer;
let backend: Backend;
beforeAll(async () => {
  server = await startStateServer();
  if (missingContract !== null) return;
  double = await startCloudflareDouble('case.test');
  backend = {
    name: 'Cloudflare double',
    provider: cloudflareProvider({ ...options(), parts: ['records'] }, hasty),
    server: `127.0.0.1#${server.port}`,
    publish: server.serve,
    base: ['ns1 3600 A 127.0.0.1'],
    close: async () => undefined,
  };
});
afterAll(async () => {
  await server.close();
  if (missingContract === null) await double.close();
  await outside[Symbol.asyncDispose]();
});

const options = (): Parameters<typeof cloudflareProvider>[0] => ({
  zone: 'case.test',
  token: double.knobs.token,
  baseUrl: `${double.baseUrl}`,
});
const whole = (): Provider => cloudflareProvider(options(), hasty);

/** Types Cloudflare does not hold: an unknown one, HINFO, RP, DNAME. */
const mayRefuse = 4;

if (missingContract !== null) test('Cloudflare is not tried', ({ skip }) => skip(missingContract ?? ''));

describe.skipIf(missingContract !== null)('Cloudflare double: records', () => {
  let refused = 0;
  test.each(providerCases)('$title', async (one) => {
    if ((await runCase(backend, one, outside)) !== 'applied') refused += 1;
  });
  test('cases refused while planning are rare', () => {
    expect(refused).toBe(mayRefuse);
  });
  test('killed at every step and taken up: as before or as wanted', async () => {
    const { kills, before, after } = await killAtEveryStep(backend);
    expect(kills).toBeGreaterThan(15);
    expect(before + after).toBe(kills);
  });
});

const state = async (provider: Provider): Promise<Resources> => {
  const read = await provider.read(signal);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.resources;
};
const write = async (provider: Provider, wanted: Resources): Promise<readonly string[]> => {
  const changes = changesBetween('cloudflare', await state(provider), wanted);
  const details: string[] = [];
  for (const group of provider.groups?.(changes) ?? [changes]) {
    const written = await provider.write(group, signal);
    details.push(
      ...(written.ok
        ? written.value.map(({ outcome, detail }) => (outcome === 'done' ? outcome : `${outcome}: ${detail}`))
        : [`${written.error.kind}: ${written.error.message}`]),
    );
  }
  return details;
};

const match = { hosts: ['www.case.test'] };
const head = (title: string): { title: string; isEnabled: boolean } => ({ title, isEnabled: true });
const redirect = (n: number): Json => ({
  ...head(`r${n}`),
  match: { hosts: [`r${n}.case.test`] },
  to: { host: 'case.test', path: 'same' },
  status: 301,
  keepsQuery: true,
});

const edgeCases: readonly (readonly [string, Resources])[] = [
  ['setting:ssl', { 'setting:ssl': 'strict' }],
  ['setting:always-https', { 'setting:always-https': true }],
  ['setting:min-tls', { 'setting:min-tls': '1.2' }],
  ['setting:tls-1-3', { 'setting:tls-1-3': false }],
  [
    'setting:hsts',
    { 'setting:hsts': { maxAgeSeconds: 300, includesSubdomains: false, isPreload: false, hasNosniff: true } },
  ],
  ['setting:early-data', { 'setting:early-data': true }],
  ['setting:browser-cache-seconds', { 'setting:browser-cache-seconds': 0 }],
  ['setting:security-level', { 'setting:security-level': 'high' }],
  ['setting:brotli', { 'setting:brotli': false }],
  ['dnssec', { dnssec: true }],
  ['universal-ssl', { 'universal-ssl': false }],
  ['bots', { bots: { fightMode: true } }],
  [
    'redirect to the apex',
    {
      'rule:redirect/www-to-apex': {
        ...head('www'),
        match,
        to: { host: 'case.test', path: 'same' },
        status: 301,
        keepsQuery: true,
      },
    },
  ],
  [
    'redirect of one path',
    {
      'rule:redirect/old': {
        ...head('old'),
        match: { hosts: ['case.test'], paths: ['/old', '/older/*'] },
        to: { host: 'case.test', path: '/new?x=1' },
        status: 308,
        keepsQuery: false,
      },
    },
  ],
  [
    'redirect of a wildcard host',
    {
      'rule:redirect/all': {
        ...head('all'),
        match: { hosts: ['*.case.test'] },
        to: { host: 'case.test', path: '/' },
        status: 302,
        keepsQuery: false,
      },
    },
  ],
  [
    'cache for a day',
    {
      'rule:cache/assets': {
        ...head('assets'),
        match: { paths: ['/assets/*'] },
        edge: 86_400,
        browser: 'origin',
      },
    },
  ],
  [
    'cache never',
    { 'rule:cache/api': { ...head('api'), match: { paths: ['/api/*'] }, edge: 'bypass', browser: 'origin' } },
  ],
  [
    'response headers',
    {
      'rule:response-headers/security': {
        ...head('security'),
        match: {},
        set: { 'X-Content-Type-Options': 'nosniff' },
        remove: ['X-Powered-By'],
      },
    },
  ],
  [
    'rate limit',
    {
      'rule:rate-limit/login': {
        ...head('login'),
        match: { paths: ['/login', '/signup'] },
        requests: 20,
        perSeconds: 10,
        blockSeconds: 10,
      },
    },
  ],
  [
    'challenge',
    { 'rule:waf/admin': { ...head('admin'), match: { paths: ['/admin*'] }, action: 'challenge' } },
  ],
  [
    'skip for webhooks',
    { 'rule:waf/hooks': { ...head('hooks'), match: { paths: ['/webhooks/*'] }, action: 'skip' } },
  ],
  [
    'ten redirects',
    Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`rule:redirect/r${n}`, redirect(n)])),
  ],
];

describe.skipIf(missingContract !== null)('Cloudflare double: edge', () => {
  test.each(edgeCases)('%s: applied, second plan empty, rolled back to the byte', async (_, wanted) => {
    const provider = whole();
    const before = await state(provider);
    const after = { ...before, ...wanted };
    const details = await write(provider, after);
    expect(new Set(details)).toEqual(new Set(['done']));
    const made = await state(provider);
    expect(difference(made, after).filter(({ resource }) => !resource.startsWith('rule-order:'))).toEqual([]);
    expect(new Set(await write(provider, before))).toEqual(new Set(['done']));
    expect(snapshotOf(await state(provider))).toBe(snapshotOf(before));
  });

  test.each<[string, Resources, RegExp]>([
    [
      'eleven redirects on the Free plan',
      Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`rule:redirect/r${n}`, redirect(n)])),
      /11 out of 10/,
    ],
    [
      'two rate limits',
      Object.fromEntries(
        ['a', 'b'].map((ref) => [
          `rule:rate-limit/${ref}`,
          { ...head(ref), match: { paths: [`/${ref}`] }, requests: 20, perSeconds: 10, blockSeconds: 10 },
        ]),
      ),
      /2 out of 1/,
    ],
    [
      'a rate limit by host on the Free plan',
      {
        'rule:rate-limit/x': {
          ...head('x'),
          match: { hosts: ['case.test'], paths: ['/x'] },
          requests: 20,
          perSeconds: 10,
          blockSeconds: 10,
        },
      },
      /http\.host may not be used/,
    ],
    [
      'a rate limit over a minute on the Free plan',
      {
        'rule:rate-limit/x': {
          ...head('x'),
          match: { paths: ['/x'] },
          requests: 20,
          perSeconds: 60,
          blockSeconds: 10,
        },
      },
      /only 10 seconds/,
    ],
    ['a mode that does not exist', { 'setting:ssl': 'strictest' }, /setting:ssl: Invalid option/],
    ['a rule of another form', { 'rule:redirect/x': { status: 301 } }, /rule:redirect\/x: Invalid input/],
    [
      'a TTL under a minute',
      { 'rrset:x.case.test./A': { ttlSeconds: 30, values: ['192.0.2.1'] } },
      /TTLs from 60 to 86400/,
    ],
    [
      'a comment over 100 characters',
      {
        'rrset:x.case.test./A': {
          ttlSeconds: 300,
          values: ['192.0.2.1'],
          comments: { '192.0.2.1': 'c'.repeat(101) },
        },
      },
      /at most 100 characters/,
    ],
    [
      'name servers at the apex',
      { 'rrset:case.test./NS': { ttlSeconds: 300, values: ['ns.example.net.'] } },
      /name servers of the zone itself/,
    ],
  ])('%s: refused, nothing half-done', async (_, wanted, reason) => {
    const provider = whole();
    const before = await state(provider);
    const details = await write(provider, { ...before, ...wanted });
    expect(details.join('\n')).toMatch(reason);
    expect(snapshotOf(await state(provider))).toBe(snapshotOf(before));
  });

  test('a rule made by hand stays exactly as it is while ours come and go', async () => {
    const foreign = {
      ref: 'made-by-hand',
      action: 'managed_challenge',
      expression: 'ip.geoip.country eq "XX"',
      description: 'mine',
      enabled: true,
    };
    double.zone.putRuleset('http_request_firewall_custom', [foreign], false);
    const provider = whole();
    const before = await state(provider);
    expect(before['rule:waf/made-by-hand']).toEqual({ foreign });
    await write(provider, {
      ...before,
      'rule:waf/ours': { ...head('ours'), match: { paths: ['/x'] }, action: 'block' },
    });
    await write(provider, before);
    expect(snapshotOf(await state(provider))).toBe(snapshotOf(before));
    expect(double.zone.versions('http_request_firewall_custom').length).toBeGreaterThanOrEqual(3);
  });

  test('proxied records carry an automatic TTL and their comments through a change', async () => {
    const provider = cloudflareProvider({ ...options(), parts: ['records'] }, hasty);
    const before = await state(provider);
    const set = (value: string): Json => ({
      ttlSeconds: 'auto',
      values: [value],
      isProxied: true,
      comments: { [value]: 'the shop' },
    });
    expect(await write(provider, { ...before, 'rrset:shop.case.test./A': set('192.0.2.1') })).toEqual([
      'done',
    ]);
    expect(await write(provider, { ...before, 'rrset:shop.case.test./A': set('192.0.2.2') })).toEqual([
      'done',
    ]);
    expect((await state(provider))['rrset:shop.case.test./A']).toEqual(set('192.0.2.2'));
    expect(await write(provider, before)).toEqual(['done']);
  });
});

describe.skipIf(missingContract !== null)('Cloudflare double: what goes wrong', () => {
  test('applied but no answer: told as unknown, and reading again shows it was done', async () => {
    const provider = cloudflareProvider({ ...options(), parts: ['records'] }, hasty);
    const before = await state(provider);
    const wanted = { ...before, 'rrset:cut.case.test./A': { ttlSeconds: 300, values: ['192.0.2.7'] } };
    double.knobs.cutsNextWrite = true;
    const [detail] = await write(provider, wanted);
    expect(detail).toMatch(/^(reset|failed|protocol): /);
    expect(difference(await state(provider), wanted)).toEqual([]);
    await write(provider, before);
  });

  test('429: waited for as told, then done', async () => {
    const provider = cloudflareProvider({ ...options(), parts: ['records'] }, hasty);
    const before = await state(provider);
    double.knobs.requestsLeft = 1;
    double.knobs.retryAfterSeconds = 77;
    expect(await state(provider)).toEqual(before);
    expect(double.knobs.requestsLeft).toBeNull();
    expect(slept).toContain(77_000);
  });

  test.each<[readonly string[], string]>([
    [['DNS Write'], 'lacks "Zone Read" (Zone: Read)'],
    [['Zone Read'], 'lacks "DNS Read" (DNS: Read)'],
    [['Zone Read', 'DNS Read'], 'lacks "Zone Settings Read" (Zone Settings: Read)'],
    [
      ['Zone Read', 'DNS Read', 'Zone Settings Read'],
      'lacks "Dynamic URL Redirects Read" (Single Redirect: Read)',
    ],
  ])('a token with %j: the missing permission is named', async (permissions, sentence) => {
    double.knobs.permissions = permissions;
    const read = await whole().read(signal);
    double.knobs.permissions = null;
    expect(read.ok ? '' : read.error.message).toContain(sentence);
    expect(read.ok ? '' : read.error.kind).toBe('permission');
  });

  test('a token that may only read is refused at the first write, by name', async () => {
    double.knobs.permissions = ['Zone Read', 'DNS Read'];
    const provider = cloudflareProvider({ ...options(), parts: ['records'] }, hasty);
    const details = await write(provider, {
      ...(await state(provider)),
      'rrset:n.case.test./A': { ttlSeconds: 300, values: ['192.0.2.1'] },
    });
    double.knobs.permissions = null;
    expect(details).toEqual(['permission: The API token may not do this: it lacks "DNS Write" (DNS: Edit)']);
  });

  test('a wrong token is told without being shown', async () => {
    const read = await cloudflareProvider({ ...options(), token: 'wrong-secret-token' }, hasty).read(signal);
    expect(read.ok ? '' : read.error.message).toBe('Cloudflare does not know this API token');
  });

  test('a token is looked at before anything is planned with it', async () => {
    expect(await verifyToken(options(), hasty, signal)).toEqual({
      ok: true,
      value: { status: 'active', expiresOn: '2026-12-01T00:00:00Z' },
    });
  });

  test('the whole zone is read in under 40 requests, and every body was held against the contract', async () => {
    const before = double.calls();
    await state(whole());
    expect(double.calls() - before).toBeLessThan(40);
    expect(double.contract.checkedRequests).toBeGreaterThan(400);
    expect(double.contract.checkedAnswers).toBeGreaterThan(400);
  });
});

test.skipIf(missingContract !== null)(
  'the thousand-and-first request in five minutes waits for its turn',
  async () => {
    const waits: number[] = [];
    const still = {
      ...hasty.clock,
      monotonicMs: () => 1_000,
      sleep: async (ms: number) => void waits.push(ms),
    };
    const http = { request: async () => failure('refused', 'nobody listens') };
    const client = new CloudflareClient(options(), { http, clock: still });
    for (let n = 0; n < 1_001; n += 1) await client.call({ method: 'GET', path: '/zones', signal });
    expect(waits).toEqual([300_000]);
  },
);

test('a plan asks for exactly the permissions it needs', () => {
  const changes = ['rrset:www.case.test./A', 'setting:ssl', 'rule:redirect/x'].map((resource) => ({
    resource,
  }));
  expect(permissionsFor(changes).map(({ group }) => group)).toEqual([
    'Zone Read',
    'DNS Write',
    'Dynamic URL Redirects Write',
    'Zone Settings Write',
  ]);
});
