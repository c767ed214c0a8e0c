import type { Caller } from './caller.ts';
import { csrfTokenOf, isSame } from './secrets.ts';

/**
 * Whether a changing request comes from our own pages. Browsers say where from (Fetch Metadata `sec-fetch-site`, else `origin`);
 * a session must prove it with the token as well. Tokens of machines are no cookies and need neither.
 */
export function isOwnRequest(caller: Caller, headers: Headers, publicOrigin: string): boolean {
  if (!isFromHere(headers, publicOrigin)) return false;
  if (caller.kind !== 'person') return true;
  return isSame(headers.get('x-csrf-token') ?? '', csrfTokenOf(caller.secret));
}

function isFromHere(headers: Headers, publicOrigin: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  const origin = headers.get('origin');
  if (origin === null || origin === publicOrigin) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get('host');
}
