import type { Manifest } from '../model/manifest.ts';

export interface AddressBook {
  readonly manifest: Manifest;
  readonly baseUrl: string | null;
}

/** `https://` with the host people use. */
export const canonicalOrigin = ({ product }: Manifest): string =>
  `https://${product.canonicalHost ?? product.domain}`;

/** Of the api host; of the canonical host when there is none. */
export function apiOrigin(manifest: Manifest): string {
  const api = manifest.hosts.find(({ role }) => role === 'api');
  return api === undefined ? canonicalOrigin(manifest) : `https://${api.name}`;
}

/**
 * The absolute address of a step. With a base of its own (staging, a release not public yet) the declared hosts of the product
 * are all found there, and addresses of others stay as they are.
 */
export function absoluteAddress(written: string, side: 'page' | 'api', book: AddressBook): string | null {
  const origin = side === 'page' ? canonicalOrigin(book.manifest) : apiOrigin(book.manifest);
  if (!URL.canParse(written, origin)) return null;
  const url = new URL(written, origin);
  if (book.baseUrl === null || !isOurs(url.hostname, book.manifest)) return url.href;
  return new URL(`${url.pathname}${url.search}`, book.baseUrl).href;
}

function isOurs(host: string, { product, hosts }: Manifest): boolean {
  return host === product.domain || host === product.canonicalHost || hosts.some(({ name }) => name === host);
}
