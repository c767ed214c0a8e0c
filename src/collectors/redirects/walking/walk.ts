import type { HttpRequest, HttpResponse } from '../../../model/outside-http.ts';
import type { Outside } from '../../../model/outside.ts';
import { readLocation } from '../../../protocols/http/location.ts';
import { isRedirect } from '../../../protocols/http/redirect-status.ts';
import { hostOf, isSilent } from '../../../protocols/http/walk-reading.ts';
import { maxWalkHops } from '../../../protocols/http/walk.ts';
import type { Hop, Walk } from '../../../protocols/http/walk.ts';
import { createCookieJar } from './cookie-jar.ts';
import type { CookieJar } from './cookie-jar.ts';

export interface Walking {
  readonly http: Outside['http'];
  readonly signal: AbortSignal;
}
/** How the visitor asks. */
export interface Visitor {
  readonly method?: 'GET' | 'HEAD';
  readonly keepsCookies?: boolean;
  readonly family?: 4 | 6;
  readonly userAgent?: string;
}

const hopTimeoutMs = 8_000;
/** Redirects say what they say in their headers. */
const maxBodyBytes = 1024;
const maxText = 500;

/** Follows redirects as a browser would, certificates aside, and writes down every hop. */
export async function walk(walking: Walking, start: string, visitor: Visitor = {}): Promise<Walk> {
  const method = visitor.method ?? 'GET';
  const jar = visitor.keepsCookies === true ? createCookieJar() : null;
  const hops: Hop[] = [];
  const asked = new Map<string, number>();
  const ended = (end: Walk['end']): Walk => ({ start, method, hops, end });
  for (let url = start; ;) {
    const from = asked.get(stateOf(url, jar));
    if (from !== undefined) return ended({ kind: 'loop', url, from });
    if (hops.length >= maxWalkHops) return ended({ kind: 'too-long', url });
    asked.set(stateOf(url, jar), hops.length);
    const answer = await walking.http.request(requestFor(url, { walking, visitor, jar }));
    if (!answer.ok) {
      const { kind: error, message } = answer.error;
      return ended({ kind: 'failed', url, error, message: message.slice(0, maxText) });
    }
    const { status } = answer.value;
    jar?.store(hostOf(url), fields(answer.value, 'set-cookie'));
    if (!isRedirect(status))
      return ended({ kind: 'landed', url, status, hsts: field(answer.value, 'strict-transport-security') });
    const hop = hopOf(url, answer.value);
    hops.push(hop);
    if (hop.to === null) return ended({ kind: 'broken', url, problem: hop.problem ?? 'leads nowhere' });
    url = hop.to;
  }
}

/** A host is not called dead for one wait in vain: it is asked once more. */
export async function walkTwice(walking: Walking, start: string): Promise<Walk> {
  const first = await walk(walking, start);
  const isLate = isSilent(first) && first.end.kind === 'failed' && first.end.error === 'timed-out';
  return isLate ? walk(walking, start) : first;
}

/** With cookies kept, the same address is a different question once the cookies have changed. */
const stateOf = (url: string, jar: CookieJar | null): string => `${url} ${jar?.header(hostOf(url)) ?? ''}`;

function requestFor(
  url: string,
  how: { walking: Walking; visitor: Visitor; jar: CookieJar | null },
): HttpRequest {
  const { walking, visitor, jar } = how;
  const cookies = jar?.header(hostOf(url)) ?? null;
  return {
    url,
    method: visitor.method ?? 'GET',
    headers: [
      ['accept', 'text/html,application/xhtml+xml,*/*;q=0.8'],
      ...(visitor.userAgent === undefined ? [] : [['user-agent', visitor.userAgent] as const]),
      ...(cookies === null ? [] : [['cookie', cookies] as const]),
    ],
    ...(visitor.family === undefined ? {} : { family: visitor.family }),
    timeoutMs: hopTimeoutMs,
    maxBodyBytes,
    isDecoded: false,
    isCertificateRequired: false,
    signal: walking.signal,
  };
}

function hopOf(url: string, response: HttpResponse): Hop {
  const location = readLocation(url, fields(response, 'location'));
  return {
    url,
    status: response.status,
    location: location.raw?.slice(0, maxText) ?? null,
    to: location.url,
    problem: location.problem,
    server: field(response, 'server')?.slice(0, 100) ?? null,
    setsCookies: field(response, 'set-cookie') !== null,
  };
}

export const fields = (response: HttpResponse, name: string): readonly string[] =>
  response.headers.filter(([key]) => key === name).map(([, value]) => value);
export const field = (response: HttpResponse, name: string): string | null =>
  fields(response, name)[0]?.slice(0, 1000) ?? null;
