import type { Dispatcher } from 'undici';
import type { LoadAnswer } from '../../model/outside-load.ts';
import type { Clock, WorldError } from '../../model/outside.ts';
import { ConnectionFailure } from './load-connect.ts';
import { codeIn, worldError } from './world-error.ts';

/** One request on its way: notes the moments, keeps no body, settles once. */
export class LoadExchange implements Dispatcher.DispatchHandler {
  readonly sentMs: number;
  readonly #clock: Clock;
  readonly #maxBodyBytes: number;
  #done: ((answer: LoadAnswer) => void) | null;
  #controller: Dispatcher.DispatchController | null = null;
  #writtenMs: number | null = null;
  #firstByteMs: number | null = null;
  #status: number | null = null;
  #bodyBytes = 0;

  constructor(clock: Clock, maxBodyBytes: number, done: (answer: LoadAnswer) => void) {
    this.#clock = clock;
    this.#maxBodyBytes = maxBodyBytes;
    this.#done = done;
    this.sentMs = clock.monotonicMs();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // Given up while it waited for a connection: it is not sent any more.
    if (this.#done === null) return controller.abort(stopped);
    this.#controller = controller;
    this.#writtenMs = this.#clock.monotonicMs();
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    if (status < 200) return;
    this.#firstByteMs = this.#clock.monotonicMs();
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bodyBytes += chunk.byteLength;
    if (this.#bodyBytes <= this.#maxBodyBytes) return;
    this.fail({ kind: 'too-large', message: `The body is longer than ${this.#maxBodyBytes} bytes` });
  }

  onResponseEnd(): void {
    this.#settle(this.#status, null);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, cause: Error): void {
    this.#settle(null, cause instanceof ConnectionFailure ? cause.world : exchangeError(cause));
  }

  expire(): void {
    this.fail({ kind: 'timed-out', message: 'No whole answer in time', code: 'ETIMEDOUT' });
  }

  /** Settles with this error and ends the connection it is on. */
  fail(error: WorldError): void {
    this.#settle(null, error);
    this.#controller?.abort(stopped);
  }

  /** Ends it without telling anybody. */
  drop(): void {
    this.#done = null;
  }

  #settle(status: number | null, error: WorldError | null): void {
    const done = this.#done;
    if (done === null) return;
    this.#done = null;
    done({
      status,
      error,
      writtenMs: this.#writtenMs,
      firstByteMs: this.#firstByteMs,
      endMs: this.#clock.monotonicMs(),
      bodyBytes: this.#bodyBytes,
    });
  }
}

/** One for all: a stack for each would cost more than the request. */
const stopped = new Error('The request was given up');

function exchangeError(cause: Error): WorldError {
  const code = codeIn(cause) ?? '';
  const told = worldError(cause, 'Asking');
  if (code === 'UND_ERR_SOCKET') return { ...told, kind: 'reset' };
  if (code.startsWith('UND_ERR_')) return { ...told, kind: 'protocol' };
  return told;
}
