import type { LoadDoor, LoadOpening, LoadRequest, LoadTarget } from '../../model/outside-load.ts';
import { failure, ok, type Result } from '../../model/outside.ts';
import { requestHeaders } from './http-headers.ts';
import { httpTarget } from './http-target.ts';
import type { HttpTarget } from './http-target.ts';
import { loadConnector } from './load-connect.ts';
import type { LoadParts } from './load-connect.ts';
import { LoadExchange } from './load-exchange.ts';
import { LoadPool } from './load-pool.ts';
import { openRelay } from './load-relay.ts';

const maxConnections = 4096;
const sweepMs = 20;

/** Over sockets of its own: what the ordinary door pays for its details would be most of the cost of a request here. */
export function createLoadDoor(parts: LoadParts): LoadDoor {
  return {
    relay: async (opening) => openRelay(parts, opening),
    open: async (opening) => {
      const target = httpTarget(opening.origin);
      if (!target.ok) return target;
      if (opening.maxConnections < 1 || opening.maxConnections > maxConnections)
        return failure('protocol', `Connections must be 1 to ${maxConnections}`);
      return ok(
        openTarget(parts, opening, {
          target: target.value,
          pool: new LoadPool({
            clock: parts.clock,
            connect: loadConnector(parts, target.value, opening),
            maxConnections: opening.maxConnections,
          }),
        }),
      );
    },
  };
}

function openTarget(
  parts: LoadParts,
  opening: LoadOpening,
  { target, pool }: { readonly target: HttpTarget; readonly pool: LoadPool },
): LoadTarget {
  const inFlight = inFlightOf(parts, opening.timeoutMs);
  const bytesOf = serialiser(parts, opening, target);
  const send: LoadTarget['send'] = (request, done) => {
    const bytes = bytesOf(request);
    const { method } = request;
    const what = { bytes: bytes.ok ? bytes.value : nothing, method, maxBodyBytes: opening.maxBodyBytes };
    const exchange = new LoadExchange(parts.clock, what, (answer) => {
      inFlight.remove(exchange);
      done(answer);
    });
    inFlight.add(exchange);
    if (bytes.ok) pool.send(exchange);
    else exchange.fail(bytes.error);
  };
  return {
    send,
    [Symbol.asyncDispose]: async () => {
      inFlight.end();
      pool.close();
    },
  };
}

const nothing = Buffer.alloc(0);

/** The same request is sent many times: its bytes are made once (RFC 9112 section 3). */
function serialiser(
  { userAgent }: LoadParts,
  { origin }: LoadOpening,
  target: HttpTarget,
): (request: LoadRequest) => Result<Buffer> {
  const made = new WeakMap<LoadRequest, Result<Buffer>>();
  return (request) => {
    const known = made.get(request);
    if (known !== undefined) return known;
    // The method is left out: a connection is kept after a POST here as well.
    const body = request.body === null ? {} : { body: request.body };
    const headers = requestHeaders(target, { url: origin, headers: request.headers, ...body }, userAgent);
    const line = requestLine(request);
    const bytes: Result<Buffer> = !headers.ok
      ? headers
      : line === null
        ? failure('protocol', 'The request method or path cannot be sent')
        : ok(
            Buffer.concat([
              Buffer.from(`${line}${fieldLines(headers.value)}\r\n`, 'latin1'),
              Buffer.from(request.body ?? '', 'utf8'),
            ]),
          );
    made.set(request, bytes);
    return bytes;
  };
}

const requestLine = ({ method, path }: LoadRequest): string | null =>
  /^[A-Z]{1,20}$/.test(method) && /^\/[\x21-\x7e]*$/.test(path) ? `${method} ${path} HTTP/1.1\r\n` : null;

const fieldLines = (flat: readonly string[]): string =>
  flat.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');

interface InFlight {
  readonly add: (exchange: LoadExchange) => void;
  readonly remove: (exchange: LoadExchange) => void;
  readonly end: () => void;
}

/** All wait equally long, so the oldest is always the first to run out: one timer looks after all of them. */
function inFlightOf({ clock }: LoadParts, timeoutMs: number): InFlight {
  const waiting = new Set<LoadExchange>();
  let cancel: (() => void) | null = null;
  const sweep = (): void => {
    cancel = null;
    const limitMs = clock.monotonicMs() - timeoutMs;
    for (const exchange of waiting) {
      if (exchange.sentMs > limitMs) break;
      exchange.expire();
    }
    if (waiting.size > 0) cancel = clock.after(sweepMs, sweep);
  };
  return {
    add: (exchange) => {
      waiting.add(exchange);
      cancel ??= clock.after(sweepMs, sweep);
    },
    remove: (exchange) => void waiting.delete(exchange),
    end: () => {
      cancel?.();
      for (const exchange of waiting) exchange.drop();
      waiting.clear();
    },
  };
}
