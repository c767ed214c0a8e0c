import type { HttpPhases } from '../model/outside-http.ts';
import type { Json } from '../model/json.ts';
import { redactedSetCookie } from '../protocols/http/cookies/redacted-cookie.ts';
import { mediaType } from '../protocols/http/fields.ts';
import type { TapedExchange, Visitor } from './visitor.ts';

const maxText = 64 * 1024;
const textual =
  /^(?:text\/|application\/(?:json|xml|javascript|xhtml\+xml|problem\+json|x-www-form-urlencoded))/;
const guarded = /^(?:authorization|cookie|proxy-authorization|x-api-key)$|token|secret|signature/;

/** HTTP Archive 1.2 of a journey; cookies, credentials and whatever looks like a secret are left out. */
export function harOf({ tape, redaction }: Visitor, creator: { readonly version: string }): string {
  const entries = tape.map((exchange) => entryOf(exchange, redaction));
  const log = {
    version: '1.2',
    creator: { name: 'launch-ready', version: creator.version },
    pages: [],
    entries,
  };
  return `${JSON.stringify({ log } as Json, null, 1)}\n`;
}

type Hide = Visitor['redaction'];

function entryOf(exchange: TapedExchange, hide: Hide): Json {
  const { response, error, at, method, body } = exchange;
  return {
    startedDateTime: new Date(at).toISOString(),
    time: response?.phases.totalMs ?? 0,
    request: {
      method,
      url: hide.url(exchange.url),
      httpVersion: `HTTP/${response?.httpVersion ?? '1.1'}`,
      cookies: [],
      headers: exchange.headers.map(([name, value]) => headerOf(name, value, hide)),
      queryString: queryOf(exchange.url, hide),
      headersSize: -1,
      bodySize: body === null ? 0 : Buffer.byteLength(body),
      ...(body === null ? {} : { postData: { mimeType: typeOf(exchange), text: bodyText(body, hide) } }),
    },
    response: responseOf(exchange, hide),
    cache: {},
    timings: timingsOf(response?.phases ?? null),
    ...(response === null ? {} : { serverIPAddress: response.address }),
    ...(error === null ? {} : { comment: hide.text(error) }),
  };
}

function responseOf({ response, url }: TapedExchange, hide: Hide): Json {
  if (response === null)
    return {
      status: 0,
      statusText: '',
      httpVersion: '',
      cookies: [],
      headers: [],
      content: { size: 0, mimeType: '' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    };
  const type = mediaType(response.headers);
  const text = new TextDecoder().decode(response.body.subarray(0, maxText));
  const location = response.headers.find(([name]) => name === 'location')?.[1] ?? '';
  return {
    status: response.status,
    statusText: '',
    httpVersion: `HTTP/${response.httpVersion}`,
    cookies: [],
    headers: response.headers.map(([name, value]) => headerOf(name, value, hide)),
    content: {
      size: response.body.byteLength,
      mimeType: type,
      ...(textual.test(type) ? { text: hide.text(text) } : {}),
    },
    redirectURL:
      location === '' ? '' : hide.url(URL.canParse(location, url) ? new URL(location, url).href : ''),
    headersSize: -1,
    bodySize: response.encodedBytes,
  };
}

function headerOf(name: string, value: string, hide: Hide): Json {
  if (name === 'set-cookie') return { name, value: redactedSetCookie(value) };
  if (guarded.test(name)) return { name, value: '***' };
  return { name, value: name === 'location' && URL.canParse(value) ? hide.url(value) : hide.text(value) };
}

const queryOf = (url: string, hide: Hide): Json =>
  [...new URL(hide.url(url)).searchParams].map(([name, value]) => ({ name, value }));

const typeOf = ({ headers }: TapedExchange): string =>
  headers.find(([name]) => name === 'content-type')?.[1] ?? '';

/** Passwords of test accounts included: a reader of the archive has no use for them. */
const bodyText = (body: string, hide: Hide): string =>
  hide
    .text(body)
    .replaceAll(/((?:^|&)[^=&]*(?:password|passwd|token|secret)[^=&]*=)[^&]*/gi, '$1***')
    .replaceAll(/("[^"]*(?:password|passwd|token|secret)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*"/gi, '$1"***"');

const timingsOf = (phases: HttpPhases | null): Json =>
  phases === null
    ? { send: 0, wait: 0, receive: 0 }
    : {
        dns: phases.dnsMs,
        connect: phases.connectMs + phases.tlsMs,
        ssl: phases.tlsMs,
        send: 0,
        wait: phases.firstByteMs,
        receive: phases.bodyMs,
      };
