import { isPublicSuffix } from '../../tls/registrable.ts';
import type { SetCookie } from './set-cookie.ts';

export interface CookieOrigin {
  readonly host: string;
  readonly path: string;
  readonly isSecure: boolean;
}

/** Why a browser drops the cookie (RFC 6265bis section 5.7), completing "browsers drop it: ..."; null when it is kept. */
export function refusal(cookie: SetCookie, origin: CookieOrigin): string | null {
  const { domain } = cookie;
  if (domain !== null) {
    if (domain !== origin.host && isPublicSuffix(domain)) return `Domain=${domain} is not one owner's`;
    if (!isDomainMatch(origin.host, domain)) return `Domain=${domain} does not cover ${origin.host}`;
  }
  if (cookie.isSecure && !origin.isSecure) return 'Secure was set over plain HTTP';
  if (cookie.sameSite === 'none' && !cookie.isSecure) return 'SameSite=None needs Secure';
  return prefixRefusal(cookie, origin);
}

/** RFC 6265bis section 5.7 steps 20 and 21: the prefixes promise what the attributes must keep, whatever their case. */
function prefixRefusal(cookie: SetCookie, origin: CookieOrigin): string | null {
  const name = cookie.name.toLowerCase();
  const isSecure = cookie.isSecure && origin.isSecure;
  if (name.startsWith('__secure-') && !isSecure) return 'the __Secure- prefix needs Secure';
  if (!name.startsWith('__host-')) return null;
  if (!isSecure) return 'the __Host- prefix needs Secure';
  if (cookie.domain !== null) return 'the __Host- prefix forbids Domain';
  return cookie.path === '/' ? null : 'the __Host- prefix needs Path=/';
}

/** RFC 6265bis section 5.1.3; addresses only match themselves. */
export function isDomainMatch(host: string, domain: string): boolean {
  if (host === domain) return true;
  return host.endsWith(`.${domain}`) && !/^[\d.]+$|:/.test(host);
}

/** RFC 6265bis section 5.1.4 */
export function isPathMatch(path: string, cookiePath: string): boolean {
  if (path === cookiePath) return true;
  if (!path.startsWith(cookiePath)) return false;
  return cookiePath.endsWith('/') || path[cookiePath.length] === '/';
}

/** The folder of a page (RFC 6265bis section 5.1.4). */
export function defaultPath(path: string): string {
  const at = path.lastIndexOf('/');
  return at <= 0 ? '/' : path.slice(0, at);
}
