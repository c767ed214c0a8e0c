import type { Manifest } from '../../../model/manifest.ts';

/** Hosts that shared links may name: the canonical one, the other front doors and the app itself. */
export function linkHosts({ product, hosts }: Manifest): readonly string[] {
  const { domain, canonicalHost } = product;
  const apps = hosts.filter(({ role, isPublic }) => isPublic && role === 'app').map(({ name }) => name);
  return [...new Set([canonicalHost ?? domain, domain, `www.${domain}`, ...apps])];
}

export const canonicalLinkHost = ({ product }: Manifest): string => product.canonicalHost ?? product.domain;
