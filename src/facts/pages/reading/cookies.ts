import { notApplicable } from '../../../model/check.ts';
import type { Verdict } from '../../../model/check.ts';
import { refusal } from '../../../protocols/http/cookies/acceptance.ts';
import { cookieKind } from '../../../protocols/http/cookies/cookie-kind.ts';
import type { CookieKind } from '../../../protocols/http/cookies/cookie-kind.ts';
import { readSetCookie } from '../../../protocols/http/cookies/set-cookie.ts';
import type { SetCookie } from '../../../protocols/http/cookies/set-cookie.ts';
import type { Crawl, CrawledPage } from '../crawl.ts';
import { onCrawl, valuesOf } from './pages.ts';

/** A cookie with the page that sets it. */
export interface SeenCookie {
  readonly url: string;
  readonly cookie: SetCookie;
  readonly kind: CookieKind;
  /** Why browsers drop it, or null. */
  readonly refusal: string | null;
}

/** Lets a judgement through to the cookies of a host, each name once. */
export function onCookies(
  crawl: Crawl,
  nowMs: number,
  judge: (cookies: readonly SeenCookie[]) => Verdict,
): Verdict {
  return onCrawl(crawl, (done) => {
    const cookies = new Map<string, SeenCookie>();
    for (const page of done.pages)
      for (const seen of cookiesOf(page, nowMs))
        if (!cookies.has(seen.cookie.name)) cookies.set(seen.cookie.name, seen);
    if (cookies.size === 0) return notApplicable('the sampled pages set no cookies');
    return judge([...cookies.values()]);
  });
}

function cookiesOf(page: CrawledPage, nowMs: number): readonly SeenCookie[] {
  const { hostname, pathname, protocol } = new URL(page.url);
  const origin = { host: hostname, path: pathname, isSecure: protocol === 'https:' };
  return valuesOf(page, 'set-cookie').flatMap((line) => {
    const cookie = readSetCookie(line, { nowMs });
    // A cookie that is being deleted has nothing to protect.
    if (cookie === null || cookie.name === '' || (cookie.expiresMs !== null && cookie.expiresMs <= nowMs))
      return [];
    return [{ url: page.url, cookie, kind: cookieKind(cookie.name), refusal: refusal(cookie, origin) }];
  });
}
