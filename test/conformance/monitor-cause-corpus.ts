import { unixMs } from '../../src/model/brand.ts';
import type { CauseKind, DeployMarker, Monitor, Probe, Sample } from '../../src/model/monitor.ts';
import type {
  CauseEvidence,
  InsideEvidence,
  OtherMonitor,
  RecentChange,
} from '../../src/monitor/cause/evidence.ts';
import dns from '../../src/monitor/probes/dns.ts';
import domain from '../../src/monitor/probes/domain.ts';
import http from '../../src/monitor/probes/http.ts';
import journey from '../../src/monitor/probes/journey.ts';
import mail from '../../src/monitor/probes/mail.ts';
import tcp from '../../src/monitor/probes/tcp.ts';
import tls from '../../src/monitor/probes/tls.ts';
import { ok } from '../../src/model/outside.ts';
import { fakeDns } from '../../src/outside/fake/dns.ts';
import type { FakeAnswer } from '../../src/outside/fake/http.ts';
import type { FakeOutsideOptions } from '../../src/outside/fake/outside.ts';
import { probeOnce } from './monitor-probing.ts';
import { monitorOf, sampleOf, start } from './monitor-simulation.ts';

/** One planted outage: what the probes meet, what else is known, and what it really was. */
export interface Outage {
  readonly story: string;
  readonly truth: CauseKind;
  readonly probe: Probe;
  readonly monitor?: Partial<Monitor>;
  readonly world?: NonNullable<Parameters<typeof probeOnce>[2]>;
  readonly lastGood?: Partial<Sample>;
  readonly edge?: string;
  readonly others?: readonly OtherMonitor[];
  readonly deploys?: readonly DeployMarker[];
  readonly changes?: readonly RecentChange[];
  readonly inside?: InsideEvidence;
}

const shop = 'https://shop.example/';
const web = (answer: FakeAnswer): FakeOutsideOptions => ({ http: { [shop]: answer } });
const ago = (minutes: number) => unixMs(start - minutes * 60_000);
const deploy = (minutes: number): DeployMarker => ({
  id: 'd',
  at: ago(minutes),
  version: '1.4.2',
  environment: 'production',
  by: 'tom',
  url: null,
  note: null,
});
const other = (
  monitor: Partial<Monitor>,
  sample: Partial<Sample> & Pick<Sample, 'outcome'>,
): OtherMonitor => ({
  monitor: monitorOf({ id: 'other', title: monitor.title ?? 'Other', ...monitor }),
  sample: { ...sampleOf(sample.outcome), ...sample },
});
const zone = {
  'shop.example': { NS: ['ns1.host.example'], A: ['192.0.2.10'] },
  'ns1.host.example': { A: ['192.0.2.53'] },
};
const span = (
  kind: 'database' | 'http-client',
  name: string,
  [p95Ms, beforeP95Ms]: readonly [number, number],
) => ({
  errors: [],
  spans: [{ kind, name, p95Ms, beforeP95Ms, errorShare: 0 }],
});
const bypass = (outcome: Sample['outcome']): OtherMonitor =>
  other({ title: 'Origin directly', target: shop, options: { address: '192.0.2.10' } }, { outcome });
const cut = (id: string, target: string): OtherMonitor =>
  other(
    { id, title: id, target },
    { outcome: 'down', layer: 'connect', code: 'timed-out', message: 'no answer in time' },
  );
const slow = (totalMs: number, headers: Record<string, string> = {}): FakeAnswer => ({ totalMs, headers });
const steps = (message: string, code = 'http-500') => ({
  context: {
    journeys: {
      run: async () => ({ isGood: false, tookMs: 900, failedStep: 'pay', code, message, evidence: [] }),
    },
  },
});
const arrives = (failedAuthentication: readonly string[], folder = 'INBOX') => ({
  context: {
    mailFlow: {
      send: async () => ok({ token: 't' }),
      wait: async () => ok({ folder, failedAuthentication }),
    },
  },
});
const rdap = (body: object): FakeOutsideOptions => ({
  env: { LAUNCH_READY_RDAP: 'https://rdap.example/' },
  http: {
    'https://rdap.example/domain/shop.example': {
      body: JSON.stringify({ objectClassName: 'domain', ...body }),
    },
  },
});
const certificate = (authorizationError: string): FakeOutsideOptions =>
  web({ tls: { isAuthorized: false, authorizationError } });

