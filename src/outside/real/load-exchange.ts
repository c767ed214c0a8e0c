import type { LoadAnswer } from '../../model/outside-load.ts';
import type { Clock, WorldError } from '../../model/outside.ts';
import { AnswerReader, type AnswerState } from '../../protocols/load/answer-reader.ts';

/** One request on its way: notes the moments, keeps no body, settles once. */
export class LoadExchange {
  readonly sentMs: number;
  readonly bytes: Buffer;
  readonly reader: AnswerReader;
  readonly #clock: Clock;
  readonly #maxBodyBytes: number;
  #done: ((answer: LoadAnswer) => void) | null;
  #writtenMs: number | null = null;
  #firstByteMs: number | null = null;
  /** Ends the connection it is on. */
  #cut: (() => void) | null = null;

  constructor(
    clock: Clock,
    what: { readonly bytes: Buffer; readonly isHead: boolean; readonly maxBodyBytes: number },
    done: (answer: LoadAnswer) => void,
  ) {
    this.#clock = clock;
    this.bytes = what.bytes;
    this.reader = new AnswerReader(what.isHead);
    this.#maxBodyBytes = what.maxBodyBytes;
    this.#done = done;
    this.sentMs = clock.monotonicMs();
  }

  /** False: given up while it waited for a connection. */
  get isOpen(): boolean {
    return this.#done !== null;
  }

  written(cut: () => void): void {
    this.#cut = cut;
    this.#writtenMs = this.#clock.monotonicMs();
  }

  /** Bytes of its answer. */
  received(chunk: Buffer): AnswerState {
    this.#firstByteMs ??= this.#clock.monotonicMs();
    const state = this.reader.push(chunk);
    if (this.reader.bodyBytes > this.#maxBodyBytes) {
      this.fail({ kind: 'too-large', message: `The body is longer than ${this.#maxBodyBytes} bytes` });
      return 'broken';
    }
    if (state === 'done') this.#settle(this.reader.status, null);
    if (state === 'broken') this.fail({ kind: 'protocol', message: 'The answer is no whole HTTP/1.1' });
    return state;
  }

  /** The connection ended; `error`: why, where it did not end by itself. */
  ended(error: WorldError | null): void {
    if (error === null && this.reader.end() === 'done') return this.#settle(this.reader.status, null);
    this.fail(
      error ?? {
        kind: 'reset',
        message: 'The server hung up before its answer was whole',
        code: 'ECONNRESET',
      },
    );
  }

  expire(): void {
    this.fail({ kind: 'timed-out', message: 'No whole answer in time', code: 'ETIMEDOUT' });
  }

  /** Settles with this error and ends the connection it is on. */
  fail(error: WorldError): void {
    this.#settle(null, error);
    this.#cut?.();
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
      bodyBytes: this.reader.bodyBytes,
    });
  }
}
