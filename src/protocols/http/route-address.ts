import type { Manifest } from '../../model/manifest.ts';

/** Where a declared route lives: absolute, or a path on the api host, on the canonical host when there is none. Null: no address. */
export function routeAddress(manifest: Manifest, url: string): string | null {
  const { canonicalHost, domain } = manifest.product;
  const api = manifest.hosts.find((host) => host.role === 'api');
  const base = `https://${api?.name ?? canonicalHost ?? domain}/`;
  return URL.canParse(url, base) ? new URL(url, base).href : null;
}
