import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { Json } from '../../src/model/json.ts';
import { snapshotOf } from '../../src/protocols/edge/state.ts';
import type { Resources } from '../../src/protocols/edge/state.ts';
import { cloudflareProvider } from '../../src/providers/cloudflare/provider.ts';
import { verifyToken } from '../../src/providers/cloudflare/token.ts';
import { missingContract } from '../conformance/cloudflare-double/contract.ts';
import { startCloudflareDouble } from '../conformance/cloudflare-double/server.ts';
import type { CloudflareDouble, LoggedCall } from '../conformance/cloudflare-double/server.ts';
import { changesBetween } from '../conformance/provider/run-case.ts';

/**
 * FIX-3: Cloudflare's own client against the same double, operation by operation: what we send is what it sends, what it reads
 * is what we read. Loaded under a name the compiler does not follow: its types alone are thousands of files.
 */
const packageName: string = 'cloudflare';
type Call = (...given: readonly unknown[]) => Promise<unknown>;
interface OfficialClient {
  readonly user: { readonly tokens: { readonly verify: Call } };
  readonly zones: { readonly list: Call; readonly settings: { readonly get: Call; readonly edit: Call } };
  readonly dns: {
    readonly records: { readonly list: Call; readonly batch: Call };
    readonly dnssec: { readonly get: Call; readonly edit: Call };
  };
  readonly rulesets: {
    readonly phases: { readonly get: Call; readonly update: Call; readonly versions: { readonly get: Call } };
  };
  readonly ssl: { readonly universal: { readonly settings: { readonly get: Call; readonly edit: Call } } };
  readonly botManagement: { readonly get: Call; readonly update: Call };
}

const zone = 'case.test';
const signal = new AbortController().signal;
const outside = await openRealOutside({ isPrivateNetworkAllowed: true });
let ours: CloudflareDouble;
let theirs: CloudflareDouble;
let client: OfficialClient;

beforeAll(async () => {
  if (missingContract !== null) return;
  [ours, theirs] = [await startCloudflareDouble(zone), await startCloudflareDouble(zone)];
  const loaded = (await import(packageName)) as {
    readonly default: new (options: object) => OfficialClient;
  };
  client = new loaded.default({ apiToken: theirs.knobs.token, baseURL: theirs.baseUrl, maxRetries: 0 });
}, 60_000);
afterAll(async () => {
  if (missingContract === null) await Promise.all([ours.close(), theirs.close()]);
  await outside[Symbol.asyncDispose]();
});

const options = (double: CloudflareDouble): Parameters<typeof cloudflareProvider>[0] => ({
  zone,
  token: double.knobs.token,
  baseUrl: double.baseUrl,
});

async function stateOf(double: CloudflareDouble): Promise<Resources> {
  const read = await cloudflareProvider(options(double), outside).read(signal);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.resources;
}

/** What was asked and answered meanwhile; looking up the zone's id belongs to neither. */
async function logged(
  double: CloudflareDouble,
  work: () => Promise<unknown>,
): Promise<readonly LoggedCall[]> {
  const log: LoggedCall[] = [];
  double.knobs.log = log;
  await work();
  double.knobs.log = null;
  return log.filter(({ path }) => !path.startsWith('/zones?'));
}

const asked = ({ method, path, body }: LoggedCall): unknown => {
  const url = new URL(path, 'http://double');
  return [method, url.pathname, Object.fromEntries(url.searchParams), body ?? null];
};

/** Writes through our provider, then the same through the official client; only what writes is compared. */
async function writes(wanted: Resources, official: (zoneId: string) => Promise<unknown>): Promise<void> {
  const before = await stateOf(ours);
  const provider = cloudflareProvider(options(ours), outside);
  const changes = changesBetween('cloudflare', before, { ...before, ...wanted });
  const sent = await logged(ours, async () => {
    const written = await provider.write(changes, signal);
    expect(written.ok && written.value.map(({ outcome }) => outcome)).toEqual(changes.map(() => 'done'));
  });
  const expected = await logged(theirs, () => official(theirs.zone.id));
  const isWrite = ({ method }: LoggedCall): boolean => method !== 'GET';
  expect(sent.filter(isWrite).map(asked)).toEqual(expected.filter(isWrite).map(asked));
  expect(sent.filter(isWrite).length).toBeGreaterThan(0);
  expect(snapshotOf(await stateOf(theirs)), 'the same zone afterwards').toBe(snapshotOf(await stateOf(ours)));
}

