import { reverseNameOf } from '../../protocols/dns/address.ts';
import type { ZonePlan } from '../plan.ts';
import { addresses } from './addresses.ts';
import { zoneFrom } from './zone-text.ts';

const soa = (server: string): string =>
  `@ SOA ${server}. hostmaster.registry-servers.net. 2026112201 14400 3600 1209600 3600`;
const registry = 'a.registry-servers.net';
const [registryV4, registryV6] = addresses.registry;
const [thirdV4, thirdV6] = addresses.thirdPartyDns;
const registryGlue = `
  ${registry}. A ${registryV4}
  ${registry}. AAAA ${registryV6}`;

const firstTopLevels = ['shop', 'com', 'net', 'org'];
const reverse = ['in-addr.arpa', 'ip6.arpa'];

/**
 * Root, top-level domains and reverse zones.
 * @param thirdParties domains delegated to the third parties' name server
 */
export function publicZones(thirdParties: readonly string[]): readonly ZonePlan[] {
  const topLevels = [...new Set([...firstTopLevels, ...thirdParties.map(topLevelOf)])];
  return [
    rootZone([...topLevels, ...reverse]),
    ...topLevels.map((name) => topLevel(name, thirdParties)),
    zoneFrom('registry-servers.net', `${soa(registry)}\n@ NS ${registry}.\n${registryGlue}`),
    ...reverseZones(),
  ];
}

const rootZone = (topLevels: readonly string[]): ZonePlan =>
  zoneFrom(
    '.',
    `
    ${soa('a.root-servers.net')}
    @ 518400 NS a.root-servers.net.
    a.root-servers.net. A ${addresses.root[0]}
    a.root-servers.net. AAAA ${addresses.root[1]}
    ${topLevels.map((name) => `${name} 172800 NS ${registry}.`).join('\n')}
    ${registryGlue}`,
    true,
  );

/** A top-level domain with the domains below it that the third parties' name server has. */
export function topLevel(name: string, thirdParties: readonly string[]): ZonePlan {
  const hosted = thirdParties
    .filter((domain) => topLevelOf(domain) === name)
    .map((domain) => `${domain}. NS ns1.thirdparty-dns.net.`);
  const own = Object.hasOwn(ownDelegations, name) ? ownDelegations[name] : '';
  return zoneFrom(name, `${soa(registry)}\n@ NS ${registry}.\n${hosted.join('\n')}\n${own}`, true);
}

export const topLevelOf = (domain: string): string => domain.slice(domain.lastIndexOf('.') + 1);

const ownDelegations: Readonly<Record<string, string>> = {
  shop: `
    harbormarket NS ns1.harbormarket.shop.
    harbormarket NS ns2.harbormarket.shop.
    ns1.harbormarket A ${addresses.shopDnsOne[0]}
    ns1.harbormarket AAAA ${addresses.shopDnsOne[1]}
    ns2.harbormarket A ${addresses.shopDnsTwo[0]}
    ns2.harbormarket AAAA ${addresses.shopDnsTwo[1]}`,
  net: `
    registry-servers NS ${registry}.
    ${registryGlue}
    ns1.thirdparty-dns A ${thirdV4}
    ns1.thirdparty-dns AAAA ${thirdV6}`,
};

/** Forward-confirmed reverse names (RFC 8601 section 2.7.3). */
const pointers: readonly (readonly [readonly [string, string], string])[] = [
  [addresses.mailOne, 'mx1.paperboatmail.com'],
  [addresses.mailTwo, 'mx2.paperboatmail.com'],
  [addresses.mailOut, 'out1.paperboatmail.com'],
  [addresses.seedMail, 'mx.seedpost.net'],
  [addresses.shopDnsOne, 'ns1.harbormarket.shop'],
  [addresses.shopDnsTwo, 'ns2.harbormarket.shop'],
];

function reverseZones(): readonly ZonePlan[] {
  const line = (address: string, name: string): string => `${reverseNameOf(address)}. PTR ${name}.`;
  const zone = (name: string, lines: readonly string[]): ZonePlan =>
    zoneFrom(name, `${soa(registry)}\n@ NS ${registry}.\n${lines.join('\n')}`);
  return [
    zone(
      'in-addr.arpa',
      pointers.map(([pair, name]) => line(pair[0], name)),
    ),
    zone(
      'ip6.arpa',
      pointers.map(([pair, name]) => line(pair[1], name)),
    ),
  ];
}
