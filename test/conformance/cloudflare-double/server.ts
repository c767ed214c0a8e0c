import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Contract } from './contract.ts';
import { answerCall } from './operations.ts';
import { DoubleZone, Refusal } from './zone.ts';

/** What goes wrong, and what a token may do; changed between calls by tests. */
export interface DoubleKnobs {
  token: string;
  /** Permission groups of the token; null: all. */
  permissions: readonly string[] | null;
  /** Requests until 429; null: no limit. */
  requestsLeft: number | null;
  /** What Retry-After says, seconds. */
  retryAfterSeconds: number;
  /** The next write is done, then the connection is cut without an answer. */
  cutsNextWrite: boolean;
  /** Writes answered until every connection is cut; null: it lives. */
  writesUntilDeath: number | null;
  /** Settings the zone's plan does not let change, by Cloudflare's names. */
  lockedSettings: readonly string[];
  /** What somebody else does just before the next rules are really written. */
  beforeNextPut: (() => unknown) | null;
  tokenStatus: 'active' | 'disabled' | 'expired';
  /** Collects every well-formed exchange; null: nobody reads it. */
  log: LoggedCall[] | null;
}

export interface LoggedCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: unknown;
  readonly answer: object;
}

export interface CloudflareDouble {
  readonly baseUrl: string;
  readonly zone: DoubleZone;
  readonly knobs: DoubleKnobs;
  readonly contract: Contract;
  readonly calls: () => number;
  readonly close: () => Promise<void>;
}

/** A Cloudflare of one zone on loopback: every request and answer is held against the contract. */
export async function startCloudflareDouble(name: string): Promise<CloudflareDouble> {
  const [zone, contract] = [new DoubleZone(name), new Contract()];
  const knobs: DoubleKnobs = {
    token: 'token-of-the-double',
    permissions: null,
    requestsLeft: null,
    retryAfterSeconds: 0,
    cutsNextWrite: false,
    writesUntilDeath: null,
    lockedSettings: [],
    beforeNextPut: null,
    tokenStatus: 'active',
    log: null,
  };
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    void bodyOf(request).then((text) => handle({ zone, contract, knobs }, { request, response, text }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    zone,
    knobs,
    contract,
    calls: () => calls,
    close: () => closed(server),
  };
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
}

interface Parts {
  readonly zone: DoubleZone;
  readonly contract: Contract;
  readonly knobs: DoubleKnobs;
}
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly text: string;
}

function handle(parts: Parts, { request, response, text }: Exchange): void {
  const { knobs } = parts;
  const method = request.method ?? 'GET';
  const reply = (status: number, body: object): void => {
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(status === 429 ? { 'retry-after': String(knobs.retryAfterSeconds) } : {}),
    });
    response.end(JSON.stringify(body));
  };
  if (isDead(knobs, request)) {
    request.socket.destroy();
    return;
  }
  try {
    const answer = answered(parts, {
      method,
      url: new URL(request.url ?? '/', 'http://double'),
      text,
      authorization: request.headers.authorization ?? '',
    });
    if (method !== 'GET' && knobs.cutsNextWrite) {
      knobs.cutsNextWrite = false;
      request.socket.destroy();
    } else reply(200, answer);
  } catch (error) {
    if (!(error instanceof Refusal)) {
      reply(599, {
        success: false,
        errors: [{ code: 599, message: String(error) }],
        messages: [],
        result: null,
      });
      return;
    }
    reply(error.status, {
      success: false,
      errors: [{ code: error.code, message: error.message }],
      messages: [],
      result: null,
    });
  }
}

function isDead(knobs: DoubleKnobs, { method }: IncomingMessage): boolean {
  if (knobs.writesUntilDeath === null) return false;
  if (knobs.writesUntilDeath === 0) return true;
  if (method !== 'GET') knobs.writesUntilDeath -= 1;
  return false;
}

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly text: string;
  readonly authorization: string;
}

function answered({ zone, contract, knobs }: Parts, { method, url, text, authorization }: Asked): object {
  if (knobs.requestsLeft !== null) {
    if (knobs.requestsLeft === 0) {
      knobs.requestsLeft = null;
      throw new Refusal(429, 10_429, 'Rate limited. Please wait and consider throttling your request speed');
    }
    knobs.requestsLeft -= 1;
  }
  if (authorization !== `Bearer ${knobs.token}`) throw new Refusal(401, 1_000, 'Invalid API Token');
  const template = contract.route(method, url.pathname);
  if (template === null) throw new Refusal(404, 7_003, `Could not route to ${url.pathname}`);
  const needed = permissionOf(method, url.pathname);
  const isAllowed =
    knobs.permissions === null ||
    needed === null ||
    knobs.permissions.some((group) => group === needed || group === needed.replace(/Read$/, 'Write'));
  if (!isAllowed) throw new Refusal(403, 10_000, 'Authentication error');
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  const wrong = body === undefined ? null : contract.request(method, template, body);
  if (wrong !== null) throw new Refusal(400, 1_004, `request: ${wrong}`);
  const result = answerCall({ zone, knobs }, { method, template, url, body });
  const broken = contract.answer(method, template, result);
  if (broken !== null) throw new Error(`the double breaks its contract: ${method} ${template}: ${broken}`);
  knobs.log?.push({ method, path: `${url.pathname}${url.search}`, body, answer: result });
  return result;
}

/** The double's own table of permissions, by place. */
function permissionOf(method: string, path: string): string | null {
  if (path.startsWith('/user')) return null;
  const kind = method === 'GET' ? 'Read' : 'Write';
  const places: readonly (readonly [string, string])[] = [
    ['/dns_records', 'DNS'],
    ['/dnssec', 'DNS'],
    ['/ssl/', 'SSL and Certificates'],
    ['http_request_dynamic_redirect', 'Dynamic URL Redirects'],
    ['http_request_cache_settings', 'Cache Settings'],
    ['headers_transform', 'Zone Transform Rules'],
    ['firewall', 'Zone WAF'],
    ['ratelimit', 'Zone WAF'],
    ['/bot_management', 'Bot Management'],
    ['/settings/', 'Zone Settings'],
  ];
  const found = places.find(([part]) => path.includes(part));
  return `${found?.[1] ?? 'Zone'} ${kind}`;
}
