import type { Call } from '../http/route.ts';
import type { Server } from '../server.ts';

/** What a sender sent, whoever took it off the wire. */
export interface IngestArrival {
  readonly server: Server;
  /** Path and query, as they came. */
  readonly target: string;
  readonly query: URLSearchParams;
  /** By its name in lower case. */
  readonly header: (name: string) => string | null;
  /** The body as sent, bounded: `Refused` 413. */
  readonly bytes: () => Promise<Uint8Array>;
}

/** What is answered, not yet on the wire. */
export interface IngestReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export function arrivalOf({ server, url, headers, bytes }: Call): IngestArrival {
  return {
    server,
    target: `${url.pathname}${url.search}`,
    query: url.searchParams,
    header: (name) => headers.get(name),
    bytes,
  };
}

export const responseOf = ({ status, headers, body }: IngestReply): Response =>
  new Response(typeof body === 'string' ? body : Buffer.from(body), { status, headers });
