import { isEndless, isSilent, landed } from '../../../protocols/http/walk-reading.ts';
import type { DeclaredWalk } from '../declared.ts';

export type DeclaredOutcome =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'not asked'; readonly why: string };

/** Whether a declared old address ends where it should, whatever the status and the query. */
export function declaredOutcome(declared: DeclaredWalk): DeclaredOutcome {
  const { walk } = declared;
  if (isSilent(walk) && walk.end.kind === 'failed') return { kind: 'not asked', why: walk.end.message };
  if (isEndless(walk)) return wrong('goes round in a circle');
  const end = landed(walk);
  if (end === null) return wrong(`gets stuck at ${walk.end.url}`);
  if (walk.hops.length === 0)
    return isSamePage(end.url, declared.to)
      ? landing(end.status)
      : wrong(`is not redirected (${end.status})`);
  if (!isSamePage(end.url, declared.to)) return wrong(`${wrongPlace(end.url)} instead of ${declared.to}`);
  return landing(end.status);
}

const wrong = (why: string): DeclaredOutcome => ({ kind: 'wrong', why });

const landing = (status: number): DeclaredOutcome =>
  status < 400 ? { kind: 'right' } : wrong(`lands where it should, on an error page (${status})`);

function wrongPlace(url: string): string {
  const { pathname } = new URL(url);
  if (pathname === '/') return `ends on the start page ${url}`;
  return /log-?in|sign-?in/i.test(pathname) ? `ends on the login page ${url}` : `ends on ${url}`;
}

/** Query and fragment aside; a slash at the end is the same page here. */
function isSamePage(a: string, b: string): boolean {
  const [one, other] = [new URL(a), new URL(b)];
  const path = (url: URL): string => url.pathname.replace(/\/+$/, '');
  return one.origin === other.origin && path(one) === path(other);
}
