import type { DnsDoor } from '../../../model/outside-dns.ts';
import type { HttpDoor, HttpRequest } from '../../../model/outside-http.ts';
import type { TlsDoor } from '../../../model/outside-sockets.ts';
import type { Outside } from '../../../model/outside.ts';

const maxKept = 20_000;
const maxKeptBodyBytes = 1024 * 1024;

/**
 * The same door, remembering its answers: what is asked again in the same words is answered from what was captured. So a plan is
 * tried on the world as it was when the plan was made, and only what was never asked is asked now.
 */
export function recordingOutside(outside: Outside): Outside {
  const kept = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const known = kept.get(key);
    // Guarantee: a key names its kind, so what is kept under it has the type of whoever asks with it.
    if (known !== undefined) return known as Promise<T>;
    const asked = ask();
    if (kept.size < maxKept) kept.set(key, asked);
    return asked;
  };
  return {
    ...outside,
    dns: recordedDns(outside.dns, once),
    http: recordedHttp(outside.http, once),
    tls: recordedTls(outside.tls, once),
  };
}

type Once = <T>(key: string, ask: () => Promise<T>) => Promise<T>;

const recordedDns = (dns: DnsDoor, once: Once): DnsDoor => ({
  origin: dns.origin,
  exchange: (server, question, { signal, ...options } = {}) =>
    once(`exchange ${server} ${JSON.stringify([question, options])}`, () =>
      dns.exchange(server, question, signal === undefined ? options : { ...options, signal }),
    ),
  resolve: (name, type, options) => once(`resolve ${name} ${type}`, () => dns.resolve(name, type, options)),
});

const recordedHttp = (http: HttpDoor, once: Once): HttpDoor => ({
  request: (request) => {
    const { signal: _signal, ...words } = request;
    return isRepeatable(request)
      ? once(`http ${JSON.stringify(words)}`, () => http.request(request))
      : http.request(request);
  },
});

const isRepeatable = ({ method = 'GET', body, maxBodyBytes = 0 }: HttpRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && body === undefined && maxBodyBytes <= maxKeptBodyBytes;

const recordedTls = (tls: TlsDoor, once: Once): TlsDoor => ({
  ...tls,
  handshake: (request) => {
    const { signal: _signal, ...words } = request;
    return once(`tls ${JSON.stringify(words)}`, () => tls.handshake(request));
  },
});
