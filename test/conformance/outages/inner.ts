import type { PlantedOutage } from './play.ts';
import { answers, cloudflare, everywhere, html, slow, slowly } from './words.ts';

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

/** The product itself, what it needs, what was done to it, and ourselves. */
export const innerOutages: readonly PlantedOutage[] = [
  ...origin,
  ...databaseOutages,
  ...thirdParty,
  ...deploys,
  ...mail,
  ...own,
];
