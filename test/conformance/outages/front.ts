import type { PlantedOutage } from './play.ts';
import { answers, cloudflare, everywhere, html, servers, slow, slowly } from './words.ts';

const edge4 = '89.187.162.20';
const edge6 = '2a02:6ea0:c700::20';
/** Routed nowhere in this world. */
const elsewhere = '203.0.114.9';

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

/** What stands between a visitor and the product. */
export const frontOutages: readonly PlantedOutage[] = [...dns, ...tls, ...edge];
