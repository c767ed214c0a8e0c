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
  /** Sent anew already, or not to be: it would do something twice. */
  #isLast: boolean;
  /** Ends the connection it is on. */
  #cut: (() => void) | null = null;

  constructor(
    clock: Clock,
    what: { readonly bytes: Buffer; readonly method: string; readonly maxBodyBytes: number },
    done: (answer: LoadAnswer) => void,
  ) {
    this.#clock = clock;
    this.bytes = what.bytes;
    this.reader = new AnswerReader(what.method === 'HEAD');
    this.#isLast = what.method !== 'GET' && what.method !== 'HEAD';
    this.#maxBodyBytes = what.maxBodyBytes;
    this.#done = done;
    this.sentMs = clock.monotonicMs();
  }

  /** False: given up while it waited for a connection. */
  get isOpen(): boolean {
    return this.#done !== null;
  }

  /**
   * A kept connection that ended before a byte of the answer was closed by the server while the request was on its way, so it is
   * sent once more (RFC 9110 section 9.2.2, RFC 9112 section 9.3.1). True at most once.
   */
  takeSecondChance(): boolean {
    if (this.#isLast || this.#done === null || this.#firstByteMs !== null) return false;
    this.#isLast = true;
    this.#cut = null;
    return true;
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
    if (state === 'broken')
      this.fail({
        kind: 'protocol',
        message: isHttp2(chunk) ? http2Only : 'The answer is no whole HTTP/1.1',
      });
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

export const http2Only =
  'It speaks HTTP/2 only; load asks in HTTP/1.1, which the proxy or CDN in front of it mostly takes as well';

/** The server's preface: a SETTINGS frame of its own stream (RFC 9113 sections 3.4 and 6.5). */
const isHttp2 = (bytes: Buffer): boolean =>
  bytes.length >= 9 && bytes[0] === 0 && bytes[3] === 4 && bytes.readUInt32BE(5) === 0;
