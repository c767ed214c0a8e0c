import type { Pool, buildConnector } from 'undici';
import type { LoadDoor, LoadOpening, LoadTarget } from '../../model/outside-load.ts';
import { failure, ok } from '../../model/outside.ts';
import { requestHeaders } from './http-headers.ts';
import { httpTarget } from './http-target.ts';
import type { HttpTarget } from './http-target.ts';
import { ConnectionFailure, loadConnector } from './load-connect.ts';
import type { LoadParts } from './load-connect.ts';
import { LoadExchange } from './load-exchange.ts';
import { openRelay } from './load-relay.ts';

const maxConnections = 4096;
const sweepMs = 20;

/** Over undici's pool, whose cost per request is a fraction of what the ordinary door pays for its details. */
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
          pool: await poolFor(parts, target.value, opening),
        }),
      );
    },
  };
}

function openTarget(
  parts: LoadParts,
  opening: LoadOpening,
  { target, pool }: { readonly target: HttpTarget; readonly pool: Pool },
): LoadTarget {
  const inFlight = inFlightOf(parts, opening.timeoutMs);
  const send: LoadTarget['send'] = (request, done) => {
    const exchange = new LoadExchange(parts.clock, opening.maxBodyBytes, (answer) => {
      inFlight.remove(exchange);
      done(answer);
    });
    inFlight.add(exchange);
    // The method is left out: a connection is kept after a POST here as well.
    const body = request.body === null ? {} : { body: request.body };
    const headers = requestHeaders(
      target,
      { url: opening.origin, headers: request.headers, ...body },
      parts.userAgent,
    );
    if (!headers.ok) return exchange.fail(headers.error);
    const { method, path } = request;
    try {
      pool.dispatch({ path, method, headers: [...headers.value], body: request.body }, exchange);
    } catch (cause) {
      exchange.onResponseError(null, cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  return {
    send,
    [Symbol.asyncDispose]: async () => {
      inFlight.end();
      await pool.destroy();
    },
  };
}

/** undici is loaded by those who load something: reading it takes longer than most commands. */
async function poolFor(parts: LoadParts, target: HttpTarget, opening: LoadOpening): Promise<Pool> {
  const { Pool } = await import('undici');
  const connect = loadConnector(parts, target, opening);
  const handOver = async (callback: buildConnector.Callback): Promise<void> => {
    const opened = await connect();
    if (opened.ok) callback(null, opened.value);
    else callback(new ConnectionFailure(opened.error), null);
  };
  return new Pool(target.url.origin, {
    connections: opening.maxConnections,
    pipelining: 1,
    allowH2: false,
    // Time-outs are the door's own: undici's are rounded to half a second.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: 4000,
    connect: (_options, callback) => void handOver(callback),
  });
}

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
