import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Account, AccountFile, Held } from './account.ts';
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
  startHttpsDouble(
    { hosts: apiHosts, certificate },
    (request, response) => void answer(request, response, account),
  );

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  account: AccountFile,
): Promise<void> {
  let isHanging = false;
  account.change((each) => {
    each.asked += 1;
    each.left -= 1;
    ({ isHanging } = each);
  });
  if (!isHanging) send(response, answerTo(request, await text(request), account));
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function answerTo(request: IncomingMessage, body: string, account: AccountFile): Answer {
  const { host = '' } = request.headers;
  const url = new URL(request.url ?? '/', `https://${host}`);
  if (host === 'api.vercel.com') return vercel(request, url, account);
  if (url.pathname === '/api/graphql') return gitlabInherited(request, body, account);
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
  const described = projectIn(url, /^\/v9\/projects\/([^/]+)$/);
  if (described !== null && account.projects[described] !== undefined)
    return { status: 200, body: { id: `prj_${described}`, name: described, accountId: 'team_kiln' } };
  const isShared = url.pathname === '/v1/env' && url.searchParams.get('teamId') === 'team_kiln';
  const all = isShared
    ? (account.shared[url.searchParams.get('projectId')?.replace('prj_', '') ?? ''] ?? {})
    : account.projects[projectIn(url, /^\/v10\/projects\/([^/]+)\/env$/) ?? ''];
  if (all === undefined) return error(404, 'not_found', 'Project not found');
  const list = vercelList(all);
  const pagination = { count: list.length, next: null, prev: null };
  return { status: 200, body: isShared ? { data: list, pagination } : { envs: list, pagination } };
}

const vercelList = (project: Readonly<Record<string, Names>>) =>
  Object.entries(project).flatMap(([target, all]) =>
    Object.entries(all).map(([key, held]) => ({
      key,
      target: [target],
      type: plain(held) === null ? 'encrypted' : 'plain',
      value: plain(held) ?? 'eyJ2IjoidjIiLCJlcGsiOiJ4In0=',
    })),
  );

function render(request: IncomingMessage, url: URL, file: AccountFile): Answer {
  const account = file.read();
  if (bearer(request) !== account.token) return { status: 401, body: { message: 'Unauthorized' } };
  if (account.left < 0) return { status: 429, body: { message: 'rate limit exceeded' } };
  const limit = Math.min(Number(url.searchParams.get('limit') ?? 20), 100);
  const paged = (entries: readonly { readonly cursor: string }[]): Answer => {
    const start = entries.findIndex(({ cursor }) => cursor === url.searchParams.get('cursor')) + 1;
    return { status: 200, body: entries.slice(start, start + limit) };
  };
  if (url.pathname === '/v1/env-groups') return paged(renderGroups(account));
  const group = /^\/v1\/env-groups\/evg-(.+)$/.exec(url.pathname)?.[1];
  if (group !== undefined)
    return {
      status: 200,
      body: { id: `evg-${group}`, name: group, envVars: renderValues(account.shared[group]) },
    };
  const id = projectIn(url, /^\/v1\/services\/([^/]+)\/env-vars$/);
  const project = account.projects[id ?? ''];
  if (project === undefined) return { status: 404, body: { message: `not found: ${id ?? ''}` } };
  return paged(renderValues(project).map((envVar) => ({ envVar, cursor: `after-${envVar.key}` })));
}

const renderValues = (environments: Readonly<Record<string, Names>> | undefined) =>
  Object.entries(environments?.['production'] ?? {}).map(([key, held]) => ({
    key,
    value: plain(held) ?? 'kept',
  }));

/** One group for each name something is shared under, linked to the project before its dot and to another. */
const renderGroups = ({ shared }: Account) =>
  Object.keys(shared).map((project) => ({
    envGroup: {
      id: `evg-${project}`,
      name: project,
      ownerId: 'tea-1',
      serviceLinks: [
        { id: 'srv-of-another', name: 'x', type: 'web_service' },
        { id: project.split('.')[0], name: project, type: 'web_service' },
      ],
    },
    cursor: `after-${project}`,
  }));

function gitlab(request: IncomingMessage, url: URL, file: AccountFile): Answer {
  const account = file.read();
  if (request.headers['private-token'] !== account.token)
    return { status: 401, body: { message: '401 Unauthorized' } };
  if (account.left < 0)
    return { status: 429, body: { message: 'Too many requests' }, headers: { 'retry-after': '30' } };
  const described = projectIn(url, /^\/api\/v4\/projects\/([^/]+)$/);
  if (described !== null && account.projects[described] !== undefined)
    return { status: 200, body: { id: 7, path_with_namespace: `kiln/web/${described}` } };
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

interface InheritedQuestion {
  readonly query: string;
  readonly variables: { readonly path: string; readonly after: string | null };
}

/** `Project.inheritedCiVariables`, in pages of two; GraphQL answers 200 with `errors` where REST would refuse. */
function gitlabInherited(request: IncomingMessage, body: string, file: AccountFile): Answer {
  const account = file.read();
  if (request.method !== 'POST' || bearer(request) !== account.token)
    return { status: 200, body: { errors: [{ message: 'Invalid token' }] } };
  const { query, variables } = JSON.parse(body) as InheritedQuestion;
  if (!query.includes('inheritedCiVariables(first: 100, after: $after)'))
    return { status: 200, body: { errors: [{ message: 'Field does not exist' }] } };
  const project = /^kiln\/web\/(.+)$/.exec(variables.path)?.[1] ?? '';
  const nodes = Object.entries(account.shared[project] ?? {}).flatMap(([environment, names]) =>
    Object.keys(names).map((key) => ({ key, environmentScope: environment === '' ? '*' : environment })),
  );
  const start = Number(variables.after ?? 0);
  const pageInfo = { hasNextPage: start + 2 < nodes.length, endCursor: String(start + 2) };
  const inheritedCiVariables = { nodes: nodes.slice(start, start + 2), pageInfo };
  return { status: 200, body: { data: { project: { inheritedCiVariables } } } };
}
