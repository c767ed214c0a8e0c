import type { WorldClock } from '../clock.ts';
import type { HostPlan, WorldPlan } from '../plan.ts';
import type { EdgeCache } from './cache.ts';
import { createCache } from './cache.ts';
import { encoded } from './encoding.ts';
import { overlaid, rewritten } from './overlay.ts';
import { personal } from './visitor-token.ts';
import { redirectOf } from './redirect.ts';
import type { Incoming, Outgoing, WebApp } from './web-app.ts';
import { headerOf, textAnswer } from './web-app.ts';

export interface EdgeInput {
  /** The plan as of now; it may change between requests. */
  readonly plan: () => WorldPlan;
  readonly apps: Readonly<Record<HostPlan['app'], WebApp>>;
  readonly clock: WorldClock;
  readonly signal: AbortSignal;
}

/** Everything between the socket and the apps: redirects, headers, cache, compression. null: close without an answer. */
export type Exchange = (request: Incoming) => Promise<Outgoing | null>;

export function createExchange(input: EdgeInput): Exchange {
  const caches = new Map<string, EdgeCache>();
  let cached = input.plan();
  const cacheFor = (name: string): EdgeCache => {
    const cache = caches.get(name) ?? createCache(input.clock);
    caches.set(name, cache);
    return cache;
  };
  return async (request) => {
    const plan = input.plan();
    // What was stored under other rules is not shown any more.
    if (plan !== cached) caches.clear();
    cached = plan;
    const host = hostFor(plan, request);
    if (host === null) return textAnswer(421, 'This server does not answer for that name.\n');
    if (host.latencyMs > 0) await input.clock.sleep(host.latencyMs, input.signal);
    if (host.plain === 'close' && request.scheme === 'http') return null;
    if (request.method === 'TRACE') return host.echoesTrace ? echo(request) : textAnswer(405, 'Not here.\n');
    const answer = refusalOf(host, request) ?? redirectOf(host, request);
    if (answer !== null) return overlaid(host, request, answer);
    const made = await fromOrigin({ input, host, request, cache: cacheFor(host.name) });
    return finished(host, request, made);
  };
}

/** The request as it was received (RFC 9110 section 9.3.8). */
const echo = (request: Incoming): Outgoing => ({
  status: 200,
  headers: [['content-type', 'message/http']],
  body: Buffer.from(
    [`TRACE ${request.target} HTTP/1.1`, ...request.headers.map(([name, value]) => `${name}: ${value}`)].join(
      '\r\n',
    ),
  ),
});

/** The host as this address shows it; null when it is not answered here. */
export function hostFor(plan: WorldPlan, request: { host: string; address: string }): HostPlan | null {
  const host = plan.hosts[request.host];
  const address = plan.addresses[request.address];
  if (host === undefined || (address?.only ?? [request.host]).includes(request.host) === false) return null;
  return { ...host, ...address?.versions[request.host] };
}

function refusalOf(host: HostPlan, request: Incoming): Outgoing | null {
  if (host.outage !== null) return textAnswer(host.outage, 'The service is not available.\n');
  const agent = (headerOf(request.headers, 'user-agent') ?? '').toLowerCase();
  const isBlocked = host.blockedAgents.some((part) => agent.includes(part));
  return isBlocked ? textAnswer(403, 'Your browser was blocked.\n') : null;
}

interface OriginJob {
  readonly input: EdgeInput;
  readonly host: HostPlan;
  readonly request: Incoming;
  readonly cache: EdgeCache;
}

async function fromOrigin({ input, host, request, cache }: OriginJob): Promise<Outgoing> {
  const path = request.target.split('?')[0] ?? '/';
  const file = Object.hasOwn(host.files, path) ? host.files[path] : undefined;
  if (file !== undefined) {
    const headers: [string, string][] = [['content-type', file.type], ...Object.entries(file.headers)];
    return personal(
      request,
      overlaid(host, request, { status: file.status, headers, body: Buffer.from(file.body) }),
    );
  }
  const isCacheable = host.cache.isOn && (request.method === 'GET' || request.method === 'HEAD');
  const key = `${request.scheme} ${request.target}`;
  const hit = isCacheable ? cache.find(key) : null;
  if (hit !== null) {
    const status = `edge; hit; ttl=${hit.ttlSeconds - hit.ageSeconds}`;
    return withHeaders(hit.answer, [
      ['age', String(hit.ageSeconds)],
      ['cache-status', status],
    ]);
  }
  const made = rewritten(host, await askApp(input.apps[host.app], request));
  const answer = personal(request, overlaid(host, request, made));
  if (!isCacheable) return answer;
  const isStored = cache.store(key, answer, host.cache);
  return withHeaders(answer, [
    ['cache-status', isStored ? 'edge; fwd=uri-miss; stored' : 'edge; fwd=bypass'],
  ]);
}

async function askApp(app: WebApp, request: Incoming): Promise<Outgoing> {
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const headers = request.headers.filter(([name]) => name !== 'connection' && name !== 'transfer-encoding');
  const response = await app(
    new Request(`${request.scheme}://${request.host}${request.target}`, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      ...(method === 'GET' || request.body.length === 0 ? {} : { body: Uint8Array.from(request.body) }),
    }),
  );
  const cookies = response.headers.getSetCookie().map((value): [string, string] => ['set-cookie', value]);
  const plain = [...response.headers].filter(([name]) => name !== 'set-cookie');
  return {
    status: response.status,
    headers: [...plain, ...cookies],
    body: Buffer.from(await response.arrayBuffer()),
  };
}

/** 304 for a known validator (RFC 9110 section 13.1.2), then compression. */
async function finished(host: HostPlan, request: Incoming, answer: Outgoing): Promise<Outgoing> {
  const etag = headerOf(answer.headers, 'etag');
  const known = headerOf(request.headers, 'if-none-match');
  if (etag !== undefined && known !== undefined && (known === '*' || known.includes(etag)))
    return {
      status: 304,
      headers: answer.headers.filter(([name]) => name !== 'content-type'),
      body: Buffer.alloc(0),
    };
  const accepted = headerOf(request.headers, 'accept-encoding') ?? '';
  return host.isCompressed ? encoded(answer, accepted) : answer;
}

const withHeaders = (answer: Outgoing, headers: Outgoing['headers']): Outgoing => ({
  ...answer,
  headers: [...answer.headers, ...headers],
});
