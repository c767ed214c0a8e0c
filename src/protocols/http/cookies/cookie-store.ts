import { defaultPath, isDomainMatch, isPathMatch, refusal } from './acceptance.ts';
import type { CookieOrigin } from './acceptance.ts';
import { readSetCookie } from './set-cookie.ts';
import type { CookieRules, SetCookie } from './set-cookie.ts';

export interface StoredCookie extends SetCookie {
  readonly path: string;
  /** The host that set it, when it may not go elsewhere. */
  readonly host: string;
  /** Order of creation, kept when a cookie is set again. */
  readonly order: number;
}

export interface CookieMoment {
  readonly origin: CookieOrigin;
  readonly nowMs: number;
  readonly rules?: CookieRules;
}

const maxCookies = 300;

/** What a browser holds after one Set-Cookie field; returns a new list (RFC 6265bis section 5.7). */
export function withCookie(
  stored: readonly StoredCookie[],
  text: string,
  moment: CookieMoment,
): readonly StoredCookie[] {
  const read = readSetCookie(text, moment);
  if (read === null || refusal(read, moment.origin) !== null) return stored;
  const { host, path } = moment.origin;
  const cookie = { ...read, host, path: read.path ?? defaultPath(path) };
  const known = stored.find((each) => identity(each) === identity(cookie));
  const rest = stored.filter((each) => each !== known);
  if (cookie.expiresMs !== null && cookie.expiresMs <= moment.nowMs) return rest;
  const order = known?.order ?? Math.max(0, ...stored.map((each) => each.order)) + 1;
  return [...rest, { ...cookie, order }].slice(-maxCookies);
}

const identity = (cookie: Omit<StoredCookie, 'order'>): string =>
  JSON.stringify([cookie.name, cookie.domain ?? cookie.host, cookie.path]);

/** The cookies that go with a request: longest path first, then oldest first (RFC 6265bis section 5.8.3). */
export function cookiesFor(
  stored: readonly StoredCookie[],
  { origin, nowMs }: CookieMoment,
): readonly StoredCookie[] {
  return stored
    .filter((cookie) => cookie.expiresMs === null || cookie.expiresMs > nowMs)
    .filter(({ domain, host }) =>
      domain === null ? host === origin.host : isDomainMatch(origin.host, domain),
    )
    .filter((cookie) => isPathMatch(origin.path, cookie.path) && (!cookie.isSecure || origin.isSecure))
    .toSorted((a, b) => b.path.length - a.path.length || a.order - b.order);
}

/** `a=b; c=d`, or null when no cookie goes. */
export function cookieHeader(stored: readonly StoredCookie[], moment: CookieMoment): string | null {
  const pairs = cookiesFor(stored, moment).map(({ name, value }) =>
    name === '' ? value : `${name}=${value}`,
  );
  return pairs.length === 0 ? null : pairs.join('; ');
}
