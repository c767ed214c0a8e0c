import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { DnsDoor } from '../../model/outside-dns.ts';
import type { HttpDoor, HttpPhases, HttpRequest, HttpResponse } from '../../model/outside-http.ts';
import type { TlsSession } from '../../model/outside-sockets.ts';
import type { Clock, Result, WorldError } from '../../model/outside.ts';
import { ok } from '../../model/outside.ts';
import { dialFirst } from './dial.ts';
import type { Dialer } from './dial.ts';
import { readBody } from './http-body.ts';
import type { ReceivedBody } from './http-body.ts';
import { sendRequest } from './http-exchange.ts';
import { receivedHeaders, requestHeaders } from './http-headers.ts';
import { httpDestinations, httpTarget } from './http-target.ts';
import type { HttpTarget } from './http-target.ts';
import { secure } from './secure.ts';
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
}

/** One exchange on one fresh connection; redirects are the caller's business. */
export function createHttpDoor(given: Omit<Parts, 'sessions'>): HttpDoor {
  const parts: Parts = { ...given, sessions: keptSessions() };
  return {
    request: async (request) => {
      const target = httpTarget(request.url);
      if (!target.ok) return target;
      const headers = requestHeaders(target.value, request, parts.userAgent);
      if (!headers.ok) return headers;
      using deadline = parts.clock.deadline(request.timeoutMs ?? defaultTimeoutMs, request.signal);
      const watch = stopwatch(parts.clock);
      const opened = await open(parts, { request, target: target.value, signal: deadline.signal, watch });
      if (!opened.ok) return opened;
      const { stream } = opened.value;
      try {
        return await exchange(opened.value, { request, target: target.value, headers: headers.value });
      } catch (cause) {
        const doing = `Asking ${target.value.url.origin}`;
        const result = deadline.signal.aborted
          ? aborted<HttpResponse>(deadline.signal, doing)
          : failed<HttpResponse>(cause, doing);
        return result.ok ? result : failedAt('exchange', result.error);
      } finally {
        stream.destroy();
      }
    },
  };
}

const failedAt = <T>(stage: NonNullable<WorldError['stage']>, error: WorldError): Result<T> => ({
  ok: false,
  error: { ...error, stage },
});

interface Opened {
  readonly stream: Duplex;
  readonly address: string;
  readonly tls: TlsSession | null;
  readonly watch: Stopwatch;
  readonly signal: AbortSignal;
}

async function open(
  parts: Parts,
  ask: { request: HttpRequest; target: HttpTarget; signal: AbortSignal; watch: Stopwatch },
): Promise<Result<Opened>> {
  const { request, target, signal, watch } = ask;
  const to = await raced(httpDestinations(parts.dns, target, { ...request, signal }), signal);
  watch.lap('dnsMs');
  if (!to.ok) return failedAt('dns', to.error);
  const dialled = await dialFirst(parts.dialer, parts.clock, { to: to.value, signal });
  watch.lap('connectMs');
  if (!dialled.ok) return failedAt('connect', dialled.error);
  const { socket, address } = dialled.value;
  if (!target.isSecure) return ok({ stream: socket, address, tls: null, watch, signal });
  const secured = await secure(socket, parts.contexts, {
    serverName: target.host,
    alpn: ['http/1.1'],
    signal,
    ...(request.isChainWanted === undefined ? {} : { isChainWanted: request.isChainWanted }),
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
  return ok({ stream: secured.value.socket, address, tls: session, watch, signal });
}

async function exchange(
  opened: Opened,
  ask: { request: HttpRequest; target: HttpTarget; headers: readonly string[] },
): Promise<Result<HttpResponse>> {
  const { watch, signal } = opened;
  const head = await sendRequest(opened.stream, ask.target, { ...ask, signal });
  watch.lap('firstByteMs');
  const body = await readBody(head, {
    maxBytes: ask.request.maxBodyBytes ?? defaultBodyBytes,
    isDecoded: ask.request.isDecoded !== false,
    signal,
  });
  watch.lap('bodyMs');
  return ok(response(ask.request.url, { head, body, opened }));
}

const response = (
  url: string,
  parts: { head: IncomingMessage; body: ReceivedBody; opened: Opened },
): HttpResponse => ({
  url,
  status: parts.head.statusCode ?? 0,
  headers: receivedHeaders(parts.head.rawHeaders),
  ...parts.body,
  httpVersion: parts.head.httpVersion,
  address: parts.opened.address,
  phases: parts.opened.watch.phases(),
  tls: parts.opened.tls,
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
