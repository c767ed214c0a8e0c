import type { Connection, ConnectRequest, SocketDoor } from '../../model/outside-sockets.ts';
import { failure, ok } from '../../model/outside.ts';
import { fakeTlsSession } from './http.ts';

/** A server as a conversation: `greeting` on connect, then an answer to each thing written; null hangs up. */
export interface FakeServer {
  readonly greeting?: string;
  readonly reply?: (text: string) => string | null;
}

export interface FakeSocketDoor extends SocketDoor {
  readonly written: () => readonly string[];
  readonly openConnections: () => number;
}

/** Keys: `192.0.2.1:25`; anything else is refused. */
export function createFakeSockets(servers: Readonly<Record<string, FakeServer>> = {}): FakeSocketDoor {
  const written: string[] = [];
  let open = 0;
  return {
    written: () => written,
    openConnections: () => open,
    route: ok,
    connect: async (request: ConnectRequest) => {
      const key = `${request.address}:${request.port}`;
      const server = servers[key];
      if (server === undefined) return failure('refused', `Nothing listens at ${key}`, 'ECONNREFUSED');
      open += 1;
      return ok(conversation(server, key, { written, onClose: () => void (open -= 1) }));
    },
  };
}

function conversation(
  server: FakeServer,
  remote: string,
  seen: { readonly written: string[]; readonly onClose: () => void },
): Connection {
  const inbox: Uint8Array[] = [];
  let isEnded = false;
  let isClosed = false;
  const receive = (text: string): void => void inbox.push(new TextEncoder().encode(text));
  if (server.greeting !== undefined) receive(server.greeting);
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    seen.onClose();
  };
  return {
    remote,
    read: async () => {
      const chunk = inbox.shift();
      if (chunk !== undefined) return ok(chunk);
      return isEnded || isClosed
        ? ok(null)
        : failure('timed-out', `Reading from ${remote}: no answer in time`);
    },
    write: async (data) => {
      if (isClosed || isEnded) return failure('reset', `Writing to ${remote}: already closed`, 'EPIPE');
      const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
      seen.written.push(text);
      const answer = server.reply?.(text);
      if (answer === null) isEnded = true;
      else if (answer !== undefined) receive(answer);
      return ok(undefined);
    },
    startTls: async () => ok(fakeTlsSession()),
    close,
    [Symbol.asyncDispose]: close,
  };
}