export const outages: readonly Outage[] = [
  {
    story: 'the A record was deleted',
    truth: 'dns',
    probe: dns,
    monitor: { target: 'shop.example', kind: 'dns' },
    world: { dns: fakeDns({ ...zone, 'shop.example': { NS: ['ns1.host.example'] } }) },
  },
  {
    story: 'the record points elsewhere',
    truth: 'dns',
    probe: dns,
    monitor: { target: 'shop.example', kind: 'dns', options: { values: ['192.0.2.99'] } },
    world: { dns: fakeDns(zone) },
  },
  {
    story: 'the only name server is lame',
    truth: 'dns',
    probe: dns,
    monitor: { target: 'shop.example', kind: 'dns' },
    world: { dns: fakeDns(zone, { failures: { 'shop.example': 'SERVFAIL' } }) },
  },
  { story: 'the page’s name is gone', truth: 'dns', probe: http, world: web({ error: 'name-not-found' }) },
  {
    story: 'the zone fails right after a deploy',
    truth: 'dns',
    probe: http,
    world: web({ error: 'dns-failure' }),
    deploys: [deploy(5)],
  },
  {
    story: 'the record was changed to a dead server',
    truth: 'dns',
    probe: http,
    world: web({ error: 'refused' }),
    changes: [{ at: ago(20), kind: 'dns', what: 'the A record of shop.example' }],
    others: [
      other(
        { kind: 'dns', title: 'shop.example A', target: 'shop.example' },
        { outcome: 'down', layer: 'dns', code: 'dns-unexpected', message: 'shop.example A is 203.0.113.9' },
      ),
    ],
  },
  {
    story: 'the domain ran out',
    truth: 'dns',
    probe: domain,
    monitor: { target: 'shop.example', kind: 'domain' },
    world: rdap({ status: ['server hold'] }),
  },
  { story: 'the certificate expired', truth: 'tls', probe: http, world: certificate('CERT_HAS_EXPIRED') },
  {
    story: 'a certificate for another name',
    truth: 'tls',
    probe: http,
    world: certificate('ERR_TLS_CERT_ALTNAME_INVALID'),
  },
  {
    story: 'the intermediate is missing, after a deploy',
    truth: 'tls',
    probe: http,
    world: certificate('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    deploys: [deploy(8)],
  },
  {
    story: 'the certificate of the checkout host',
    truth: 'tls',
    probe: tls,
    monitor: { target: '192.0.2.1', kind: 'tls' },
    world: { tls: { '*': { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' } } },
  },
  {
    story: 'the origin’s certificate behind Cloudflare',
    truth: 'tls',
    probe: http,
    world: web({ status: 526, headers: { server: 'cloudflare', 'cf-ray': 'x' } }),
  },
  {
    story: 'the edge itself is broken',
    truth: 'edge',
    probe: http,
    world: web({ status: 500, headers: { server: 'cloudflare' }, body: '<center>cloudflare</center>' }),
  },
  {
    story: 'the edge refuses while the origin is well',
    truth: 'edge',
    probe: http,
    world: web({ status: 503, headers: { via: '1.1 edge' } }),
    others: [bypass('up')],
  },
  {
    story: 'the firewall of the edge blocks visitors',
    truth: 'edge',
    probe: http,
    world: web({
      status: 403,
      headers: { server: 'cloudflare', 'cf-ray': 'x' },
      body: 'Attention Required! Sorry, you have been blocked',
    }),
  },
  {
    story: 'the edge does not take connections',
    truth: 'edge',
    probe: http,
    world: web({ error: 'timed-out' }),
    edge: 'Cloudflare',
    others: [bypass('up')],
  },
  {
    story: 'the edge is slow by its own account',
    truth: 'edge',
    probe: http,
    monitor: { slowMs: 1000 },
    world: web(slow(4000, { 'server-timing': 'edge;dur=3600, origin;dur=90' })),
    lastGood: { phases: { dnsMs: 1, connectMs: 1, tlsMs: 1, firstByteMs: 120, bodyMs: 1 } },
  },
  {
    story: 'the rate limit of the edge is too tight',
    truth: 'edge',
    probe: http,
    world: web({ status: 429, headers: { via: '1.1 varnish', 'x-served-by': 'cache-fra1' } }),
  },
  { story: 'the server is off', truth: 'origin', probe: http, world: web({ error: 'refused' }) },
  {
    story: 'the application died behind nginx',
    truth: 'origin',
    probe: http,
    world: web({ status: 502, headers: { server: 'nginx' }, body: '<h1>502 Bad Gateway</h1>' }),
  },
  {
    story: 'Cloudflare cannot connect to the origin',
    truth: 'origin',
    probe: http,
    world: web({ status: 521, headers: { server: 'cloudflare' } }),
  },
  {
    story: 'the origin is slow behind Cloudflare',
    truth: 'origin',
    probe: http,
    world: web({ status: 524, headers: { server: 'cloudflare' } }),
  },
  {
    story: 'the edge waits for an origin that is down',
    truth: 'origin',
    probe: http,
    world: web({ status: 504, headers: { via: '1.1 edge' } }),
    others: [bypass('down')],
  },
  {
    story: 'the disk of the server is full',
    truth: 'origin',
    probe: http,
    world: web({ status: 500, body: 'ENOSPC: no space left on device' }),
  },
  {
    story: 'the database takes no more connections',
    truth: 'database',
    probe: http,
    world: web({ status: 500, body: 'Error: remaining connection slots are reserved' }),
  },
  {
    story: 'the health page reports the database',
    truth: 'database',
    probe: http,
    monitor: { options: { json: { 'database.ok': true } } },
    world: web({ body: '{"database":{"ok":false}}' }),
  },
  {
    story: 'the port of the database is closed',
    truth: 'database',
    probe: http,
    world: web({ status: 500 }),
    others: [
      other(
        { kind: 'tcp', title: 'PostgreSQL', target: 'db.shop.example:5432' },
        { outcome: 'down', layer: 'connect', code: 'connect-refused' },
      ),
    ],
  },
  {
    story: 'queries have become slow',
    truth: 'database',
    probe: http,
    monitor: { slowMs: 1000 },
    world: web(slow(3000)),
    inside: span('database', 'select orders', [2600, 40]),
  },
  {
    story: 'the server says the time went into the database',
    truth: 'database',
    probe: http,
    monitor: { slowMs: 1000 },
    world: web(slow(2500, { 'server-timing': 'db;dur=2300' })),
  },
  {
    story: 'the payment provider is slow',
    truth: 'third-party',
    probe: http,
    monitor: { slowMs: 1000 },
    world: web(slow(5000)),
    inside: span('http-client', 'api.pay.example', [4700, 200]),
  },
  {
    story: 'the payment provider is down and says so',
    truth: 'third-party',
    probe: journey,
    monitor: { kind: 'journey', target: 'buy' },
    world: steps('Payment provider unavailable', 'text-present'),
  },
  {
    story: 'the login service that is depended on is down',
    truth: 'third-party',
    probe: journey,
    monitor: { kind: 'journey', target: 'https://shop.example/login', dependsOn: ['login'] },
    world: steps('The server answered 500'),
    others: [
      other(
        { id: 'login', title: 'Login service', target: 'https://login.idp.test/' },
        { outcome: 'down', message: 'The server answered 503' },
      ),
    ],
  },
  {
    story: 'the release does not start',
    truth: 'deploy',
    probe: http,
    world: web({ status: 502, headers: { server: 'nginx' } }),
    deploys: [deploy(3)],
  },
  {
    story: 'the release breaks a page',
    truth: 'deploy',
    probe: http,
    monitor: { options: { text: 'Add to cart' } },
    world: web('Welcome'),
    deploys: [deploy(6)],
  },
  {
    story: 'the release throws',
    truth: 'deploy',
    probe: http,
    world: web({ status: 500 }),
    deploys: [deploy(2)],
    inside: {
      spans: [],
      errors: [{ title: 'TypeError: x is undefined', count: 40, before: 0, isNew: true }],
    },
  },
  {
    story: 'the release breaks the checkout, half an hour later',
    truth: 'deploy',
    probe: journey,
    monitor: { kind: 'journey', target: 'buy' },
    world: steps('The server answered 500'),
    deploys: [deploy(28)],
  },
  {
    story: 'SPF and DMARC fail',
    truth: 'mail',
    probe: mail,
    monitor: { kind: 'mail', target: 'welcome' },
    world: arrives(['spf', 'dmarc']),
    deploys: [deploy(15)],
  },
  {
    story: 'mail lands in the junk folder',
    truth: 'mail',
    probe: mail,
    monitor: { kind: 'mail', target: 'welcome' },
    world: arrives([], 'Junk'),
  },
  {
    story: 'our own uplink is gone',
    truth: 'own-network',
    probe: http,
    world: web({ error: 'timed-out' }),
    others: [
      cut('a', 'https://one.test/'),
      cut('b', 'https://two.test/'),
      cut('c', 'https://api.shop.example/'),
    ],
  },
  {
    story: 'a port that nobody answers behind a deploy of something else long ago',
    truth: 'origin',
    probe: tcp,
    monitor: { kind: 'tcp', target: '192.0.2.10:443' },
    world: {},
    deploys: [deploy(300)],
  },
];

/** What the watch would know about an outage: the probe is really run in a world made of the story. */
export async function evidenceOf(outage: Outage): Promise<CauseEvidence> {
  const monitor = monitorOf({ kind: outage.probe.kind, target: shop, ...outage.monitor });
  const { outside: _outside, ...sample } = await probeOnce(outage.probe, monitor, outage.world);
  return {
    monitor,
    failures: [sample, sample],
    lastGood: outage.lastGood === undefined ? null : sampleOf('up', outage.lastGood),
    edge: outage.edge ?? null,
    isForeign: false,
    startedAt: unixMs(start),
    others: outage.others ?? [],
    deploys: outage.deploys ?? [],
    changes: outage.changes ?? [],
    inside: outage.inside ?? null,
  };
}
