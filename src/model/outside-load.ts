import type { HttpPhases } from './outside-http.ts';
import type { Result, WorldError } from './outside.ts';

/**
 * The fast way out for load tests: connections kept and used again, callbacks instead of promises, no bodies kept. Address maps, `--ca`
 * and the rule about private networks hold as on every other way. Redirects are not followed.
 */
export interface LoadDoor {
  /** Connects to nothing yet. `protocol`: not an http or https origin. */
  open(opening: LoadOpening): Promise<Result<LoadTarget>>;
  /** A relay on this machine whose answers can be held back; absent where nothing can listen. */
  relay?(opening: RelayOpening): Promise<Result<LoadRelay>>;
}

export interface RelayOpening {
  /** Of 127.0.0.1; 0: a free one. */
  readonly port: number;
  readonly to: { readonly host: string; readonly port: number };
}

/** Passes bytes on unread. HTTP, TLS and protocols in which the client speaks first or later are held back once per question. */
export interface LoadRelay extends AsyncDisposable {
  readonly port: number;
  /** From the next question on: its answer begins no earlier than this after it. */
  setDelay(ms: number): void;
  /** Questions that came through so far. */
  questions(): number;
}

export interface LoadOpening {
  /** `https://api.example.com`; what follows the host is ignored. */
  readonly origin: string;
  /** 1 to 4,096 connections; requests beyond wait for a free one, and the wait is theirs. */
  readonly maxConnections: number;
  /** From `send` to the last byte. */
  readonly timeoutMs: number;
  /** Bytes of the body on the wire; more ends the exchange with `too-large`. */
  readonly maxBodyBytes: number;
  /** Called for each connection that came about. */
  readonly onConnection: (phases: ConnectionPhases) => void;
}
export type ConnectionPhases = Pick<HttpPhases, 'dnsMs' | 'connectMs' | 'tlsMs'>;

export interface LoadTarget extends AsyncDisposable {
  /** `done` is called exactly once, unless the target is disposed of before. */
  send(request: LoadRequest, done: (answer: LoadAnswer) => void): void;
}

export interface LoadRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

/** Moments on the monotonic clock, in milliseconds. */
export interface LoadAnswer {
  /** Null when there was none, or not a whole one. */
  readonly status: number | null;
  readonly error: WorldError | null;
  /** Put on a connection; null when it never was. */
  readonly writtenMs: number | null;
  readonly firstByteMs: number | null;
  readonly endMs: number;
  readonly bodyBytes: number;
}
