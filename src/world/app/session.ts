import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import { unixMs } from '../../model/brand.ts';
import type { AppDeps } from './deps.ts';
import { freshToken } from './deps.ts';
import type { Member } from './entities.ts';

const daySeconds = 86_400;

/** The `__Host-` prefix pins a cookie to this host (RFC 6265bis section 4.1.3.2); it demands Secure. */
const cookieName = (deps: AppDeps, name: string): string =>
  deps.plan.cookie.isSecure ? `__Host-${name}` : name;

function cookieOptions(deps: AppDeps, maxAge: number): CookieOptions {
  const { isSecure, isHttpOnly, sameSite } = deps.plan.cookie;
  const site = sameSite === null ? {} : { sameSite };
  return { path: '/', maxAge, secure: isSecure, httpOnly: isHttpOnly, ...site };
}

export async function signIn(deps: AppDeps, context: Context, member: Member): Promise<void> {
  const token = freshToken();
  const expiresAt = unixMs(deps.clock.now() + 7 * daySeconds * 1000);
  await deps.store.sessions.put({ token, member: member.id, expiresAt });
  setCookie(context, cookieName(deps, 'session'), token, cookieOptions(deps, 7 * daySeconds));
}

export async function signOut(deps: AppDeps, context: Context): Promise<void> {
  const name = cookieName(deps, 'session');
  await deps.store.sessions.remove(getCookie(context, name) ?? '');
  deleteCookie(context, name, { path: '/', secure: deps.plan.cookie.isSecure });
}

/** The signed-in member, or null. */
export async function currentMember(deps: AppDeps, context: Context): Promise<Member | null> {
  const session = await deps.store.sessions.get(getCookie(context, cookieName(deps, 'session')) ?? '');
  if (session === null || session.expiresAt < deps.clock.now()) return null;
  return deps.store.members.get(session.member);
}

/** The visitor's cart, made on first use. */
export function cartId(deps: AppDeps, context: Context): string {
  const name = cookieName(deps, 'cart');
  const known = getCookie(context, name);
  if (known !== undefined && /^[\w-]{20,40}$/.test(known)) return known;
  const id = freshToken();
  setCookie(context, name, id, cookieOptions(deps, 7 * daySeconds));
  return id;
}

/** The cart's id without making one. */
export const knownCartId = (deps: AppDeps, context: Context): string | null =>
  getCookie(context, cookieName(deps, 'cart')) ?? null;
