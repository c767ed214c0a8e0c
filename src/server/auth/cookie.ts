import { serialize, parse } from 'hono/utils/cookie';

/** RFC 6265bis section 4.1.3.2: the prefix makes the browser insist on Secure, this host alone and the whole site. */
const cookieName = (isSecure: boolean): string => (isSecure ? '__Host-launch-ready' : 'launch-ready');

/** Lax, so that a link in an alert opens the incident; every change needs the CSRF header besides. */
export const sessionCookie = (secret: string, isSecure: boolean, maxAgeSeconds: number): string =>
  serialize(cookieName(isSecure), secret, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: isSecure,
    maxAge: maxAgeSeconds,
  });

export const endedCookie = (isSecure: boolean): string => sessionCookie('', isSecure, 0);

export function secretInCookie(header: string | null, isSecure: boolean): string | null {
  const name = cookieName(isSecure);
  return parse((header ?? '').slice(0, 8192), name)[name] ?? null;
}
