import { StoreError } from '../../model/store-error.ts';
import { UserError } from '../../model/error.ts';
import type { Caller } from '../auth/caller.ts';
import { isAllowed, nameOf, nobody } from '../auth/caller.ts';
import { secretInCookie } from '../auth/cookie.ts';
import { isOwnRequest } from '../auth/origin.ts';
import { callerOfSession, callerOfToken } from '../auth/sessions.ts';
import type { Server } from '../server.ts';
import { isSecure } from '../server.ts';
import { boundedBytes, formBody, jsonBody } from './body.ts';
import { Refused } from './refused.ts';
import { json } from './route.ts';
import type { Call, Route } from './route.ts';

const defaultBodyBytes = 64 * 1024;

export interface Arrival {
  readonly request: Request;
  readonly from: string;
  readonly param: (name: string) => string;
}

/** Around every route: who calls, whether they may, what came out, one line in the log. Never throws. */
export async function serveRoute(server: Server, route: Route, arrival: Arrival): Promise<Response> {
  const fromMs = server.outside.clock.monotonicMs();
  let caller: Caller = nobody;
  let response: Response;
  try {
    caller = await callerOf(server, arrival.request);
    admit(server, route, { caller, headers: arrival.request.headers });
    response = await route.handle(callOf(server, route, { ...arrival, caller }));
  } catch (error) {
    response = refusalOf(server, route, error);
  }
  const tookMs = Math.round((server.outside.clock.monotonicMs() - fromMs) * 10) / 10;
  const isLoud =
    route.isFrequent === true
      ? response.status >= 500
      : route.method !== 'GET' || response.status >= 400 || tookMs > 1000;
  if (isLoud)
    server.log('request', {
      method: route.method,
      path: route.path,
      status: response.status,
      by: nameOf(caller),
      tookMs,
    });
  return response;
}

/** A token in the header, else the session in the cookie; a wrong token is nobody, never the cookie's person. */
async function callerOf(server: Server, { headers }: Request): Promise<Caller> {
  const parts = { people: server.store.people, outside: server.outside };
  const bearer = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  if (bearer !== undefined) return callerOfToken(parts, bearer);
  const secret = secretInCookie(headers.get('cookie'), isSecure(server.config));
  return secret === null ? nobody : callerOfSession(parts, secret);
}

function admit(
  server: Server,
  route: Route,
  { caller, headers }: { readonly caller: Caller; readonly headers: Headers },
): void {
  const isChange = route.method !== 'GET' && route.isOpenForm !== true;
  const origin = new URL(server.config.publicUrl).origin;
  if (
    isChange &&
    (caller.kind === 'person' || caller.kind === 'nobody') &&
    !isOwnRequest(caller, headers, origin)
  )
    throw new Refused(403, 'not-from-here', {
      message: 'This request did not come from a page of this server.',
      todo: 'Reload the page and try again.',
    });
  if (isAllowed(caller, route.access)) return;
  if (caller.kind === 'nobody')
    throw new Refused(401, 'sign-in', { message: 'You are not signed in.', todo: 'Sign in and try again.' });
  throw new Refused(403, 'forbidden', {
    message: `This needs the role ${route.access}.`,
    todo: 'Ask an owner for it.',
  });
}

function callOf(server: Server, route: Route, arrival: Arrival & { readonly caller: Caller }): Call {
  const { request, from, param, caller } = arrival;
  const url = new URL(request.url);
  const limit = route.maxBodyBytes ?? defaultBodyBytes;
  return {
    server,
    caller,
    from,
    url,
    param,
    method: request.method,
    headers: request.headers,
    signal: request.signal,
    query: (name) => url.searchParams.get(name)?.slice(0, 400) ?? null,
    body: (schema) => jsonBody(request, schema, limit),
    bytes: () => boundedBytes(request, limit),
    form: () => formBody(request, limit),
  };
}

/** Reasons are answers; only what nobody foresaw is logged with its stack, and never shown. */
export function refusalOf(server: Server, route: Pick<Route, 'path'>, error: unknown): Response {
  const refused = asRefused(error);
  if (refused === null) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    server.log('bug', { path: route.path, stack });
  }
  const told =
    refused ??
    new Refused(500, 'bug', { message: 'Something went wrong here; the log of the server has it.' });
  const response = json(told.body, told.status);
  if (told.retryAfterSeconds !== null) response.headers.set('retry-after', String(told.retryAfterSeconds));
  return response;
}

function asRefused(error: unknown): Refused | null {
  if (error instanceof Refused) return error;
  if (error instanceof UserError)
    return new Refused(400, error.code, { message: error.message, todo: error.todo });
  if (!(error instanceof StoreError)) return null;
  if (error.kind === 'conflict') return new Refused(409, 'conflict', { message: error.message });
  return new Refused(503, 'unavailable', {
    message: `The database cannot be used now: ${error.message}`,
    todo: 'Watching goes on and what it sees waits in memory. Try again in a moment.',
    retryAfterSeconds: 5,
  });
}
