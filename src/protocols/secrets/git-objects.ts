/** One object of `git cat-file --batch`, as its bytes come in. */
export interface ObjectSink {
  readonly begin: (object: GitObject) => void;
  readonly data: (chunk: Uint8Array) => void;
  readonly end: () => void;
}
export interface GitObject {
  readonly id: string;
  readonly type: string;
  readonly sizeBytes: number;
}

const longestHeader = 4_096;

/** Reads the stream of `git cat-file --batch`: a line `<id> <type> <size>`, that many bytes, a newline. Lines of missing objects are passed over. */
export class ObjectReader {
  readonly #sink: ObjectSink;
  #header = '';
  #left = 0;
  #isInside = false;

  constructor(sink: ObjectSink) {
    this.#sink = sink;
  }

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length) at = this.#isInside ? this.#readBody(chunk, at) : this.#readHeader(chunk, at);
  }

  #readBody(chunk: Uint8Array, at: number): number {
    const body = chunk.subarray(at, at + this.#left);
    if (body.length > 0) this.#sink.data(body);
    this.#left -= body.length;
    const next = at + body.length;
    if (this.#left > 0 || next >= chunk.length) return next;
    this.#isInside = false;
    this.#sink.end();
    return next + 1;
  }

  #readHeader(chunk: Uint8Array, at: number): number {
    const end = chunk.indexOf(10, at);
    const part = Buffer.from(chunk.subarray(at, end === -1 ? chunk.length : end)).toString('latin1');
    this.#header = (this.#header + part).slice(0, longestHeader);
    if (end === -1) return chunk.length;
    const object = parseObjectLine(this.#header);
    this.#header = '';
    if (object !== null) {
      this.#isInside = true;
      this.#left = object.sizeBytes;
      this.#sink.begin(object);
    }
    return end + 1;
  }
}

/** `<id> <type> <size>`; null for anything else. */
export function parseObjectLine(line: string): GitObject | null {
  const [, id, type, size] =
    /^([0-9a-f]{40}(?:[0-9a-f]{24})?) (blob|commit|tag|tree) (\d{1,15})$/.exec(line) ?? [];
  return id === undefined || type === undefined ? null : { id, type, sizeBytes: Number(size) };
}

/** Splits chunks into lines, whatever their length; the longest line kept is 64 KiB. */
export class LineReader {
  readonly #onLine: (line: string) => void;
  #rest = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Uint8Array): void {
    const lines = (this.#rest + Buffer.from(chunk).toString('latin1')).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, 65_536);
    for (const line of lines) this.#onLine(line);
  }

  end(): void {
    if (this.#rest !== '') this.#onLine(this.#rest);
    this.#rest = '';
  }
}
