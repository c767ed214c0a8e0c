import { createServer, request as forward } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { DnsDoor } from '../../../model/outside-dns.ts';
import type { Clock, Result } from '../../../model/outside.ts';
import { failure, ok } from '../../../model/outside.ts';
import { dialFirst } from '../dial.ts';
import type { Dialer } from '../dial.ts';
import { httpDestinations, httpTarget } from '../http-target.ts';
import type { HttpTarget } from '../http-target.ts';
import { secure } from '../secure.ts';
import type { ContextFor } from '../tls-context.ts';

export interface BrowserParts {
  readonly clock: Clock;
  readonly dns: DnsDoor;
  readonly dialer: Dialer;
  readonly contexts: ContextFor;
  /** Roots of the user's own are trusted: the proxy then judges certificates, because Chromium cannot be told about them. */
  readonly hasExtraRoots: boolean;
}

/** The way a browser reaches the network: CONNECT and absolute-form requests (RFC 9110 section 9.3.6, RFC 9112 section 3.2.2). */
export interface BrowserProxy extends AsyncDisposable {
  readonly address: string;
  /** Why a host could not be reached, as far as this proxy knows. */
  readonly reasonFor: (url: string) => string | null;
}

const connectMs = 15_000;
const maxReasons = 500;

/** Starts a proxy on a free loopback port. Names, maps, private addresses and trust are decided here, not in the browser. */
export async function startBrowserProxy(parts: BrowserParts): Promise<BrowserProxy> {
  const reasons = new Map<string, string>();
  const trusted = new Map<string, Promise<Result<null>>>();
  const sockets = new Set<Duplex>();
  const way = new Way(parts, trusted, (host, reason) => {
    if (reasons.size < maxReasons) reasons.set(host, reason);
  });
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    void way.forward(request, response, sockets);
  });
  server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    keep(socket, sockets);
    void way.tunnel(request, { socket, head }, sockets);
  });
  server.on('connection', (socket) => keep(socket, sockets));
  server.on('clientError', (_cause, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  return {
    address: `http://127.0.0.1:${typeof place === 'object' && place !== null ? place.port : 0}`,
    reasonFor: (url) => (URL.canParse(url) ? (reasons.get(new URL(url).hostname) ?? null) : null),
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function keep(socket: Duplex, sockets: Set<Duplex>): void {
  sockets.add(socket);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => sockets.delete(socket));
}

class Way {
  private readonly parts: BrowserParts;
  private readonly trusted: Map<string, Promise<Result<null>>>;
  private readonly tell: (host: string, reason: string) => void;

  constructor(parts: BrowserParts, trusted: Way['trusted'], tell: Way['tell']) {
    this.parts = parts;
    this.trusted = trusted;
    this.tell = tell;
  }

  async tunnel(
    request: IncomingMessage,
    client: { readonly socket: Duplex; readonly head: Buffer },
    sockets: Set<Duplex>,
  ): Promise<void> {
    const target = httpTarget(`https://${request.url ?? ''}`);
    const opened = target.ok ? await this.open(target.value, true) : target;
    const { socket, head } = client;
    if (!opened.ok) {
      if (target.ok) this.tell(target.value.url.hostname, opened.error.message);
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    keep(opened.value, sockets);
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) opened.value.write(head);
    socket.pipe(opened.value).pipe(socket);
    socket.once('close', () => opened.value.destroy());
    opened.value.once('close', () => socket.destroy());
  }

  async forward(request: IncomingMessage, response: ServerResponse, sockets: Set<Duplex>): Promise<void> {
    const target = httpTarget(request.url ?? '');
    const opened = target.ok ? await this.open(target.value, false) : target;
    if (!target.ok || !opened.ok) {
      if (target.ok && !opened.ok) this.tell(target.value.url.hostname, opened.error.message);
      response.destroy();
      return;
    }
    keep(opened.value, sockets);
    const { url } = target.value;
    const upstream = forward({
      createConnection: () => opened.value,
      method: request.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { ...endToEnd(request.headers), host: url.host, connection: 'close' },
      setHost: false,
    });
    upstream.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      answer.pipe(response);
      answer.once('error', () => response.destroy());
    });
    upstream.once('error', () => response.destroy());
    response.once('close', () => opened.value.destroy());
    request.pipe(upstream);
  }

  private async open(target: HttpTarget, isTunnel: boolean): Promise<Result<Socket>> {
    // Tunnels to other ports than 443 may carry plain WebSockets; only TLS is judged.
    if (isTunnel && this.parts.hasExtraRoots && target.port !== 80) {
      const key = `${target.host}:${target.port}`;
      const known = this.trusted.get(key) ?? this.trust(target);
      this.trusted.set(key, known);
      const trusted = await known;
      if (!trusted.ok) return trusted;
    }
    return this.dial(target);
  }

  private async dial(target: HttpTarget): Promise<Result<Socket>> {
    const { dns, dialer, clock } = this.parts;
    using deadline = clock.deadline(connectMs);
    const { signal } = deadline;
    const to = await httpDestinations(dns, target, { signal });
    if (!to.ok) return to;
    const dialled = await dialFirst(dialer, clock, { to: to.value, signal });
    return dialled.ok ? ok(dialled.value.socket) : dialled;
  }

  private async trust(target: HttpTarget): Promise<Result<null>> {
    const socket = await this.dial(target);
    if (!socket.ok) return socket;
    using deadline = this.parts.clock.deadline(connectMs);
    const secured = await secure(socket.value, this.parts.contexts, {
      serverName: target.host,
      alpn: ['h2', 'http/1.1'],
      signal: deadline.signal,
      isChainWanted: false,
    });
    if (!secured.ok) return secured;
    secured.value.socket.destroy();
    const { isAuthorized, authorizationError } = secured.value.session;
    const code = authorizationError ?? 'ERR_TLS';
    return isAuthorized
      ? ok(null)
      : failure('tls', `The certificate of ${target.host} is not accepted (${code})`, code);
  }
}

/** RFC 9110 section 7.6.1: fields of one hop are not handed on. */
const endToEnd = (headers: IncomingMessage['headers']): IncomingMessage['headers'] =>
  Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) =>
        ![
          'connection',
          'keep-alive',
          'proxy-connection',
          'proxy-authorization',
          'te',
          'transfer-encoding',
          'upgrade',
        ].includes(name),
    ),
  );
