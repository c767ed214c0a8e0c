import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccountFile, Held } from './account.ts';
import { startHttpsDouble, type DoubleCertificate, type HttpsDouble } from './https-double.ts';

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
type Names = Readonly<Record<string, Held>>;

export const apiHosts = ['api.vercel.com', 'api.render.com', 'gitlab.com'];
const plain = (held: Held): string | null => (typeof held === 'string' ? held : null);

/** Doubles of the vendors' APIs over one account: routes, credentials, pages and errors as their references tell them. */
export const startVendorApis = (account: AccountFile, certificate: DoubleCertificate): Promise<HttpsDouble> =>
  startHttpsDouble({ hosts: apiHosts, certificate }, (request, response) => {
    let isHanging = false;
    account.change((each) => {
      each.asked += 1;
      each.left -= 1;
      ({ isHanging } = each);
    });
    if (!isHanging) send(response, answerTo(request, account));
  });

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function answerTo(request: IncomingMessage, account: AccountFile): Answer {
  const { host = '' } = request.headers;
  const url = new URL(request.url ?? '/', `https://${host}`);
  if (host === 'api.vercel.com') return vercel(request, url, account);
  return host === 'api.render.com' ? render(request, url, account) : gitlab(request, url, account);
}

const bearer = ({ headers }: IncomingMessage): string =>
  (headers.authorization ?? '').replace(/^Bearer /, '');
const projectIn = (url: URL, pattern: RegExp): string | null => {
  const part = pattern.exec(url.pathname)?.[1];
  return part === undefined ? null : decodeURIComponent(part);
};

function vercel(request: IncomingMessage, url: URL, file: AccountFile): Answer {
  const account = file.read();
  const error = (status: number, code: string, message: string): Answer => ({
    status,
    body: { error: { code, message } },
  });
  if (bearer(request) !== account.token) return error(403, 'forbidden', 'Not authorized');
  if (account.left < 0)
    return { ...error(429, 'rate_limited', 'Too many requests'), headers: { 'retry-after': '60' } };
  const project = account.projects[projectIn(url, /^\/v10\/projects\/([^/]+)\/env$/) ?? ''];
  if (project === undefined) return error(404, 'not_found', 'Project not found');
  const envs = Object.entries(project).flatMap(([target, all]) =>
    Object.entries(all).map(([key, held]) => ({
      key,
      target: [target],
      type: plain(held) === null ? 'encrypted' : 'plain',
      value: plain(held) ?? 'eyJ2IjoidjIiLCJlcGsiOiJ4In0=',
    })),
  );
  return { status: 200, body: { envs, pagination: { count: envs.length, next: null, prev: null } } };
}

function render(request: IncomingMessage, url: URL, file: AccountFile): Answer {
  const account = file.read();
  if (bearer(request) !== account.token) return { status: 401, body: { message: 'Unauthorized' } };
  if (account.left < 0) return { status: 429, body: { message: 'rate limit exceeded' } };
  const id = projectIn(url, /^\/v1\/services\/([^/]+)\/env-vars$/);
  const all: Names | undefined = account.projects[id ?? '']?.['production'];
  if (all === undefined) return { status: 404, body: { message: `not found: ${id ?? ''}` } };
  const entries = Object.entries(all).map(([key, held]) => ({
    envVar: { key, value: plain(held) ?? 'kept' },
    cursor: `after-${key}`,
  }));
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 20), 100);
  const start = entries.findIndex(({ cursor }) => cursor === url.searchParams.get('cursor')) + 1;
  return { status: 200, body: entries.slice(start, start + limit) };
}

function gitlab(request: IncomingMessage, url: URL, file: AccountFile): Answer {
  const account = file.read();
  if (request.headers['private-token'] !== account.token)
    return { status: 401, body: { message: '401 Unauthorized' } };
  if (account.left < 0)
    return { status: 429, body: { message: 'Too many requests' }, headers: { 'retry-after': '30' } };
  const project = account.projects[projectIn(url, /^\/api\/v4\/projects\/([^/]+)\/variables$/) ?? ''];
  if (project === undefined) return { status: 404, body: { message: '404 Project Not Found' } };
  const all = Object.entries(project).flatMap(([environment, names]) =>
    Object.entries(names).map(([key, held]) => ({
      variable_type: 'env_var',
      key,
      value: plain(held),
      protected: false,
      masked: plain(held) === null,
      hidden: plain(held) === null,
      environment_scope: environment === '' ? '*' : environment,
    })),
  );
  const perPage = Math.min(Number(url.searchParams.get('per_page') ?? 20), 100);
  const page = Number(url.searchParams.get('page') ?? 1);
  const next = page * perPage < all.length ? String(page + 1) : '';
  return {
    status: 200,
    body: all.slice((page - 1) * perPage, page * perPage),
    headers: { 'x-next-page': next },
  };
}
