import type { Duplex } from 'node:stream';
import type { Clock, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import type {
  ConnectRequest,
  Connection,
  SocketDoor,
  TlsOptions,
  TlsSession,
} from '../../model/outside-sockets.ts';
import type { Dialer } from './dial.ts';
import type { Router } from './route.ts';
import { secure } from './secure.ts';
import type { ContextFor } from './tls-context.ts';
import { aborted, failed } from './world-error.ts';

const defaultTimeoutMs = 10_000;

interface Parts {
  readonly clock: Clock;
  readonly dialer: Dialer;
  readonly route: Router;
  readonly contexts: ContextFor;
}

export function createSocketDoor(parts: Parts): SocketDoor {
  return {
    route: (to) => parts.route(to),
    connect: async (request: ConnectRequest) => {
      using deadline = parts.clock.deadline(request.timeoutMs ?? defaultTimeoutMs, request.signal);
      const socket = await parts.dialer.dial(request, deadline.signal);
      if (!socket.ok) return socket;
      socket.value.pause();
      return ok(new SocketConnection(socket.value, `${request.address} port ${request.port}`, parts));
    },
  };
}

/** One stream read on demand; nothing is buffered beyond Node's own high-water mark. */
class SocketConnection implements Connection {
  readonly remote: string;
  #stream: Duplex;
  #parts: Parts;
  #failure: Error | null = null;

  constructor(stream: Duplex, remote: string, parts: Parts) {
    this.remote = remote;
    this.#stream = stream;
    this.#parts = parts;
    stream.on('error', this.#onError);
  }

  #onError = (cause: Error): void => void (this.#failure ??= cause);

  async read(
    options: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
  ): Promise<Result<Uint8Array | null>> {
    const doing = `Reading from ${this.remote}`;
    using deadline = this.#parts.clock.deadline(options.timeoutMs ?? defaultTimeoutMs, options.signal);
    for (;;) {
      const chunk: unknown = this.#stream.read();
      if (chunk instanceof Uint8Array) return ok(chunk);
      if (this.#failure !== null) return failed(this.#failure, doing);
      if (this.#stream.readableEnded || this.#stream.destroyed) return ok(null);
      if (deadline.signal.aborted) return aborted(deadline.signal, doing);
      await anyEvent(this.#stream, ['readable', 'end', 'close', 'error'], deadline.signal);
    }
  }

  async write(data: Uint8Array | string): Promise<Result<void>> {
    const doing = `Writing to ${this.remote}`;
    if (this.#failure !== null) return failed(this.#failure, doing);
    if (this.#stream.destroyed || this.#stream.writableEnded)
      return failure('reset', `${doing}: already closed`, 'EPIPE');
    using deadline = this.#parts.clock.deadline(defaultTimeoutMs);
    const written = new Promise<Result<void>>((resolve) => {
      this.#stream.write(data, (cause) =>
        resolve(cause === null || cause === undefined ? ok(undefined) : failed(cause, doing)),
      );
      deadline.signal.addEventListener('abort', () => resolve(aborted(deadline.signal, doing)));
    });
    return written;
  }

  async startTls(options: TlsOptions): Promise<Result<TlsSession>> {
    using deadline = this.#parts.clock.deadline(defaultTimeoutMs);
    const secured = await secure(this.#stream, this.#parts.contexts, { ...options, signal: deadline.signal });
    if (!secured.ok) return secured;
    this.#stream = secured.value.socket;
    this.#stream.on('error', this.#onError);
    return ok(secured.value.session);
  }

  async close(): Promise<void> {
    if (this.#stream.destroyed) return;
    const closed = new Promise<void>((resolve) => void this.#stream.once('close', () => resolve()));
    this.#stream.destroy();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Resolves at the first of these events or when the signal aborts; listeners are taken off again. */
function anyEvent(stream: Duplex, events: readonly string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of events) stream.off(event, done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
    signal.addEventListener('abort', done, { once: true });
  });
}
