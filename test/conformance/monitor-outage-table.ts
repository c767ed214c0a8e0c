import type { FilePlan } from '../../src/world/plan.ts';
import type { PlanEditor } from '../../src/world/plan-editor.ts';
import type { PlantedOutage } from './monitor-outage-play.ts';

const edge4 = '89.187.162.20';
const edge6 = '2a02:6ea0:c700::20';
/** Routed nowhere in this world. */
const elsewhere = '203.0.114.9';

const paths: Readonly<Record<string, readonly string[]>> = {
  '@': ['/'],
  api: ['/api/health', '/api/products'],
  checkout: ['/'],
};
type Answer = Partial<FilePlan> & { readonly body: string };
/** These hosts give this answer to whatever is watched. */
const answers =
  (hosts: readonly string[], answer: Answer) =>
  (world: PlanEditor): PlanEditor =>
    hosts.reduce(
      (all, host) => (paths[host] ?? []).reduce((next, path) => next.file(host, path, answer), all),
      world,
    );
const everywhere = ['@', 'api', 'checkout'];
const html = { type: 'text/html' };
const cloudflare = { server: 'cloudflare', 'cf-ray': '8f1b2c3d4e5f6a7b-FRA' };
const slowly =
  (hosts: readonly string[], latencyMs: number, headers: Readonly<Record<string, string>> = {}) =>
  (world: PlanEditor): PlanEditor =>
    hosts.reduce((all, host) => all.host(host, { latencyMs }).headers(host, headers), world);
const servers = (patch: Parameters<PlanEditor['nameServer']>[1]) => (world: PlanEditor) =>
  world.nameServer('ns1', patch).nameServer('ns2', patch);
const slow = { slowMs: 800 } as const;

const dns: readonly PlantedOutage[] = [
  {
    story: 'the record of the checkout was deleted',
    truth: 'dns',
    breaks: (world) => world.zone.remove('checkout'),
  },
  {
    story: 'the whole zone lost its addresses',
    truth: 'dns',
    breaks: (world) => world.zone.remove('@', 'A').zone.remove('@', 'AAAA'),
  },
  { story: 'both name servers refuse the zone', truth: 'dns', breaks: servers({ answers: 'REFUSED' }) },
  { story: 'both name servers are lame', truth: 'dns', breaks: servers({ answers: 'lame' }) },
  {
    story: 'both name servers fail',
    truth: 'dns',
    breaks: servers({ answers: 'SERVFAIL' }),
    deployedBefore: 4,
  },
  {
    story: 'the registry took the delegation away',
    truth: 'dns',
    breaks: (world) => world.zoneOf('shop').remove('harbormarket.shop.'),
  },
  {
    story: 'one name server says something else',
    truth: 'dns',
    breaks: (world) => world.zoneOn('ns2').replace('api', 'A', ['198.51.101.7']),
  },
  {
    story: 'the record was changed to a server that is not there',
    truth: 'dns',
    breaks: (world) => world.zone.replace('@', 'A', [elsewhere]).zone.remove('@', 'AAAA'),
    changed: 'dns',
  },
  {
    story: 'the API’s name is gone, minutes after a release',
    truth: 'dns',
    breaks: (world) => world.zone.remove('api'),
    deployedBefore: 3,
  },
];

const tls: readonly PlantedOutage[] = [
  ['the certificate of the checkout ran out', 'checkout.harbormarket.shop'],
  ['www shows the certificate of another name', 'www.harbormarket.shop'],
  ['the API sends no intermediate, after a release', 'api.harbormarket.shop', 6],
  ['the shop shows a certificate that is not valid yet', '//harbormarket.shop'],
].map(([story, host, deployedBefore]) => ({
  story: String(story),
  truth: 'tls',
  elsewhere: { world: 'certificates', hosts: [String(host)] },
  ...(typeof deployedBefore === 'number' ? { deployedBefore } : {}),
}));

