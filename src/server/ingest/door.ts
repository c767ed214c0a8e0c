import { keyBeforeBody } from '../../ingest/sentry-sender.ts';
import { signalOfPath } from '../../protocols/otlp/request.ts';
import { refusalOf } from '../http/frame.ts';
import { securityHeaders } from '../http/security-headers.ts';
import type { Server } from '../server.ts';
import { isSecure } from '../server.ts';
import type { IngestArrival, IngestReply } from './arrival.ts';
import { otlpBodyLimits, receiveExport } from './otlp/receive.ts';
import { keyIn } from './otlp/sender.ts';
import { maxPackedBytes, receiveSentry } from './sentry/receive.ts';

/** A request as the socket gives it. */
export interface DoorRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** By its name in lower case. */
  readonly header: (name: string) => string | null;
  /** The body, never more than `limit`: `Refused` 413. */
  readonly body: (limit: number) => Promise<Uint8Array>;
}

/**
 * The short way in for senders whose key is known: the same reading, quotas and answers as the routes, without sessions, routing and
 * objects of the Fetch standard, which cost more than an event. Null: a request for the routes.
 */
export type IngestDoor = (request: DoorRequest) => Promise<IngestReply> | null;

const sentryPath = /^\/api\/\w{1,64}\/(?:envelope|store|security)\/?(?:\?|$)/;

export function createIngestDoor(server: Server): IngestDoor {
  const always = securityHeaders(isSecure(server.config));
  // The same refusal is told again and again in a flood.
  const whole = new WeakMap<IngestReply, IngestReply>();
  const answer = async (path: string, replying: Promise<IngestReply>): Promise<IngestReply> => {
    const reply = await replying.catch((error: unknown) => plainOf(refusalOf(server, { path }, error)));
    const known = whole.get(reply);
    if (known !== undefined) return known;
    const made = { ...reply, headers: { ...always, ...reply.headers } };
    if (reply.status === 429) whole.set(reply, made);
    return made;
  };
  return (request) => {
    if (request.method !== 'POST') return null;
    const { target } = request;
    if (sentryPath.test(target)) {
      const arrival = arrivalAt(server, request, maxPackedBytes);
      const key = keyBeforeBody(arrival.query.get('sentry_key'), request.header('x-sentry-auth'));
      return isKnown(server, key) ? answer('/api/:project/envelope', receiveSentry(arrival)) : null;
    }
    const signal = target.startsWith('/v1/') ? signalOfPath(pathOf(target)) : null;
    if (signal === null || !isKnown(server, keyIn(request.header))) return null;
    const arrival = arrivalAt(server, request, otlpBodyLimits.packed);
    return answer(`/v1/${signal}`, receiveExport(arrival, signal));
  };
}

const plainOf = async (response: Response): Promise<IngestReply> => ({
  status: response.status,
  headers: Object.fromEntries(response.headers),
  body: await response.text(),
});

const pathOf = (target: string): string => target.slice(0, 500).split('?', 1)[0] ?? '';

const isKnown = (server: Server, key: string | null): boolean =>
  key !== null && server.projects.projectOf(key) !== null;

function arrivalAt(server: Server, { target, header, body }: DoorRequest, limit: number): IngestArrival {
  const at = target.indexOf('?');
  return {
    server,
    target,
    header,
    query: new URLSearchParams(at === -1 ? '' : target.slice(at, at + 4_000)),
    bytes: () => body(limit),
  };
}
