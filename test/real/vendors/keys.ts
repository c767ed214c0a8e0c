import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { startHttpsDouble, type DoubleCertificate, type HttpsDouble } from './https-double.ts';
import { keyHosts, keyVendors, type KeyVendor, type Said } from './key-vendors.ts';

/** How the vendors fare: well, or badly in one of the ways a client meets. */
export type Weather =
  | 'well'
  | 'too many'
  | 'down'
  | 'page'
  | 'wall'
  | 'redirect'
  | 'broken'
  | 'huge'
  | 'hangs';

export interface SeenRequest {
  readonly method: string;
  /** The name in the TLS handshake and in the request. */
  readonly names: readonly [server: string, host: string];
  /** Path, headers and body as they came. */
  readonly text: string;
}

export interface HeldKey {
  readonly rule: string;
  state: 'live' | 'revoked' | 'restricted';
}

/** Keys as their vendors hold them; what is not in here was never issued. */
export interface KeyRing {
  readonly keys: Map<string, HeldKey>;
  weather: Weather;
  readonly seen: SeenRequest[];
}

/** Doubles of the vendors that say whether a key works: each reads its own credential and answers by the state of that key. */
export const startKeyVendors = (ring: KeyRing, certificate: DoubleCertificate): Promise<HttpsDouble> =>
  startHttpsDouble({ hosts: keyHosts, certificate }, (request, response) => {
    const { method = '', url = '', headers } = request;
    const server = String((request.socket as TLSSocket).servername);
    ring.seen.push({
      method,
      names: [server, headers.host ?? ''],
      text: `${url} ${JSON.stringify(headers)}`,
    });
    if (ring.weather === 'well') json(response, answerTo(request, ring));
    else badly(response, ring.weather);
  });

function answerTo(request: IncomingMessage, ring: KeyRing): Said {
  const asked = keyVendors.flatMap((vendor) => {
    const key = vendor.host === request.headers.host ? keyIn(request, vendor) : null;
    return key === null ? [] : [{ vendor, held: ring.keys.get(key) }];
  });
  const issued = asked.find(({ vendor, held }) => held !== undefined && vendor.rules.includes(held.rule));
  const vendor = (issued ?? asked[0])?.vendor;
  if (vendor === undefined) return [404, { message: 'Not Found' }];
  return vendor[issued?.held?.state ?? 'revoked'] ?? vendor.revoked;
}

function keyIn(request: IncomingMessage, { path, credential }: KeyVendor): string | null {
  const url = request.url ?? '';
  if (request.method !== 'GET') return null;
  if (credential === null) {
    const [before = '', after = ''] = path.split('{}');
    return url.startsWith(before) && url.endsWith(after)
      ? url.slice(before.length, url.length - after.length)
      : null;
  }
  const [header, before] = credential;
  const value = request.headers[header];
  return url === path && typeof value === 'string' && value.startsWith(before)
    ? value.slice(before.length)
    : null;
}

function json(response: ServerResponse, [status, body]: Said): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function badly(response: ServerResponse, weather: Exclude<Weather, 'well'>): void {
  const html = { 'content-type': 'text/html' };
  if (weather === 'too many') json(response, [429, { message: 'Too Many Requests' }]);
  else if (weather === 'down') json(response, [503, { message: 'Service Unavailable' }]);
  else if (weather === 'page')
    response.writeHead(200, html).end('<!doctype html><title>Log in to the hotel</title>');
  else if (weather === 'wall')
    response.writeHead(403, html).end('<!doctype html><title>Just a moment…</title>');
  else if (weather === 'redirect') response.writeHead(302, { location: 'https://collector.example/' }).end();
  else if (weather === 'broken')
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"login":');
  else if (weather === 'huge') response.writeHead(200).end(Buffer.alloc(1_000_000, 0x20));
}
