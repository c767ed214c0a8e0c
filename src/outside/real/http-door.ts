import type { IncomingMessage } from 'node:http';
import type { DnsDoor } from '../../model/outside-dns.ts';
import type { HttpDoor, HttpPhases, HttpRequest, HttpResponse } from '../../model/outside-http.ts';
import type { Clock, Result, WorldError } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { dialFirst } from './dial.ts';
import type { Dialer } from './dial.ts';
import { readBody } from './http-body.ts';
import type { ReceivedBody } from './http-body.ts';
import { sendRequest } from './http-exchange.ts';
import { isConnectionKept, receivedHeaders, requestHeaders } from './http-headers.ts';
import { httpDestinations, httpTarget } from './http-target.ts';
import type { HttpTarget } from './http-target.ts';
import { secure } from './secure.ts';
import { keptConnections } from './kept-connections.ts';
import type { Connection, KeptConnections } from './kept-connections.ts';
import { keptSessions } from './kept-sessions.ts';
import type { KeptSessions } from './kept-sessions.ts';
import type { ContextFor } from './tls-context.ts';
import { aborted, failed } from './world-error.ts';

const defaultTimeoutMs = 10_000;
const defaultBodyBytes = 2 * 1024 * 1024;

interface Parts {
  readonly clock: Clock;
  readonly dns: DnsDoor;
  readonly dialer: Dialer;
  readonly contexts: ContextFor;
  readonly userAgent: string;
  readonly sessions: KeptSessions;
  readonly connections: KeptConnections;
}

interface Ask {
  readonly request: HttpRequest;
  readonly target: HttpTarget;
  readonly headers: readonly string[];
  readonly signal: AbortSignal;
  readonly watch: Stopwatch;
}

/** One exchange; redirects are the caller's business. An idle connection that turns out to be dead is replaced by a fresh one. */
export function createHttpDoor(
  given: Omit<Parts, 'sessions' | 'connections'>,
): HttpDoor & { readonly idleConnections: () => number } {
  const parts: Parts = { ...given, sessions: keptSessions(), connections: keptConnections(given.clock) };
  return {
    idleConnections: parts.connections.count,
    request: async (request) => {
      const target = httpTarget(request.url);
      if (!target.ok) return target;
      const headers = requestHeaders(target.value, request, parts.userAgent);
      if (!headers.ok) return headers;
      using deadline = parts.clock.deadline(request.timeoutMs ?? defaultTimeoutMs, request.signal);
      const watch = stopwatch(parts.clock);
      const ask = { request, target: target.value, headers: headers.value, signal: deadline.signal, watch };
      const kept = isConnectionKept(request) ? parts.connections.take(keyOf(ask), isFit(ask)) : null;
      const again = kept === null ? 'dead' : await onConnection(parts, { ...kept, isReused: true }, ask);
      if (again !== 'dead') return again;
      const opened = await open(parts, ask);
      if (!opened.ok) return opened;
      const result = await onConnection(parts, opened.value, ask);
      return result === 'dead' ? failure('reset', 'The server hung up', 'ECONNRESET') : result;
    },
  };
}

/** Everything that decides which connection the request would open. */
const keyOf = ({ request, target }: Ask): string =>
  [target.isSecure, target.host, target.port, request.address, request.family].join(' ');

/** Opened under other rules, a connection may still be good enough. */
const isFit =
  ({ request }: Ask) =>
  ({ tls }: Connection): boolean =>
    tls === null ||
    ((request.isCertificateRequired === false || tls.isAuthorized) &&
      (request.isChainWanted !== true || tls.chain.length > 0));

const failedAt = <T>(stage: NonNullable<WorldError['stage']>, error: WorldError): Result<T> => ({
  ok: false,
  error: { ...error, stage },
});

interface Opened extends Connection {
  readonly isReused: boolean;
}

