import type { HttpResponse } from '../model/outside-http.ts';
import { probeTraceState } from '../model/trace.ts';
import { fieldText, fieldValues, mediaType } from '../protocols/http/fields.ts';
import type { Trouble } from './trouble.ts';
import { noAnswer, trouble } from './trouble.ts';
import type { StepWork } from './work.ts';

export interface JourneyRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
  /** Sent by a machine, not from the visitor's browser: no cookies, no page it comes from. */
  readonly isMachine?: boolean;
}

export interface Answer {
  readonly url: string;
  readonly response: HttpResponse;
  /** Decoded body, bounded. */
  readonly text: string;
  readonly tookMs: number;
}
export type Answered =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly trouble: Trouble };

export const maxBodyBytes = 2 * 1024 * 1024;
const maxTapedBody = 20_000;
export const runHeader = 'x-launch-ready-run';
const userAgent = 'Mozilla/5.0 (compatible; launch-ready; a journey)';

/** One exchange with the visitor's cookies; what comes back is noted: cookies, the page, the tape. Redirects are not followed. */
export async function exchange(work: StepWork, request: JourneyRequest): Promise<Answered> {
  const { parts, visitor } = work;
  const url = new URL(request.url);
  const headers = headersOf(work, request, url);
  const taped = {
    at: parts.outside.clock.now(),
    method: request.method,
    url: request.url,
    headers,
    body: typeof request.body === 'string' ? request.body.slice(0, maxTapedBody) : null,
  };
  const got = await parts.outside.http.request({
    url: request.url,
    method: request.method,
    headers,
    ...(request.body === null ? {} : { body: request.body }),
    timeoutMs: Math.max(1, work.remainingMs()),
    maxBodyBytes,
    isChainWanted: false,
    signal: work.signal,
  });
  if (!got.ok) {
    visitor.record({ ...taped, response: null, error: got.error.message });
    return { ok: false, trouble: late(work, noAnswer(got.error)) };
  }
  const response = got.value;
  visitor.record({ ...taped, response, error: null });
  if (request.isMachine !== true) visitor.keepCookies(url, fieldValues(response.headers, 'set-cookie'));
  const text = new TextDecoder().decode(response.body);
  if (isPage(response) && request.isMachine !== true) visitor.page = { url: request.url, html: text };
  return { ok: true, answer: { url: request.url, response, text, tookMs: response.phases.totalMs } };
}

const isPage = ({ headers, status }: HttpResponse): boolean =>
  /^(?:text\/html|application\/xhtml\+xml)$/.test(mediaType(headers)) && (status < 300 || status >= 400);

/** When the step's own time ran out, that is what happened; not that somebody stopped us. */
function late(work: StepWork, met: Trouble): Trouble {
  const isLate = met.code === 'aborted' && work.remainingMs() <= 0;
  return isLate ? trouble('timed-out', 'The step took longer than it may') : met;
}

function headersOf(
  work: StepWork,
  request: JourneyRequest,
  url: URL,
): readonly (readonly [string, string])[] {
  const { visitor, parts } = work;
  const isMachine = request.isMachine === true;
  const cookies = isMachine ? null : visitor.cookieHeader(url);
  const given = Object.entries(request.headers).map(
    ([name, value]) => [name.toLowerCase(), value.replaceAll(/[\r\n]+/g, ' ')] as const,
  );
  const names = new Set(given.map(([name]) => name));
  const usual: readonly (readonly [string, string | null])[] = [
    ['user-agent', userAgent],
    ['accept', '*/*'],
    [runHeader, visitor.run],
    ['traceparent', parts.traceparent],
    ['tracestate', parts.traceparent === null ? null : probeTraceState],
    ['cookie', cookies],
    ...(isMachine ? [] : fromPage(work, request)),
  ];
  return [
    ...usual.filter((pair): pair is readonly [string, string] => pair[1] !== null && !names.has(pair[0])),
    ...given,
  ];
}

/** A browser names the page a request comes from; what is guarded against forgery looks at it. */
function fromPage({ visitor }: StepWork, request: JourneyRequest): readonly (readonly [string, string])[] {
  if (visitor.page === null || !URL.canParse(visitor.page.url)) return [];
  const from = new URL(visitor.page.url);
  const isSame = from.origin === new URL(request.url).origin;
  const referer = isSame ? from.href.replace(/#.*$/, '') : `${from.origin}/`;
  const origin =
    request.method === 'GET' || request.method === 'HEAD' ? [] : [['origin', from.origin] as const];
  return [['referer', referer], ...origin];
}

export const locationOf = ({ response, url }: Answer): string | null => {
  const text = fieldText(response.headers, 'location');
  return text !== null && URL.canParse(text, url) ? new URL(text, url).href : null;
};
