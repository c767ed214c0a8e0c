import { createAdaptorServer } from '@hono/node-server';
import type { Server as NodeServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../model/outside.ts';
import { UserError } from '../../model/error.ts';
import type { App } from '../../server/http/app.ts';
import type { IngestDoor } from '../../server/ingest/door.ts';
import { standAtDoor } from './ingest-listener.ts';

export interface Listening {
  readonly port: number;
  /** Until then every request is told that the server is starting. `door` is asked first. */
  readonly serve: (app: App, door?: IngestDoor) => void;
  /** Takes no new connections, lets requests under way end, then closes what is left. */
  readonly close: (graceMs: number) => Promise<void>;
}

/** Slow or idle peers must not hold a connection for ever. */
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 65_000,
  maxHeadersCount: 100,
  maxConnections: 5_000,
} as const;

export interface ListenAt {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
}

/** Listens before anything else is done: the port is what everything else is named by, and a taken one is told at once. */
export async function listen(at: ListenAt): Promise<Listening> {
  let app: App | null = null;
  const fetch: Parameters<typeof createAdaptorServer>[0]['fetch'] = (request, bindings) =>
    app === null ? starting() : app.fetch(request, bindings);
  // Without certificates the adaptor makes a plain HTTP/1.1 server.
  const server = createAdaptorServer({ fetch }) as NodeServer;
  Object.assign(server, limits);
  const enter = standAtDoor(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(at, error)));
    server.listen(at.port, at.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    serve: (ready, door) => {
      app = ready;
      if (door !== undefined) enter(door);
    },
    close: (graceMs) => close(server, at.clock, graceMs),
  };
}

const starting = (): Response =>
  new Response('Starting.\n', { status: 503, headers: { 'retry-after': '1' } });

async function close(server: NodeServer, clock: Clock, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeIdleConnections();
  const cancel = clock.after(graceMs, () => server.closeAllConnections());
  await closed;
  cancel();
}

const cannotListen = (at: ListenAt, cause: Error): UserError =>
  new UserError('LR_SERVE_LISTEN', {
    what: `${at.host}:${at.port} cannot be listened on: ${cause.message}`,
    why: 'The pages, the API and probes elsewhere come in there.',
    todo: 'Stop what listens there, or give another --port or --host.',
    cause,
  });