const records = {
  'rrset:www.case.test./A': { ttlSeconds: 300, values: ['192.0.2.1', '192.0.2.2'] },
  'rrset:case.test./MX': { ttlSeconds: 'auto', values: ['10 mail.example.net.'] },
  'rrset:case.test./TXT': { ttlSeconds: 300, values: ['"v=spf1 -all"'] },
  'rrset:case.test./CAA': { ttlSeconds: 300, values: ['0 issue "letsencrypt.org"'] },
  'rrset:_sip._tcp.case.test./SRV': { ttlSeconds: 300, values: ['1 2 5060 sip.example.net.'] },
  'rrset:shop.case.test./CNAME': { ttlSeconds: 'auto', values: ['case.test.'], isProxied: true },
} as const satisfies Resources;
const posts = [
  {
    type: 'SRV',
    name: '_sip._tcp.case.test',
    ttl: 300,
    data: { priority: 1, weight: 2, port: 5060, target: 'sip.example.net' },
  },
  { type: 'CAA', name: zone, ttl: 300, data: { flags: 0, tag: 'issue', value: 'letsencrypt.org' } },
  { type: 'MX', name: zone, ttl: 1, priority: 10, content: 'mail.example.net' },
  { type: 'TXT', name: zone, ttl: 300, content: '"v=spf1 -all"' },
  { type: 'CNAME', name: 'shop.case.test', ttl: 1, proxied: true, content: zone },
  { type: 'A', name: 'www.case.test', ttl: 300, proxied: false, content: '192.0.2.1' },
  { type: 'A', name: 'www.case.test', ttl: 300, proxied: false, content: '192.0.2.2' },
];

const head = { title: 't', isEnabled: true, match: { paths: ['/x'] } };
const apiHead = { description: 't', enabled: true, expression: '(http.request.uri.path eq "/x")' };
/** Our value of a rule, and the rule as the API reference has it. */
const rules: readonly (readonly [family: string, phase: string, value: Json, rule: object])[] = [
  [
    'redirect',
    'http_request_dynamic_redirect',
    { ...head, to: { host: zone, path: '/y' }, status: 301, keepsQuery: true },
    {
      action: 'redirect',
      action_parameters: {
        from_value: {
          status_code: 301,
          preserve_query_string: true,
          target_url: { value: 'https://case.test/y' },
        },
      },
    },
  ],
  [
    'cache',
    'http_request_cache_settings',
    { ...head, edge: 7_200, browser: 'origin' },
    {
      action: 'set_cache_settings',
      action_parameters: {
        cache: true,
        edge_ttl: { mode: 'override_origin', default: 7_200 },
        browser_ttl: { mode: 'respect_origin' },
      },
    },
  ],
  [
    'response-headers',
    'http_response_headers_transform',
    { ...head, set: { 'X-Frame-Options': 'DENY' }, remove: ['X-Powered-By'] },
    {
      action: 'rewrite',
      action_parameters: {
        headers: {
          'X-Frame-Options': { operation: 'set', value: 'DENY' },
          'X-Powered-By': { operation: 'remove' },
        },
      },
    },
  ],
  [
    'rate-limit',
    'http_ratelimit',
    { ...head, requests: 20, perSeconds: 10, blockSeconds: 10 },
    {
      action: 'block',
      ratelimit: {
        characteristics: ['ip.src', 'cf.colo.id'],
        period: 10,
        requests_per_period: 20,
        mitigation_timeout: 10,
      },
    },
  ],
  ['waf', 'http_request_firewall_custom', { ...head, action: 'challenge' }, { action: 'managed_challenge' }],
];

const settings: readonly (readonly [resource: string, value: Json, id: string, raw: unknown])[] = [
  ['setting:ssl', 'strict', 'ssl', 'strict'],
  ['setting:always-https', true, 'always_use_https', 'on'],
  ['setting:browser-cache-seconds', 0, 'browser_cache_ttl', 0],
  [
    'setting:hsts',
    { maxAgeSeconds: 300, includesSubdomains: false, isPreload: false, hasNosniff: true },
    'security_header',
    {
      strict_transport_security: {
        enabled: true,
        max_age: 300,
        include_subdomains: false,
        preload: false,
        nosniff: true,
      },
    },
  ],
];

if (missingContract !== null) test('Cloudflare is not tried', ({ skip }) => skip(missingContract ?? ''));

