import { rdapBases } from './data/bootstrap.ts';

/** Base address by top-level domain; built once, on first use. */
let bases: ReadonlyMap<string, string> | null = null;

/**
 * Where to ask about a domain (RFC 9224 section 4): the base address of its top-level domain, with a final slash. Null when the
 * registry lists none, as for many country codes.
 */
export function rdapBaseOf(domain: string): string | null {
  bases ??= readBases();
  const labels = domain.split('.');
  return bases.get(labels.at(-1) ?? '') ?? null;
}

/** `<base>domain/<name>` (RFC 9082 section 3.1.3); null when the base is no http address. */
export function rdapDomainUrl(base: string, domain: string): string | null {
  const withSlash = base.endsWith('/') ? base : `${base}/`;
  if (!/^https?:\/\//.test(withSlash) || !URL.canParse(withSlash)) return null;
  return new URL(`domain/${encodeURIComponent(domain)}`, withSlash).href;
}

const readBases = (): ReadonlyMap<string, string> =>
  new Map(
    rdapBases.flatMap(([base, list]) =>
      list.split(' ').map((tld) => [tld, base.replaceAll('{tld}', tld)] as const),
    ),
  );
