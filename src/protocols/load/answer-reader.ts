/** What became of the bytes read so far. */
export type AnswerState = 'more' | 'done' | 'broken';

const maxHeadBytes = 64 * 1024;
const maxChunkLine = 64;
const [cr, lf] = [0x0d, 0x0a];

/**
 * One answer of HTTP/1.1, read as it comes; bodies are counted, not kept (RFC 9112 sections 4 to 7). Made for many small answers:
 * the usual one, a whole answer in one piece, is told by three searches.
 */
export class AnswerReader {
  status: number | null = null;
  bodyBytes = 0;
  /** The connection may be used again (RFC 9112 section 9.3). */
  isKept = true;
  /** How long the server keeps an idle connection; null: not told. Milliseconds. */
  keptForMs: number | null = null;
  readonly #isHead: boolean;
  #head: Buffer | null = null;
  /** Bytes of the body still to come; -1: chunked; Infinity: until the end of the connection. */
  #left = 0;
  #isInBody = false;
  #chunk: 'size' | 'data' | 'end' | 'trailer' = 'size';
  #line = '';

  constructor(isHead: boolean) {
    this.#isHead = isHead;
  }

  push(bytes: Buffer): AnswerState {
    if (this.#isInBody) return this.#body(bytes);
    const known = this.#head === null ? bytes : Buffer.concat([this.#head, bytes]);
    // Nothing else begins like this, and waiting for the end of a head that never comes would look like a slow answer.
    if (!startsLikeHttp(known)) return 'broken';
    const end = known.indexOf('\r\n\r\n');
    if (end < 0) {
      this.#head = known;
      return known.length > maxHeadBytes ? 'broken' : 'more';
    }
    this.#head = null;
    if (end > maxHeadBytes || !this.#readHead(known.toString('latin1', 0, end + 2))) return 'broken';
    const rest = known.subarray(end + 4);
    // An interim answer (RFC 9110 section 15.2): the real one follows.
    if (this.status !== null && this.status < 200) {
      this.status = null;
      return rest.length === 0 ? 'more' : this.push(rest);
    }
    this.#isInBody = true;
    return this.#body(rest);
  }

  /** The connection ended: whole only where the body goes on until then. */
  end(): AnswerState {
    return this.#isInBody && this.#left === Infinity ? 'done' : 'broken';
  }

  #readHead(head: string): boolean {
    const status = /^HTTP\/1\.([01]) (\d{3})[ \r]/.exec(head);
    if (status === null) return false;
    this.status = Number(status[2]);
    const lower = head.toLowerCase();
    const connection = fieldOf(lower, 'connection');
    this.isKept = status[1] === '1' ? !connection.includes('close') : connection.includes('keep-alive');
    const timeout = /timeout=(\d{1,6})/.exec(fieldOf(lower, 'keep-alive'))?.[1];
    this.keptForMs = timeout === undefined ? null : Number(timeout) * 1000;
    return this.#readLength(lower);
  }

  /** RFC 9112 section 6.3. */
  #readLength(head: string): boolean {
    if (this.#isHead || this.status === 204 || this.status === 304 || (this.status ?? 0) < 200) return true;
    if (fieldOf(head, 'transfer-encoding').endsWith('chunked')) {
      this.#left = -1;
      return true;
    }
    const length = fieldOf(head, 'content-length');
    if (length === '') {
      this.#left = Infinity;
      this.isKept = false;
      return true;
    }
    this.#left = Number(length);
    return /^\d{1,15}$/.test(length);
  }

  #body(bytes: Buffer): AnswerState {
    if (this.#left === -1) return this.#chunks(bytes);
    this.bodyBytes += Math.min(bytes.length, this.#left);
    // Bytes nobody asked for: what follows on this connection cannot be trusted.
    if (bytes.length > this.#left) return 'broken';
    this.#left -= bytes.length;
    return this.#left === 0 ? 'done' : 'more';
  }

  #size = 0;

  /** RFC 9112 section 7.1. */
  #chunks(bytes: Buffer): AnswerState {
    let at = 0;
    while (at < bytes.length) {
      if (this.#chunk === 'data') {
        const taken = Math.min(this.#size, bytes.length - at);
        this.bodyBytes += taken;
        this.#size -= taken;
        at += taken;
        if (this.#size === 0) this.#chunk = 'end';
        continue;
      }
      const next = bytes.indexOf(lf, at);
      this.#line += bytes.toString('latin1', at, next < 0 ? bytes.length : next + 1);
      if (this.#line.length > maxChunkLine && this.#chunk !== 'trailer') return 'broken';
      if (this.#line.length > maxHeadBytes) return 'broken';
      if (next < 0) return 'more';
      at = next + 1;
      const state = this.#chunkLine();
      if (state !== 'more') return state === 'done' && at < bytes.length ? 'broken' : state;
    }
    return 'more';
  }

  #chunkLine(): AnswerState {
    const line = this.#line.charCodeAt(this.#line.length - 2) === cr ? this.#line.slice(0, -2) : null;
    this.#line = '';
    if (line === null) return 'broken';
    switch (this.#chunk) {
      case 'size': {
        const size = /^([0-9a-f]{1,8})[ \t]*(?:;|$)/i.exec(line)?.[1];
        if (size === undefined) return 'broken';
        this.#size = Number.parseInt(size, 16);
        this.#chunk = this.#size === 0 ? 'trailer' : 'data';
        return 'more';
      }
      case 'end':
        this.#chunk = 'size';
        return line === '' ? 'more' : 'broken';
      case 'trailer':
        return line === '' ? 'done' : 'more';
      case 'data':
        return 'broken';
    }
  }
}

const beginning = Buffer.from('HTTP/1.');
const startsLikeHttp = (bytes: Buffer): boolean => {
  const length = Math.min(bytes.length, beginning.length);
  return bytes.subarray(0, length).equals(beginning.subarray(0, length));
};

/** Of a head in lower case with a line end after each field; several are one, as RFC 9110 section 5.3 has it. */
function fieldOf(head: string, name: string): string {
  const start = `\n${name}:`;
  let value = '';
  for (let at = head.indexOf(start); at >= 0; at = head.indexOf(start, at + 1)) {
    const end = head.indexOf('\r', at);
    const one = head.slice(at + start.length, end < 0 ? undefined : end).trim();
    // The same length twice is one length; different ones do not pass as a number.
    value = value === '' || value === one ? one : `${value}, ${one}`;
  }
  return value;
}
