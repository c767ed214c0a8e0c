import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { answerCounter } from './answer-counter.ts';
import { requestMaker } from './request.ts';

export interface Sending {
  readonly url: string;
  readonly key: string;
  readonly groups: number;
  /** No two stacks are the same. */
  readonly locals?: boolean;
  readonly connections: number;
  /** Requests of one connection that wait for their answer, at most: more than one are pipelined. */
  readonly inFlight: number;
  /** Null: as fast as it goes. */
  readonly perSecond: number | null;
  readonly isOver: (sent: number) => boolean;
}

const tickMs = 4;
/** For the last answers. */
const patienceMs = 10_000;

/**
 * Sends until it is over; what was answered, by status, 0 where a connection broke. On bare sockets, requests copied from bytes made
 * beforehand and written many at once, answers counted in the bytes: a client that costs as much as the server would measure itself.
 */
export async function sendErrors(sending: Sending): Promise<ReadonlyMap<number, number>> {
  const flow = new Flow(sending);
  await flow.open();
  while (!flow.isOver()) {
    flow.send();
    await wait(sending.perSecond === null ? 0 : tickMs);
  }
  for (let waited = 0; flow.waiting > 0 && waited < patienceMs; waited += tickMs) await wait(tickMs);
  flow.close();
  return flow.statuses;
}

interface Line {
  socket: Socket;
  waiting: number;
}

class Flow {
  readonly statuses = new Map<number, number>();
  readonly #sending: Sending;
  readonly #requests: (first: number, count: number) => Buffer;
  readonly #lines: Line[] = [];
  readonly #from = performance.now();
  #sent = 0;
  #isClosed = false;

  constructor(sending: Sending) {
    this.#sending = sending;
    this.#requests = requestMaker(sending);
  }

  async open(): Promise<void> {
    for (let each = 0; each < this.#sending.connections; each += 1) {
      const line: Line = { socket: this.#connected(() => line), waiting: 0 };
      await once(line.socket, 'connect');
      this.#lines.push(line);
    }
  }

  isOver(): boolean {
    return this.#sending.isOver(this.#sent);
  }

  get waiting(): number {
    return this.#lines.reduce((sum, line) => sum + line.waiting, 0);
  }

  /** What is due by now, spread over the connections that may take more. */
  send(): void {
    let due = this.#due();
    const share = Math.ceil(due / this.#lines.length);
    for (const line of this.#lines.toSorted((one, other) => one.waiting - other.waiting)) {
      const count = Math.min(due, share, this.#sending.inFlight - line.waiting);
      if (count <= 0 || !line.socket.writable) continue;
      line.socket.write(this.#requests(this.#sent, count));
      line.waiting += count;
      this.#sent += count;
      due -= count;
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const line of this.#lines) line.socket.destroy();
  }

  #due(): number {
    const { perSecond, connections, inFlight } = this.#sending;
    if (perSecond === null) return connections * inFlight;
    return Math.floor(((performance.now() - this.#from) / 1000) * perSecond) - this.#sent;
  }

  #connected(line: () => Line): Socket {
    const { hostname, port } = new URL(this.#sending.url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const count = answerCounter((status) => {
      line().waiting -= 1;
      this.#count(status, 1);
    });
    socket.on('data', count);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#isClosed) return;
      this.#count(0, line().waiting);
      line().waiting = 0;
      line().socket = this.#connected(line);
    });
    return socket;
  }

  #count(status: number, times: number): void {
    if (times > 0) this.statuses.set(status, (this.statuses.get(status) ?? 0) + times);
  }
}