const edge: readonly PlantedOutage[] = [
  {
    story: 'the edge itself answers 502',
    truth: 'edge',
    breaks: answers(everywhere, {
      ...html,
      status: 502,
      headers: cloudflare,
      body: '<center>cloudflare</center>',
    }),
  },
  {
    story: 'the edge takes visitors for attackers',
    truth: 'edge',
    breaks: answers(everywhere, {
      ...html,
      status: 403,
      headers: cloudflare,
      body: 'Attention Required! | Cloudflare',
    }),
    deployedBefore: 12,
  },
  {
    story: 'the edge limits the API too tightly',
    truth: 'edge',
    breaks: answers(['api'], { status: 429, headers: cloudflare, body: 'error code: 1015' }),
  },
  {
    story: 'the edge takes no connections',
    truth: 'edge',
    elsewhere: { world: 'closed', hosts: ['harbormarket.shop'] },
    edge: 'Breakwater',
  },
  {
    story: 'the edge takes connections and says nothing',
    truth: 'edge',
    elsewhere: { world: 'silent', hosts: ['harbormarket.shop'] },
    edge: 'Breakwater',
    timeoutMs: 1_500,
    watches: ['http-harbormarket.shop', 'dns-harbormarket.shop', 'payments', 'registry'],
  },
  {
    story: 'through the edge it fails, straight at the origin it works',
    truth: 'edge',
    watches: ['http-harbormarket.shop', 'straight-to-origin', 'dns-harbormarket.shop', 'payments'],
    breaks: (world) =>
      [edge4, edge6].reduce(
        (all, address) => all.address(address, { versions: { 'harbormarket.shop': { outage: 503 } } }),
        world,
      ),
  },
  {
    story: 'the edge is slow by its own account',
    truth: 'edge',
    ...slow,
    watches: ['http-harbormarket.shop', 'dns-harbormarket.shop', 'payments'],
    breaks: slowly(['@'], 1_100, { 'server-timing': 'edge;dur=1050, origin;dur=20' }),
  },
];

const origin: readonly PlantedOutage[] = [
  {
    story: 'nobody listens on the server',
    truth: 'origin',
    elsewhere: { world: 'closed', hosts: ['harbormarket.shop'] },
  },
  {
    story: 'nginx finds no application behind it',
    truth: 'origin',
    breaks: answers(everywhere, { ...html, status: 502, body: '<h1>502 Bad Gateway</h1><hr>nginx/1.24' }),
  },
  {
    story: 'the edge is refused by the origin',
    truth: 'origin',
    breaks: answers(everywhere, { ...html, status: 521, headers: cloudflare, body: 'Web server is down' }),
  },
  {
    story: 'the edge waits for the origin in vain',
    truth: 'origin',
    breaks: answers(everywhere, {
      ...html,
      status: 504,
      headers: { via: '1.1 varnish' },
      body: 'Gateway time-out',
    }),
  },
  {
    story: 'the application answers 503',
    truth: 'origin',
    breaks: (world) => world.host('@', { outage: 503 }),
  },
  {
    story: 'both ways to the origin fail',
    truth: 'origin',
    watches: ['http-harbormarket.shop', 'straight-to-origin', 'dns-harbormarket.shop', 'payments'],
    breaks: (world) => world.host('@', { outage: 500 }),
  },
  {
    story: 'the application hangs',
    truth: 'origin',
    breaks: slowly(['@'], 60_000),
    timeoutMs: 1_500,
    watches: ['http-harbormarket.shop', 'dns-harbormarket.shop', 'payments', 'registry'],
  },
  {
    story: 'the application has become slow',
    truth: 'origin',
    ...slow,
    watches: ['http-harbormarket.shop', 'dns-harbormarket.shop', 'payments'],
    breaks: slowly(['@'], 1_100),
  },
];

