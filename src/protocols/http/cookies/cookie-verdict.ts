import { cookieKind } from './cookie-kind.ts';
import type { SetCookie } from './set-cookie.ts';

/** From worst to best, the worst of all cookies counts (what the MDN HTTP Observatory asks of a page). */
export const cookieVerdicts = [
  'session-without-secure-flag',
  'session-without-httponly-flag',
  'samesite-flag-invalid',
  'anticsrf-without-samesite-flag',
  'without-secure-flag',
  'session-without-secure-flag-but-protected-by-hsts',
  'without-secure-flag-but-protected-by-hsts',
  'secure-with-httponly-sessions',
  'secure-with-httponly-sessions-and-samesite',
] as const;
export type CookieVerdict = (typeof cookieVerdicts)[number];

/** null without cookies. @param hasHsts browsers never send them in clear */
export function cookieVerdict(cookies: readonly SetCookie[], hasHsts: boolean): CookieVerdict | null {
  if (cookies.length === 0) return null;
  const found = cookies.filter(({ name }) => !/affinity/i.test(name)).map((each) => verdictOf(each, hasHsts));
  return cookieVerdicts.find((verdict) => found.includes(verdict)) ?? 'secure-with-httponly-sessions';
}

function verdictOf(cookie: SetCookie, hasHsts: boolean): CookieVerdict {
  const kind = cookieKind(cookie.name);
  const isSession = kind === 'session';
  if (cookie.sameSite === 'invalid') return 'samesite-flag-invalid';
  if (isSession && !cookie.isSecure && !hasHsts) return 'session-without-secure-flag';
  if (isSession && !cookie.isHttpOnly) return 'session-without-httponly-flag';
  if (!cookie.isSecure && hasHsts)
    return isSession
      ? 'session-without-secure-flag-but-protected-by-hsts'
      : 'without-secure-flag-but-protected-by-hsts';
  if (!cookie.isSecure) return 'without-secure-flag';
  if (kind === 'anti-csrf' && cookie.sameSite === null) return 'anticsrf-without-samesite-flag';
  return cookie.sameSite === null
    ? 'secure-with-httponly-sessions'
    : 'secure-with-httponly-sessions-and-samesite';
}
