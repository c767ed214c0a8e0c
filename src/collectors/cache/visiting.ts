import type { HttpResponse } from '../../model/outside-http.ts';
import type { Random, Result } from '../../model/outside.ts';
import { cookieHeader, withCookie } from '../../protocols/http/cookies/cookie-store.ts';
import type { StoredCookie } from '../../protocols/http/cookies/cookie-store.ts';
import { fieldValues } from '../../protocols/http/fields.ts';
import { ask } from '../pages/crawling/asking.ts';
import type { Asking, Question } from '../pages/crawling/asking.ts';

type Headers = readonly (readonly [string, string])[];
const maxBytes = 512 * 1024;

export interface VisitorMoment {
  readonly nowMs: number;
  /** Sent with every request, for sessions that are no cookies. */
  readonly headers?: Headers;
  /** Default false; true for whoever has a session worth stealing. */
  readonly isCertificateRequired?: boolean;
}

/** Somebody with a browser of their own. */
export class Visitor {
  readonly name: string;
  private readonly asking: Asking;
  private readonly given: VisitorMoment;
  private readonly always: Headers;
  private cookies: readonly StoredCookie[] = [];

  constructor(name: string, asking: Asking, moment: VisitorMoment) {
    this.name = name;
    this.asking = asking;
    this.given = moment;
    this.always = moment.headers ?? [];
  }

  get cookieCount(): number {
    return this.cookies.length;
  }

  /** Whether this visitor is somebody there. */
  hasSessionFor(url: string): boolean {
    return this.always.length > 0 || cookieHeader(this.cookies, this.moment(url)) !== null;
  }

  /** Values of cookies this visitor would send there: theirs and nobody else's. */
  secretsFor(url: string): readonly string[] {
    const cookie = cookieHeader(this.cookies, this.moment(url));
    return (cookie ?? '').split('; ').flatMap((pair) => {
      const value = pair.slice(pair.indexOf('=') + 1);
      return value.length >= 12 ? [value] : [];
    });
  }

  async open(url: string, headers: Headers = []): Promise<Result<HttpResponse>> {
    return this.exchange(url, { headers: [...headers, ...this.always] });
  }

  /** A form or JSON sent with secrets in it: only to a server that proves who it is. */
  async send(form: {
    readonly url: string;
    readonly method: string;
    readonly type: string;
    readonly body: string;
  }): Promise<Result<HttpResponse>> {
    const { origin } = new URL(form.url);
    return this.exchange(form.url, {
      method: form.method,
      body: form.body,
      isCertificateRequired: true,
      headers: [['content-type', form.type], ['origin', origin], ...this.always],
    });
  }

  private async exchange(url: string, question: Question): Promise<Result<HttpResponse>> {
    const moment = this.moment(url);
    const cookie = cookieHeader(this.cookies, moment);
    const own = cookie === null ? [] : [['cookie', cookie] as const];
    const headers = [...(question.headers ?? []), ...own];
    const answer = await ask(this.asking, url, {
      isCertificateRequired: this.given.isCertificateRequired === true,
      ...question,
      headers,
      maxBodyBytes: maxBytes,
    });
    if (answer.ok)
      for (const text of fieldValues(answer.value.headers, 'set-cookie'))
        this.cookies = withCookie(this.cookies, text, moment);
    return answer;
  }

  private moment(url: string): Parameters<typeof cookieHeader>[1] {
    const { hostname, pathname, protocol } = new URL(url);
    return {
      origin: { host: hostname, path: pathname, isSecure: protocol === 'https:' },
      nowMs: this.given.nowMs,
    };
  }
}

/** The same address with a parameter nobody has used: no cache has it. */
export function unseen(url: string, random: Random): string {
  const copy = new URL(url);
  const text = [...random.bytes(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  copy.searchParams.set('launch-ready', text);
  return copy.href;
}
