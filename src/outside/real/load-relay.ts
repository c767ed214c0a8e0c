import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import type { LoadRelay, RelayOpening } from '../../model/outside-load.ts';
import { ok, type Result } from '../../model/outside.ts';
import { dialFirst } from './dial.ts';
import { httpDestinations } from './http-target.ts';
import type { LoadParts } from './load-connect.ts';
import { failed } from './world-error.ts';

const connectMs = 10_000;
const maxConnections = 512;

interface Holding {
  delayMs: number;
  questions: number;
}

/** Listens on loopback and dials through the door's own dialer, so that maps and address rules hold. */
export async function openRelay(parts: LoadParts, { port, to }: RelayOpening): Promise<Result<LoadRelay>> {
  const holding: Holding = { delayMs: 0, questions: 0 };
  const sockets = new Set<Socket>();
  const server = createServer({ pauseOnConnect: true, noDelay: true }, (client) => {
    sockets.add(client);
    client.once('close', () => sockets.delete(client));
    client.on('error', () => undefined);
    void join(parts, client, { to, holding });
  });
  server.maxConnections = maxConnections;
  const trouble = await listening(server, port);
  if (trouble !== null) return failed(trouble, `Listening on port ${port}`);
  return ok({
    port: (server.address() as AddressInfo).port,
    setDelay: (ms) => void (holding.delayMs = ms),
    questions: () => holding.questions,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  });
}

const listening = (server: Server, port: number): Promise<Error | null> =>
  new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => resolve(null));
  });

async function join(
  parts: LoadParts,
  client: Socket,
  { to, holding }: { readonly to: RelayOpening['to']; readonly holding: Holding },
): Promise<void> {
  using deadline = parts.clock.deadline(connectMs);
  const { signal } = deadline;
  const target = {
    url: new URL(`http://${to.host}`),
    isSecure: false,
    host: to.host.replace(/^\[|\]$/g, ''),
    port: to.port,
  };
  const places = await httpDestinations(parts.dns, target, { signal });
  const dialled = places.ok
    ? await dialFirst(parts.dialer, parts.clock, { to: places.value, signal })
    : places;
  if (!dialled.ok) return void client.destroy();
  passOn(parts, { client, upstream: dialled.value.socket }, holding);
}

/** Answers wait by not being read; what fits into the sockets waits there, the rest at the server. */
function passOn(
  { clock }: LoadParts,
  { client, upstream }: { readonly client: Socket; readonly upstream: Socket },
  holding: Holding,
): void {
  const asks = questionsOf();
  let opensAtMs = 0;
  let cancel: (() => void) | null = null;
  const isHeld = (): boolean => clock.monotonicMs() < opensAtMs;
  const release = (): void => {
    cancel = null;
    if (isHeld()) cancel = clock.after(opensAtMs - clock.monotonicMs(), release);
    else upstream.resume();
  };
  client.on('data', (chunk) => {
    if (asks.isQuestion(chunk)) {
      holding.questions += 1;
      opensAtMs = clock.monotonicMs() + holding.delayMs;
      if (holding.delayMs > 0) {
        upstream.pause();
        cancel ??= clock.after(holding.delayMs, release);
      }
    }
    if (!upstream.write(chunk)) client.pause();
  });
  upstream.on('data', (chunk) => {
    asks.answered();
    if (!client.write(chunk)) upstream.pause();
  });
  upstream.on('drain', () => client.resume());
  client.on('drain', () => (isHeld() ? undefined : upstream.resume()));
  const end = (): void => {
    cancel?.();
    client.destroy();
    upstream.destroy();
  };
  client.once('end', () => upstream.end()).once('close', end);
  upstream.once('end', () => client.end()).once('close', end);
  client.resume();
}

const tlsHandshake = 0x16;
const tlsData = 0x17;
const recordHead = 5;
const httpRequest = /^[A-Z]{3,10} \S/;

/** Which bytes of a client begin a question: after an answer, or at the begin. */
function questionsOf(): {
  readonly isQuestion: (chunk: Uint8Array) => boolean;
  readonly answered: () => void;
} {
  let kind: 'tls' | 'http' | 'other' | null = null;
  let isOpen = true;
  return {
    isQuestion: (chunk) => {
      kind ??= kindOf(chunk);
      // In a handshake both sides talk several times; a question is data (RFC 8446 section 5.1).
      if (!isOpen || (kind === 'tls' && !holdsData(chunk))) return false;
      isOpen = false;
      return true;
    },
    answered: () => {
      // Elsewhere a conversation of many small turns (SMTP) is one question.
      if (kind === 'http' || kind === 'tls') isOpen = true;
    },
  };
}

/** A record of data among those of the chunk; the last words of a handshake come together with the first question. */
function holdsData(chunk: Uint8Array): boolean {
  for (let at = 0; at + recordHead <= chunk.length;) {
    if (chunk[at] === tlsData) return true;
    at += recordHead + (chunk[at + 3] ?? 0) * 256 + (chunk[at + 4] ?? 0);
  }
  return false;
}

function kindOf(chunk: Uint8Array): 'tls' | 'http' | 'other' {
  if (chunk[0] === tlsHandshake) return 'tls';
  return httpRequest.test(Buffer.from(chunk.subarray(0, 16)).toString('latin1')) ? 'http' : 'other';
}
