import type { HostRole, Manifest } from '../../model/manifest.ts';

/**
 * What can be asked of a host: pages for people (`web`), an interface for programs (`api`), whatever it turns out to be
 * (`unclear`, found but never promised), or no HTTP at all (`none`).
 */
export type WebExpectation = 'web' | 'api' | 'unclear' | 'none';

/** First labels of hosts that exist for mail and DNS; some answer HTTP for one well-known path only. */
const serviceLabels =
  /^(mail|smtp|imap|pop3?|mx\d*|ns\d*|dns\d*|mta-sts|autoconfig|autodiscover|openpgpkey|out\d*|bounces?|_.*)$/;

export function webExpectation(manifest: Manifest, host: string): WebExpectation {
  const declared = manifest.hosts.find((each) => each.name === host);
  if (declared !== undefined) return declared.isPublic ? ofRole(declared.role) : 'none';
  const { domain, canonicalHost } = manifest.product;
  if (host === domain || host === `www.${domain}` || host === canonicalHost) return 'web';
  const label = host.split('.')[0] ?? '';
  if (serviceLabels.test(label)) return 'none';
  return label === 'api' ? 'api' : 'unclear';
}

function ofRole(role: HostRole): WebExpectation {
  if (role === 'mail') return 'none';
  return role === 'api' ? 'api' : 'web';
}

/** Hosts that belong to the product: below its registrable or declared domains, or declared themselves. */
export function isOwnHost(manifest: Manifest, host: string): boolean {
  const { domain, canonicalHost } = manifest.product;
  const base = domain.replace(/^www\./, '');
  return (
    host === base ||
    host.endsWith(`.${base}`) ||
    host === canonicalHost ||
    manifest.hosts.some((each) => each.name === host)
  );
}

/** Hosts that are certainly looked at themselves, so that a fault of theirs is told there and only there. */
export function isAuditedHost(manifest: Manifest, host: string): boolean {
  const { domain, canonicalHost } = manifest.product;
  return (
    host === domain ||
    host === `www.${domain}` ||
    host === canonicalHost ||
    manifest.hosts.some((each) => each.name === host && each.isPublic)
  );
}

/** Whether what happens on `host` is told under `target`: its own, and that of hosts nobody else looks at. */
export const isToldHere = (manifest: Manifest, target: string, host: string): boolean =>
  host === target || !isAuditedHost(manifest, host);