const databaseOutages: readonly PlantedOutage[] = [
  {
    story: 'the database takes no more connections',
    truth: 'database',
    breaks: answers(['api'], {
      status: 500,
      body: '{"error":"FATAL: remaining connection slots are reserved"}',
    }),
  },
  {
    story: 'the database is gone, and a release was half an hour ago',
    truth: 'database',
    breaks: answers(['api'], {
      status: 500,
      body: 'SQLSTATE[08006] could not connect to server: Connection refused',
    }),
    deployedBefore: 30,
  },
  {
    story: 'the health page says so',
    truth: 'database',
    watches: ['health-page', 'dns-api.harbormarket.shop', 'payments'],
    breaks: answers(['api'], { type: 'application/json', body: '{"status":"degraded","database":"down"}' }),
  },
  {
    story: 'its port is closed, the API fails',
    truth: 'database',
    watches: ['route-get-api-products', 'database', 'dns-api.harbormarket.shop', 'payments'],
    breaks: answers(['api'], { status: 500, body: '{"error":"internal"}' }),
    isDatabaseClosed: true,
  },
  {
    story: 'queries have become slow',
    truth: 'database',
    ...slow,
    watches: ['route-get-api-products', 'dns-api.harbormarket.shop', 'payments'],
    breaks: slowly(['api'], 1_100, { 'server-timing': 'db;dur=1050, render;dur=12' }),
  },
];

const thirdParty: readonly PlantedOutage[] = [
  {
    story: 'the payment provider fails',
    truth: 'third-party',
    breaks: (world) => world.host('api.pennyworthpay.com.', { outage: 503 }),
  },
  {
    story: 'the payment provider is not found any more',
    truth: 'third-party',
    breaks: (world) => world.zoneOf('pennyworthpay.com').remove('api'),
  },
  {
    story: 'the checkout names the payment provider',
    truth: 'third-party',
    breaks: answers(['checkout'], { status: 502, body: 'Stripe: service unavailable. Nothing was charged.' }),
  },
  {
    story: 'nobody can pay',
    truth: 'third-party',
    watches: ['journey-checkout'],
    elsewhere: { world: 'services', hosts: 'all' },
  },
];

const deploys: readonly PlantedOutage[] = [
  {
    story: 'the release throws',
    truth: 'deploy',
    breaks: answers(['@'], { status: 500, body: 'Internal Server Error' }),
    deployedBefore: 3,
  },
  {
    story: 'the release lost the start page’s text',
    truth: 'deploy',
    watches: ['start-page', 'dns-harbormarket.shop', 'payments'],
    breaks: (world) => world.rewrite('@', 'Harbor Market', 'undefined'),
    deployedBefore: 5,
  },
  {
    story: 'the release forgot the API’s routes',
    truth: 'deploy',
    breaks: answers(['api'], { status: 404, body: '{"error":"not_found"}' }),
    deployedBefore: 8,
  },
  {
    story: 'the release does not start',
    truth: 'deploy',
    elsewhere: { world: 'closed', hosts: ['harbormarket.shop'] },
    deployedBefore: 1,
  },
  {
    story: 'a changed setting breaks the shop',
    truth: 'deploy',
    breaks: answers(['@'], { status: 500, body: 'Configuration error' }),
    changed: 'config',
  },
];

const mail: readonly PlantedOutage[] = [
  {
    story: 'the SPF record was deleted',
    truth: 'mail',
    watches: ['spf', 'dns-harbormarket.shop'],
    breaks: (world) => world.zone.remove('@', 'TXT'),
  },
  {
    story: 'the DMARC record was deleted',
    truth: 'mail',
    watches: ['dmarc', 'dns-harbormarket.shop'],
    breaks: (world) => world.zone.remove('_dmarc', 'TXT'),
  },
  {
    story: 'mail has nowhere to go',
    truth: 'mail',
    watches: ['mx', 'dns-harbormarket.shop'],
    breaks: (world) => world.zone.remove('@', 'MX'),
  },
];

const own: readonly PlantedOutage[] = [
  {
    story: 'our own line is cut, and no other address tells us',
    truth: 'own-network',
    ownLine: 'cut unseen',
  },
  { story: 'our own line is cut', truth: 'own-network', ownLine: 'cut' },
];

export const plantedOutages: readonly PlantedOutage[] = [
  ...dns,
  ...tls,
  ...edge,
  ...origin,
  ...databaseOutages,
  ...thirdParty,
  ...deploys,
  ...mail,
  ...own,
];
