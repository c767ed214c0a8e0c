import type { HostRole, Manifest, ManifestHost } from '../../model/manifest.ts';
import type { Monitor } from '../../model/monitor.ts';
import type { Profile } from '../../model/profile.ts';
import { addressBytes } from '../../protocols/dns/address.ts';
import { registrableDomain } from '../../protocols/dns/name.ts';
import { webExpectation } from '../../protocols/http/web-host.ts';
import { blankMonitor, dayS, idOf } from './blank.ts';

/** Where money is made or people are let in: an outage is critical. */
const criticalRoles: readonly HostRole[] = ['apex', 'www', 'app', 'api', 'checkout', 'auth'];
/** Closed doors, and hosts of which nobody promised a start page: that they answer is enough. */
const closedRoles: readonly HostRole[] = ['admin', 'staging', 'assets', 'other'];
/** RFC 8461 section 3.3: this one file is all such a host is for. */
const mailPolicyPath = '/.well-known/mta-sts.txt';

/** Names, certificates and front doors of every public host, and the registrations behind them. */
export function hostMonitors(manifest: Manifest, profile: Profile): readonly Monitor[] {
  const hosts = manifest.hosts.length > 0 ? manifest.hosts : [bareHost(manifest.product.domain)];
  const open = hosts.filter((host) => host.isPublic && host.role !== 'mail');
  return [
    ...open.flatMap((host) => [
      nameMonitor(host, profile),
      certificateMonitor(host, profile),
      ...doorMonitors(host, manifest, profile),
    ]),
    ...registrations(hosts, profile),
  ];
}

const severityOf = (host: ManifestHost): Monitor['severity'] =>
  criticalRoles.includes(host.role) ? 'critical' : 'warning';

function nameMonitor(host: ManifestHost, profile: Profile): Monitor {
  const addresses = host.origins.filter((origin) => addressBytes(origin) !== null);
  const ipv4 = addresses.filter((address) => !address.includes(':'));
  const isPointed = host.isProxied !== true && ipv4.length > 0 && addresses.length === host.origins.length;
  return blankMonitor(profile, {
    id: idOf('dns', host.name),
    title: `DNS of ${host.name}`,
    kind: 'dns',
    target: host.name,
    severity: severityOf(host),
    owner: host.owner,
    options: { type: 'A', ...(isPointed ? { values: ipv4 } : {}) },
  });
}

const certificateMonitor = (host: ManifestHost, profile: Profile): Monitor =>
  blankMonitor(profile, {
    id: idOf('tls', host.name),
    title: `Certificate of ${host.name}`,
    kind: 'tls',
    target: host.name,
    intervalSeconds: dayS,
    severity: severityOf(host),
    owner: host.owner,
    dependsOn: [idOf('dns', host.name)],
  });

/** Pages are asked for, the second name of the site must lead to the first; an API is watched through its routes. */
function doorMonitors(host: ManifestHost, manifest: Manifest, profile: Profile): readonly Monitor[] {
  if (webExpectation(manifest, host.name) !== 'web') return [];
  const { canonicalHost } = manifest.product;
  const isMailPolicy = host.name.startsWith('mta-sts.');
  const isSecondName =
    canonicalHost !== null && host.name !== canonicalHost && (host.role === 'apex' || host.role === 'www');
  const options: Monitor['options'] = isSecondName
    ? { endsAt: `https://${canonicalHost}/` }
    : isMailPolicy
      ? { text: 'version: STSv1', maxRedirects: 0 }
      : closedRoles.includes(host.role)
        ? { status: [200, 401, 403, 404] }
        : {};
  return [
    blankMonitor(profile, {
      id: doorId(host.name),
      title: isSecondName ? `${host.name} leads to ${canonicalHost}` : (host.purpose ?? host.name),
      kind: 'http',
      target: `https://${host.name}${isMailPolicy ? mailPolicyPath : '/'}`,
      severity: severityOf(host),
      owner: host.owner,
      slowMs: profile.page.serverMs === null ? null : profile.page.serverMs * 2,
      dependsOn: [idOf('dns', host.name)],
      options,
    }),
  ];
}

export const doorId = (host: string): string => idOf('http', host);

function registrations(hosts: readonly ManifestHost[], profile: Profile): readonly Monitor[] {
  const zones = hosts.map(({ name }) => registrableDomain(name, { arePrivateSuffixesPublic: false }) ?? name);
  return [...new Set(zones)].map((zone) =>
    blankMonitor(profile, {
      id: idOf('domain', zone),
      title: `Registration of ${zone}`,
      kind: 'domain',
      target: zone,
      intervalSeconds: dayS,
      timeoutMs: 20_000,
    }),
  );
}

const bareHost = (name: string): ManifestHost => ({
  name,
  role: 'apex',
  owner: null,
  purpose: null,
  isPublic: true,
  hasIpv6: null,
  isProxied: null,
  origins: [],
  provider: null,
  isChanging: false,
});
