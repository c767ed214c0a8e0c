import type { z } from 'zod';
import type { Role } from '../../model/store.ts';
import type { Caller } from '../auth/caller.ts';
import type { Server } from '../server.ts';

/** Who may call: `public` everybody, a role and those above it, `probe` and `ingest` credentials of that kind alone. */
export type Access = 'public' | Role | 'probe' | 'ingest';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS';

/** One way in. Nothing is open by default: the frame refuses before `handle` sees the call. */
export interface Route {
  readonly method: Method;
  /** `/api/monitors/:id`: what logs show instead of the address. */
  readonly path: string;
  readonly access: Access;
  /** One sentence for the reference. */
  readonly about: string;
  /** Default 64 KiB. */
  readonly maxBodyBytes?: number;
  /** Forms of pages without script and machines without a session: no CSRF header. Never with a session's rights. */
  readonly isOpenForm?: boolean;
  /** Called a thousand times a second: only what went wrong here is logged. */
  readonly isFrequent?: boolean;
  readonly handle: (call: Call) => Promise<Response> | Response;
}

/** What a route sees of a request. */
export interface Call {
  readonly server: Server;
  readonly caller: Caller;
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  /** Address of the peer, for limits. */
  readonly from: string;
  /** Aborts when the caller goes away. */
  readonly signal: AbortSignal;
  /** A part of the path; empty when there is none. */
  readonly param: (name: string) => string;
  readonly query: (name: string) => string | null;
  /** The JSON body in the form of the schema, or a `Refused` 415, 400, 413 or 422. */
  readonly body: <T>(schema: z.ZodType<T>) => Promise<T>;
  /** The raw body, bounded. */
  readonly bytes: () => Promise<Uint8Array>;
  /** Fields of an HTML form. */
  readonly form: () => Promise<URLSearchParams>;
}

/** A file of `routes/`: its default export. */
export interface RouteFile {
  readonly routes: readonly Route[];
}
export const routes = (...list: readonly Route[]): RouteFile => ({ routes: list });

export const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  });

export const page = (html: string, status = 200): Response =>
  new Response(html, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  });
