import type { Outside, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';

export interface NameServer {
  /** IP address. */
  readonly address: string;
  readonly port: number;
}

/** One DNS conversation over TCP: messages with their two-byte length in front (RFC 1035 section 4.2.2). */
export interface MessageStream extends AsyncDisposable {
  readonly send: (message: Uint8Array) => Promise<Result<void>>;
  /** The next whole message; a failure when the server hangs up first. */
  readonly receive: () => Promise<Result<Uint8Array>>;
}

const timeoutMs = 10_000;

export async function openStream(
  outside: Pick<Outside, 'sockets'>,
  server: NameServer,
  signal: AbortSignal,
): Promise<Result<MessageStream>> {
  const opened = await outside.sockets.connect({ ...server, timeoutMs, signal });
  if (!opened.ok) return opened;
  const connection = opened.value;
  let pending = Buffer.alloc(0);
  const receive = async (): Promise<Result<Uint8Array>> => {
    while (pending.length < 2 || pending.length < 2 + pending.readUInt16BE(0)) {
      const chunk = await connection.read({ timeoutMs, signal });
      if (!chunk.ok) return chunk;
      if (chunk.value === null)
        return failure('reset', `${connection.remote} hung up before its answer was whole`);
      pending = Buffer.concat([pending, chunk.value]);
    }
    const end = 2 + pending.readUInt16BE(0);
    const message = pending.subarray(2, end);
    pending = pending.subarray(end);
    return ok(message);
  };
  return ok({
    send: (message) =>
      connection.write(Buffer.concat([Uint8Array.of(message.length >> 8, message.length & 255), message])),
    receive,
    [Symbol.asyncDispose]: () => connection.close(),
  });
}
