import type { Manifest } from '../../model/manifest.ts';
import type { Monitor } from '../../model/monitor.ts';
import { hostOf } from '../../monitor/cause/clue.ts';
import { isOwnHost } from '../../protocols/http/web-host.ts';

/** Who is meant to stand in front of the host of a monitor; null for nobody. */
export function edgeOf(monitor: Monitor, manifest: Manifest | null): string | null {
  const name = hostOf(monitor);
  const host = manifest?.hosts.find((each) => each.name === name);
  if (host === undefined || host.isProxied === false) return null;
  return host.isProxied === true ? (host.provider ?? 'the CDN') : host.provider;
}

const kindsOfHosts: readonly Monitor['kind'][] = ['http', 'tls', 'tcp', 'dns', 'domain'];

/** Whether a monitor looks at a host that launch.yaml does not count among its own. An address may be anybody's. */
export function isForeign(monitor: Monitor, manifest: Manifest | null): boolean {
  if (manifest === null || !manifest.isDeclared || !kindsOfHosts.includes(monitor.kind)) return false;
  const host = hostOf(monitor);
  return /[a-z]$/.test(host) && host.includes('.') && !isOwnHost(manifest, host);
}
