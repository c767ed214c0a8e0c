import type { SecretMatch } from './match.ts';
import type { SecretScanner, ScanOptions } from './scanner.ts';

const defaultBlockBytes = 1024 * 1024;

/**
 * The scanner over chunks of any size, in bounded memory. Blocks overlap by what the longest rule can reach, so that the
 * result is that of one scan over the whole; only the line of a match may be cut to a shorter context.
 */
export class SecretStream {
  readonly #scanner: SecretScanner;
  readonly #options: ScanOptions;
  readonly #blockBytes: number;
  #parts: Uint8Array[] = [];
  #size = 0;
  /** Bytes before the buffer that are gone, and the newlines in them. */
  #gone = 0;
  #goneLines = 0;
  #goneColumn = 0;
  /** Values that begin in the buffer before here are told already. */
  #done = 0;

  constructor(scanner: SecretScanner, options: ScanOptions & { readonly blockBytes?: number }) {
    this.#scanner = scanner;
    this.#options = options;
    this.#blockBytes = options.blockBytes ?? defaultBlockBytes;
  }

  push(chunk: Uint8Array): readonly SecretMatch[] {
    this.#parts.push(chunk);
    this.#size += chunk.length;
    const margin = this.#margin();
    return this.#size < this.#blockBytes + 2 * margin ? [] : this.#scan(this.#size - margin);
  }

  end(): readonly SecretMatch[] {
    const found = this.#scan(this.#size);
    this.#parts = [];
    this.#size = 0;
    return found;
  }

  /** Room for a keyword before its value and for the longest match after it. */
  #margin(): number {
    const { ahead, behind } = this.#scanner.compiled.reach;
    return 2 * ahead + behind;
  }

  /** Told are the values that begin before `until`: what competes with one of them is seen in the same block. */
  #scan(until: number): readonly SecretMatch[] {
    const bytes =
      this.#parts.length === 1 ? (this.#parts[0] ?? new Uint8Array()) : Buffer.concat(this.#parts);
    const found = this.#scanner
      .scan(bytes, this.#options)
      .filter(({ offset }) => offset >= this.#done && offset < until)
      .map((match) => this.#absolute(match));
    const forgotten = Math.max(0, until - this.#margin());
    this.#forget(bytes, forgotten);
    this.#done = until - forgotten;
    return found;
  }

  #absolute(match: SecretMatch): SecretMatch {
    const isFirstLine = match.line === 1;
    return {
      ...match,
      offset: match.offset + this.#gone,
      line: match.line + this.#goneLines,
      column: isFirstLine ? match.column + this.#goneColumn : match.column,
    };
  }

  #forget(bytes: Uint8Array, count: number): void {
    const head = bytes.subarray(0, count);
    let last = -1;
    for (let at = head.indexOf(10); at !== -1; at = head.indexOf(10, at + 1)) {
      this.#goneLines += 1;
      last = at;
    }
    this.#goneColumn = last === -1 ? this.#goneColumn + count : count - last - 1;
    this.#gone += count;
    this.#size = bytes.length - count;
    this.#parts = [Uint8Array.from(bytes.subarray(count))];
  }
}