async function open(parts: Parts, ask: Ask): Promise<Result<Opened>> {
  const { request, target, signal, watch } = ask;
  const to = await raced(httpDestinations(parts.dns, target, { ...request, signal }), signal);
  watch.lap('dnsMs');
  if (!to.ok) return failedAt('dns', to.error);
  const dialled = await dialFirst(parts.dialer, parts.clock, { to: to.value, signal });
  watch.lap('connectMs');
  if (!dialled.ok) return failedAt('connect', dialled.error);
  const { socket, address } = dialled.value;
  if (!target.isSecure) return ok({ stream: socket, address, tls: null, isReused: false });
  const secured = await secure(socket, parts.contexts, {
    serverName: target.host,
    alpn: ['http/1.1'],
    signal,
    isChainWanted: request.isChainWanted === true,
    resume: parts.sessions.resume({ ...target, address }, request.isSessionReusable !== false),
  });
  watch.lap('tlsMs');
  if (!secured.ok) return failedAt('tls', secured.error);
  const { session } = secured.value;
  if (request.isCertificateRequired !== false && !session.isAuthorized) {
    secured.value.socket.destroy();
    const code = session.authorizationError ?? 'ERR_TLS';
    return failedAt('tls', {
      kind: 'tls',
      message: `The certificate of ${target.host} is not accepted (${code})`,
      code,
    });
  }
  return ok({ stream: secured.value.socket, address, tls: session, isReused: false });
}

/**
 * The connection is kept when the whole answer was read and both sides want to go on, and ended otherwise. `dead`: it was an
 * idle one that broke before a byte of the answer came.
 */
async function onConnection(parts: Parts, opened: Opened, ask: Ask): Promise<Result<HttpResponse> | 'dead'> {
  const doing = `Asking ${ask.target.url.origin}`;
  const state = { isFree: false, isAnswered: false };
  let isDone = false;
  try {
    const result = await exchange(opened, ask, state);
    isDone = result.ok && state.isFree;
    return result;
  } catch (cause) {
    const result = ask.signal.aborted
      ? aborted<HttpResponse>(ask.signal, doing)
      : failed<HttpResponse>(cause, doing);
    if (opened.isReused && !state.isAnswered && !ask.signal.aborted) return 'dead';
    return result.ok ? result : failedAt('exchange', result.error);
  } finally {
    if (isDone) parts.connections.keep(keyOf(ask), opened);
    else opened.stream.destroy();
  }
}

async function exchange(
  opened: Opened,
  ask: Ask,
  state: { isFree: boolean; isAnswered: boolean },
): Promise<Result<HttpResponse>> {
  const onFree = (): void => {
    state.isFree = true;
  };
  const head = await sendRequest(opened.stream, ask.target, {
    ...ask,
    ...(isConnectionKept(ask.request) ? { onFree } : {}),
  });
  state.isAnswered = true;
  ask.watch.lap('firstByteMs');
  const body = await readBody(head, {
    maxBytes: ask.request.maxBodyBytes ?? defaultBodyBytes,
    isDecoded: ask.request.isDecoded !== false,
    signal: ask.signal,
  });
  ask.watch.lap('bodyMs');
  return ok(response(ask, { head, body, opened }));
}

const response = (
  { request, watch }: Ask,
  parts: { head: IncomingMessage; body: ReceivedBody; opened: Opened },
): HttpResponse => ({
  url: request.url,
  status: parts.head.statusCode ?? 0,
  headers: receivedHeaders(parts.head.rawHeaders),
  ...parts.body,
  httpVersion: parts.head.httpVersion,
  address: parts.opened.address,
  phases: watch.phases(),
  tls: parts.opened.tls,
  isConnectionReused: parts.opened.isReused,
});

type Phase = Exclude<keyof HttpPhases, 'totalMs'>;
interface Stopwatch {
  readonly lap: (phase: Phase) => void;
  readonly phases: () => HttpPhases;
}

function stopwatch(clock: Clock): Stopwatch {
  const startedMs = clock.monotonicMs();
  let lastMs = startedMs;
  const laps = { dnsMs: 0, connectMs: 0, tlsMs: 0, firstByteMs: 0, bodyMs: 0 };
  return {
    lap: (phase) => {
      const nowMs = clock.monotonicMs();
      laps[phase] = nowMs - lastMs;
      lastMs = nowMs;
    },
    phases: () => ({ ...laps, totalMs: lastMs - startedMs }),
  };
}

/** The DNS door obeys the signal too; this makes sure that nobody waits for one that does not. */
async function raced<T>(work: Promise<Result<T>>, signal: AbortSignal): Promise<Result<T>> {
  if (signal.aborted) return aborted(signal, 'Resolving the name');
  let stop = (): void => undefined;
  const over = new Promise<Result<T>>((resolve) => {
    stop = () => resolve(aborted(signal, 'Resolving the name'));
    signal.addEventListener('abort', stop, { once: true });
  });
  return Promise.race([work, over]).finally(() => signal.removeEventListener('abort', stop));
}
