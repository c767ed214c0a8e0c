import type { ManifestTestAccount } from '../../../model/manifest.ts';
import type { HttpResponse } from '../../../model/outside-http.ts';
import type { Outside, Result } from '../../../model/outside.ts';
import { textsBehind } from '../../../secrets/behind.ts';
import { cookieHeader, withCookie } from '../../../protocols/http/cookies/cookie-store.ts';
import type { StoredCookie } from '../../../protocols/http/cookies/cookie-store.ts';
import { fieldValues } from '../../../protocols/http/fields.ts';
import { probe } from '../../exposure/probing/probing.ts';
import type { ProbeQuestion } from '../../exposure/probing/probing.ts';

export interface SessionParts {
  readonly outside: Outside;
  readonly signal: AbortSignal;
  /** Origin a path of `login` belongs to. */
  readonly home: string;
}

/** A test account with its cookies and headers; values of references live here only. */
export class Session {
  readonly name: string;
  private readonly parts: SessionParts;
  private headers: readonly (readonly [string, string])[] = [];
  private cookies: readonly StoredCookie[] = [];

  constructor(parts: SessionParts, name: string) {
    this.parts = parts;
    this.name = name;
  }

  /** Null when it worked, else what did not, without any value. */
  async begin(account: ManifestTestAccount): Promise<string | null> {
    const headers = await textsBehind(account.headers, this.parts.outside);
    const form = await textsBehind(account.form, this.parts.outside);
    if (!headers.ok || !form.ok)
      return `a reference of test account ${account.id} gives no value on this machine`;
    this.headers = Object.entries(headers.value);
    if (account.login === null) return null;
    const { method, url } = account.login;
    const address = new URL(url, this.parts.home).href;
    const [type, body] = account.isJson
      ? ['application/json', JSON.stringify(form.value)]
      : ['application/x-www-form-urlencoded', new URLSearchParams(form.value).toString()];
    const answer = await this.ask(address, { method, headers: [['content-type', type]], body });
    if (!answer.ok) return `the login of test account ${account.id} got no answer (${answer.error.kind})`;
    this.keepToken(answer.value);
    const isIn = answer.value.status < 400 && (this.cookies.length > 0 || this.headers.length > 0);
    return isIn ? null : `the login of test account ${account.id} was refused (${answer.value.status})`;
  }

  async ask(url: string, question: ProbeQuestion = {}): Promise<Result<HttpResponse>> {
    const { hostname, pathname, protocol } = new URL(url);
    const origin = { host: hostname, path: pathname, isSecure: protocol === 'https:' };
    const moment = { origin, nowMs: this.parts.outside.clock.now() };
    const cookie = cookieHeader(this.cookies, moment);
    const own = cookie === null ? this.headers : [...this.headers, ['cookie', cookie] as const];
    const { outside, signal } = this.parts;
    const answer = await probe({ http: outside.http, signal }, url, {
      ...question,
      headers: [...own, ...(question.headers ?? [])],
    });
    if (answer.ok)
      for (const text of fieldValues(answer.value.headers, 'set-cookie'))
        this.cookies = withCookie(this.cookies, text, moment);
    return answer;
  }

  /** APIs answer a login with a token (RFC 6750 section 4). */
  private keepToken({ body }: HttpResponse): void {
    const token = /"(?:access_?token|token|jwt)"\s*:\s*"([\w.~+/=-]{8,4000})"/i.exec(
      Buffer.from(body).toString('latin1'),
    )?.[1];
    if (token !== undefined) this.headers = [...this.headers, ['authorization', `Bearer ${token}`]];
  }
}
