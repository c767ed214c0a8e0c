const maxLength = 2000;

/**
 * An address as a crawler counts it: absolute, http or https, without fragment and credentials, dots and escapes settled
 * (RFC 3986 section 6.2.2); null when it is no such address.
 */
export function pageAddress(reference: string, base: string): string | null {
  const text = reference.trim();
  if (text.length > maxLength) return null;
  const url = URL.parse(text, base);
  if (url === null) return null;
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  // Every setter writes the whole address anew, and most addresses need none of them.
  if (url.href.includes('#')) url.hash = '';
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  // Escapes of letters that need none are the same address (RFC 3986 section 6.2.2.2).
  if (url.pathname.includes('%')) url.pathname = url.pathname.replaceAll(plainEscape, unescaped);
  return url.href.length > maxLength ? null : url.href;
}

const plainEscape = /%(?:2D|2E|5F|7E|3\d|[46][1-9A-F]|[57][0-9A])/gi;

function unescaped(escape: string): string {
  const letter = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[\w.~-]/.test(letter) ? letter : escape;
}

/** What many generated addresses have in common: digits and long ids become `#`, query values are left out. */
export function addressShape(address: string): string {
  const url = new URL(address);
  const path = url.pathname
    .split('/')
    .map((part) => (/\d/.test(part) ? part.replaceAll(/\d+/g, '#') : part.length > 40 ? '#' : part))
    .join('/');
  const names = [...new Set(url.searchParams.keys())].toSorted();
  return `${url.host}${path}${names.length === 0 ? '' : `?${names.join('&')}`}`;
}

/** `/a/b/a/b/a/b`: relative links that lead ever deeper into themselves. */
export function isRepeating(address: string): boolean {
  const parts = new URL(address).pathname.split('/').filter((part) => part !== '');
  if (parts.length > 15) return true;
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  return [...counts.values()].some((count) => count >= 4);
}
