import type { UnixMs } from '../../model/brand.ts';
import type { AppPlan, MailServerPlan, NameServerPlan, WorldPlan, ZonePlan } from '../plan.ts';
import { addresses } from './addresses.ts';
import { certificatePlan, healthyHosts } from './hosts.ts';
import { productZones } from './product-zones.ts';
import { publicZones } from './public-zones.ts';

const domain = 'harbormarket.shop';

/** The healthy twin: a launch-ready shop in which no check should find anything. */
export function healthyPlan(now: UnixMs): WorldPlan {
  const products = productZones();
  const publicOnes = publicZones(products.map((zone) => zone.name).filter((name) => name !== domain));
  const zones = [...publicOnes, ...products];
  const hosts = healthyHosts();
  const mailServers = healthyMailServers();
  const certified = [...hosts.map((host) => host.name), ...mailServers.map((server) => server.name)];
  return {
    domain,
    now,
    zones: byName(zones),
    nameServers: byName(nameServersFor(publicOnes, zones)),
    certificates: Object.fromEntries(certified.map((name) => [name, certificatePlan([name])])),
    hosts: byName(hosts),
    addresses: {},
    mailServers: byName(mailServers),
    mailSender: {
      from: `Harbor Market <hello@${domain}>`,
      envelopeDomain: domain,
      address: addresses.mailOut[0],
      heloName: 'out1.paperboatmail.com',
      dkim: { domain, selector: 'pb1', keyBits: 2048, signsWith: 'published' },
      hasPlainText: true,
      linkOrigin: `https://${domain}`,
      dropped: [],
    },
    registration: {
      registrar: 'Tideline Registrar Ltd.',
      registeredDaysAgo: 800,
      expiresInDays: 295,
      statuses: ['active', 'client transfer prohibited', 'client delete prohibited'],
      nameServers: [`ns1.${domain}`, `ns2.${domain}`],
      isDnssecSigned: true,
      outage: null,
    },
    app: healthyApp,
    payment: { delayMs: 0, isDown: false, signsWebhooks: true },
    backends: {
      tables: {},
      database: { isOpen: false, entries: [] },
      collections: {},
      buckets: {},
      searchKeyRights: ['search'],
    },
    declared: { sections: {}, hosts: {} },
  };
}

const byName = <T extends { readonly name: string }>(list: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(list.map((one) => [one.name, one]));

/** A name server without faults. */
export const nameServerPlan = (
  name: string,
  pair: readonly string[],
  zones: readonly string[],
): NameServerPlan => ({
  name,
  addresses: pair,
  zones,
  udp: 'open',
  tcp: 'open',
  answers: 'normal',
  hasEdns: true,
  allowsTransfer: false,
  isRecursive: false,
  latencyMs: 0,
  versions: {},
});

function nameServersFor(
  publicOnes: readonly ZonePlan[],
  zones: readonly ZonePlan[],
): readonly NameServerPlan[] {
  const registries = publicOnes.map((zone) => zone.name).filter((name) => name !== '.');
  const others = zones.map((zone) => zone.name).filter((name) => !registries.includes(name));
  const thirdParties = others.filter((name) => name !== domain && name !== '.');
  return [
    nameServerPlan('a.root-servers.net', addresses.root, ['.']),
    nameServerPlan('a.registry-servers.net', addresses.registry, registries),
    nameServerPlan(`ns1.${domain}`, addresses.shopDnsOne, [domain]),
    nameServerPlan(`ns2.${domain}`, addresses.shopDnsTwo, [domain]),
    nameServerPlan('ns1.thirdparty-dns.net', addresses.thirdPartyDns, thirdParties),
  ];
}

const healthyMailServers = (): readonly MailServerPlan[] =>
  [
    { name: 'mx1.paperboatmail.com', addresses: addresses.mailOne },
    { name: 'mx2.paperboatmail.com', addresses: addresses.mailTwo },
    { name: 'mx.seedpost.net', addresses: addresses.seedMail },
  ].map((server) => ({
    ...server,
    port: 'open',
    banner: server.name,
    hasStartTls: true,
    certificate: server.name,
    refusal: null,
  }));

const healthyApp: AppPlan = {
  version: '1.4.2',
  commit: '9f2c1e7',
  showsStackTraces: false,
  checksWebhookSignature: true,
  assistantWeaknesses: [],
  mistakes: [],
  limitsRate: true,
  requestsPerMinute: 30,
  adminNeedsLogin: true,
  cookie: { isSecure: true, isHttpOnly: true, sameSite: 'Lax' },
  cors: 'own-origin',
  unknownPathStatus: 404,
  isIndexed: true,
  canonicalOrigin: `https://${domain}`,
  hasHashedAssets: true,
  waitsForPayment: false,
  hasSlowFeed: false,
  apiDelayMs: 0,
  apiTokens: {},
  checksOwner: true,
  extraHead: '',
  extraScript: '',
  robots: null,
  securityTxtExpiresInDays: 180,
};