describe.skipIf(missingContract !== null)('the official client agrees', () => {
  test('records: one batch that posts, one that puts and deletes', async () => {
    await writes(records, (zone_id) => client.dns.records.batch({ zone_id, posts }));
    const held = theirs.zone.records;
    const idOf = (type: string, content: string): string | undefined =>
      held.find((record) => record.type === type && record.content === content)?.id;
    const next = { ttlSeconds: 60, values: ['192.0.2.2', '192.0.2.3'] };
    await writes({ 'rrset:www.case.test./A': next }, (zone_id) => {
      const www = { name: 'www.case.test', type: 'A', ttl: 60, proxied: false };
      return client.dns.records.batch({
        zone_id,
        deletes: [{ id: idOf('A', '192.0.2.1') }],
        puts: [{ id: idOf('A', '192.0.2.2'), ...www, content: '192.0.2.2' }],
        posts: [{ ...www, content: '192.0.2.3' }],
      });
    });
  });

  test.each(rules)('a %s rule: dry run, then the phase', async (family, phase, value, rule) => {
    await writes({ [`rule:${family}/lr-x`]: value }, async (zone_id) => {
      const body = { zone_id, rules: [{ ref: 'lr-x', ...apiHead, ...rule }] };
      await client.rulesets.phases.update(phase, { ...body, dry_run: true });
      await client.rulesets.phases.update(phase, body);
    });
  });

  test.each(settings)('%s', async (resource, value, id, raw) => {
    await writes({ [resource]: value }, (zone_id) => client.zones.settings.edit(id, { zone_id, value: raw }));
  });

  test('DNSSEC, the certificate of the edge, bots', async () => {
    await writes({ dnssec: true }, (zone_id) => client.dns.dnssec.edit({ zone_id, status: 'active' }));
    await writes({ 'universal-ssl': false }, (zone_id) =>
      client.ssl.universal.settings.edit({ zone_id, enabled: false }),
    );
    await writes({ bots: { fightMode: true } }, (zone_id) =>
      client.botManagement.update({ zone_id, fight_mode: true }),
    );
  });

  test('reading everything: the same questions, the same answers', async () => {
    const zone_id = theirs.zone.id;
    const sent = await logged(ours, () => stateOf(ours));
    const expected = await logged(theirs, async () => {
      await client.dns.records.list({ zone_id, per_page: 500, page: 1 });
      for (const { path } of sent) {
        const setting = /\/settings\/(\w+)$/.exec(path)?.[1];
        if (setting !== undefined && !path.includes('/ssl/'))
          await client.zones.settings.get(setting, { zone_id });
        const phase = /phases\/(\w+)\//.exec(path)?.[1];
        if (phase !== undefined) await client.rulesets.phases.get(phase, { zone_id });
      }
      await client.dns.dnssec.get({ zone_id });
      await client.ssl.universal.settings.get({ zone_id });
      await client.botManagement.get({ zone_id });
    });
    expect(sent.map(asked)).toEqual(expected.map(asked));
    expect(sent.map(({ answer }) => answer)).toEqual(expected.map(({ answer }) => answer));
    expect(sent.length).toBeGreaterThan(25);
  });

  test('finding the zone, proving the token, an older version of a phase', async () => {
    expect(await client.user.tokens.verify()).toMatchObject({ status: 'active' });
    expect(await verifyToken(options(ours), outside, signal)).toMatchObject({ ok: true });
    expect(await client.zones.list({ name: zone })).toMatchObject({ result: [{ id: theirs.zone.id }] });
    const phase = 'http_request_firewall_custom';
    expect(
      await client.rulesets.phases.versions.get('1', { zone_id: theirs.zone.id, ruleset_phase: phase }),
    ).toMatchObject({ version: '1', rules: [{ ref: 'lr-x' }] });
  });

  test('what it is refused it calls by the same name', async () => {
    const zone_id = theirs.zone.id;
    await expect(client.zones.settings.edit('polish', { zone_id, value: 'lossy' })).rejects.toMatchObject({
      status: 400,
    });
    theirs.knobs.permissions = ['Zone Read'];
    await expect(client.dns.records.list({ zone_id })).rejects.toMatchObject({ status: 403 });
    theirs.knobs.permissions = null;
    theirs.knobs.requestsLeft = 0;
    await expect(client.dns.records.list({ zone_id })).rejects.toMatchObject({ status: 429 });
  });
});
