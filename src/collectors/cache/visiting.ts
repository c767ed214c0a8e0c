import type { HttpResponse } from '../../model/outside-http.ts';
import type { Random, Result } from '../../model/outside.ts';
import { cookieHeader, withCookie } from '../../protocols/http/cookies/cookie-store.ts';
import type { StoredCookie } from '../../protocols/http/cookies/cookie-store.ts';
import { fieldValues } from '../../protocols/http/fields.ts';
import { ask } from '../pages/crawling/asking.ts';
import type { Asking } from '../pages/crawling/asking.ts';

/** Somebody with a browser of their own. */
export class Visitor {
  readonly name: string;
  private readonly asking: Asking;
  private readonly nowMs: number;
  private cookies: readonly StoredCookie[] = [];

  constructor(name: string, asking: Asking, nowMs: number) {
    this.name = name;
    this.asking = asking;
    this.nowMs = nowMs;
  }

  get cookieCount(): number {
    return this.cookies.length;
  }

  async open(
    url: string,
    headers: readonly (readonly [string, string])[] = [],
  ): Promise<Result<HttpResponse>> {
    const { hostname, pathname, protocol } = new URL(url);
    const origin = { host: hostname, path: pathname, isSecure: protocol === 'https:' };
    const moment = { origin, nowMs: this.nowMs };
    const cookie = cookieHeader(this.cookies, moment);
    const own = cookie === null ? [] : [['cookie', cookie] as const];
    const answer = await ask(this.asking, url, { headers: [...headers, ...own], maxBodyBytes: 512 * 1024 });
    if (answer.ok)
      for (const text of fieldValues(answer.value.headers, 'set-cookie'))
        this.cookies = withCookie(this.cookies, text, moment);
    return answer;
  }
}

/** The same address with a parameter nobody has used: no cache has it. */
export function unseen(url: string, random: Random): string {
  const copy = new URL(url);
  const text = [...random.bytes(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  copy.searchParams.set('launch-ready', text);
  return copy.href;
}
