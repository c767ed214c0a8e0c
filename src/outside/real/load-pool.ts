import type { Socket } from 'node:net';
import type { Clock, Result } from '../../model/outside.ts';
import type { LoadExchange } from './load-exchange.ts';
import { worldError } from './world-error.ts';

/** Servers hang up on idle connections after 5 s and more. */
const maxIdleMs = 4000;
/** What a server announced is kept a second short, for what is on its way. */
const idleMarginMs = 1000;

interface Line {
  readonly socket: Socket;
  at: LoadExchange | null;
  /** Whole answers it brought. */
  answers: number;
  idleUntilMs: number;
}

export interface LoadPoolParts {
  readonly clock: Clock;
  readonly connect: () => Promise<Result<Socket>>;
  readonly maxConnections: number;
}

/** Connections of one origin, one exchange at a time on each; the youngest free one is used first. */
export class LoadPool {
  readonly #parts: LoadPoolParts;
  readonly #free: Line[] = [];
  readonly #lines = new Set<Line>();
  readonly #waiting: LoadExchange[] = [];
  /** How many at the begin of `#waiting` are gone: taking them off one by one would move all others. */
  #taken = 0;
  /** Hung up on once: only for a connection nobody used before, where there may be one more. */
  readonly #again: LoadExchange[] = [];
  #opening = 0;
  #isClosed = false;

  constructor(parts: LoadPoolParts) {
    this.#parts = parts;
  }

  /** On a free connection, a new one while there may be more, else in the order of coming. */
  send(exchange: LoadExchange): void {
    const line = this.#freeLine();
    if (line !== null) return put(line, exchange);
    this.#waiting.push(exchange);
    this.#grow();
  }

  close(): void {
    this.#isClosed = true;
    for (const { socket } of this.#lines) socket.destroy();
  }

  #freeLine(): Line | null {
    const nowMs = this.#parts.clock.monotonicMs();
    for (let line = this.#free.pop(); line !== undefined; line = this.#free.pop()) {
      if (line.idleUntilMs > nowMs && !line.socket.destroyed) return line;
      line.socket.destroy();
    }
    return null;
  }

  /** As many are opened as wait, so that no one waits for a connection that another one took. */
  #grow(): void {
    const { maxConnections } = this.#parts;
    const isWanted = (): boolean =>
      this.#opening < this.#waiting.length - this.#taken + this.#again.length &&
      this.#lines.size + this.#opening < maxConnections;
    while (!this.#isClosed && isWanted()) void this.#open();
  }

  async #open(): Promise<void> {
    this.#opening += 1;
    const opened = await this.#parts.connect();
    this.#opening -= 1;
    if (!opened.ok) {
      this.#next(null)?.fail(opened.error);
      return this.#grow();
    }
    if (this.#isClosed) return void opened.value.destroy();
    this.#adopt(opened.value);
  }

  #adopt(socket: Socket): void {
    const line: Line = { socket, at: null, answers: 0, idleUntilMs: 0 };
    this.#lines.add(line);
    socket.on('data', (chunk: Buffer) => {
      const exchange = line.at;
      // A byte nobody asked for.
      if (exchange === null) return void socket.destroy();
      if (exchange.received(chunk) === 'done') this.#release(line, exchange.reader);
    });
    socket.on('error', (error) => this.#ended(line, error));
    socket.once('end', () => this.#ended(line, null));
    socket.once('close', () => this.#ended(line, null));
    this.#use(line, maxIdleMs);
  }

  #release(line: Line, { isKept, keptForMs }: LoadExchange['reader']): void {
    line.at = null;
    line.answers += 1;
    if (!isKept || this.#isClosed) return void line.socket.destroy();
    this.#use(line, keptForMs === null ? maxIdleMs : Math.max(0, keptForMs - idleMarginMs));
  }

  /** For the next that waits; free when nobody does. */
  #use(line: Line, idleMs: number): void {
    const exchange = this.#next(line);
    if (exchange !== null) return put(line, exchange);
    line.idleUntilMs = this.#parts.clock.monotonicMs() + Math.min(maxIdleMs, idleMs);
    this.#free.push(line);
  }

  #ended(line: Line, error: Error | null): void {
    this.#lines.delete(line);
    const free = this.#free.indexOf(line);
    if (free >= 0) this.#free.splice(free, 1);
    const exchange = line.at;
    line.at = null;
    if (exchange !== null && line.answers > 0 && exchange.takeSecondChance()) this.#again.push(exchange);
    else exchange?.ended(error === null ? null : worldError(error, 'Asking'));
    line.socket.destroy();
    this.#grow();
  }

  #next(line: Line | null): LoadExchange | null {
    const isFresh = line === null || line.answers === 0 || this.#lines.size >= this.#parts.maxConnections;
    const first = isFresh ? this.#again.shift() : undefined;
    if (first !== undefined) return first.isOpen ? first : this.#next(line);
    while (this.#taken < this.#waiting.length) {
      const exchange = this.#waiting[this.#taken];
      this.#taken += 1;
      if (this.#taken === this.#waiting.length) this.#waiting.length = this.#taken = 0;
      if (exchange?.isOpen === true) return exchange;
    }
    return null;
  }
}

function put(line: Line, exchange: LoadExchange): void {
  line.at = exchange;
  exchange.written(() => line.socket.destroy());
  line.socket.write(exchange.bytes);
}
