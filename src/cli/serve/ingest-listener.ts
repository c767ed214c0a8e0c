import type { IncomingMessage, Server as NodeServer, ServerResponse } from 'node:http';
import { tooLarge } from '../../server/http/body.ts';
import { Refused } from '../../server/http/refused.ts';
import type { IngestReply } from '../../server/ingest/arrival.ts';
import type { IngestDoor } from '../../server/ingest/door.ts';

/** Puts a place for a door before whoever listens to the requests of a server; what it is no door for goes on as before. */
export function standAtDoor(server: NodeServer): (door: IngestDoor) => void {
  const others = server.listeners('request');
  return (door) => {
    server.removeAllListeners('request');
    server.on('request', (request, response) => {
      const reply = enter(door, request);
      if (reply === null) for (const other of others) Reflect.apply(other, server, [request, response]);
      else void reply.then((told) => send(request, response, told));
    });
  };
}

function enter(door: IngestDoor, request: IncomingMessage): Promise<IngestReply> | null {
  const { headers } = request;
  return door({
    method: request.method ?? '',
    target: request.url ?? '',
    header: (name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : null;
    },
    body: (limit) => bodyOf(request, limit),
  });
}

/** Never more than `limit`; rejects as well when the sender goes away, and then nobody is left to be answered. */
function bodyOf(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) {
      reject(tooLarge(limit));
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) reject(tooLarge(limit));
      else chunks.push(chunk);
    });
    request.once('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.once('error', () => reject(gone));
    request.once('close', () => reject(gone));
  });
}

const gone = new Refused(400, 'gone', { message: 'The sender went away.' });

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: IngestReply,
): void {
  // A body that is not wanted is not read to its end: the connection goes with it.
  const isCut = status === 413 && !request.complete;
  response.writeHead(status, isCut ? { ...headers, connection: 'close' } : headers);
  response.end(body);
}
