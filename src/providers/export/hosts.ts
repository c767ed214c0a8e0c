import type { Resources } from '../../protocols/edge/state.ts';
import { headerRules, redirectLines } from './redirect-list.ts';
import type { RedirectLine } from './redirect-list.ts';

/** `vercel.json` with redirects and headers. Vercel always keeps the query. */
export function vercelFile(resources: Resources): string {
  const redirects = redirectLines(resources).map((line) => ({
    source: source(line.path, '/:path*'),
    ...(line.host === null ? {} : { has: [{ type: 'host', value: line.host.replaceAll('*', '.*') }] }),
    destination: `https://${line.to.host}${line.to.path === 'same' ? samePath(line, ':path*') : line.to.path}`,
    statusCode: line.status,
  }));
  const headers = headerRules(resources).flatMap(({ match, set }) =>
    (match.paths ?? ['/*']).map((path) => ({
      source: source(path, '/:path*'),
      headers: Object.entries(set).map(([key, value]) => ({ key, value })),
    })),
  );
  return `${JSON.stringify({ redirects, headers }, null, 2)}\n`;
}

/** Netlify's `_redirects`: `!` makes a rule win over a file of that name. 307 and 308 are not known there. */
export function netlifyRedirects(resources: Resources): string {
  const lines = redirectLines(resources).map((line) => {
    const from = `${line.host === null ? '' : `https://${line.host}`}${source(line.path, '/*').replace(':path*', '*')}`;
    const to = `https://${line.to.host}${line.to.path === 'same' ? samePath(line, ':splat') : line.to.path}`;
    return `${from}  ${to}  ${permanent(line.status)}!`;
  });
  return `${lines.join('\n')}\n`;
}

const permanent = (status: RedirectLine['status']): 301 | 302 =>
  status === 301 || status === 308 ? 301 : 302;

const source = (path: string | null, all: string): string =>
  path === null ? all : path.endsWith('*') ? `${path.slice(0, -1)}:path*` : path;

function samePath(line: RedirectLine, splat: string): string {
  if (line.path === null) return `/${splat}`;
  return line.path.endsWith('*') ? `${line.path.slice(0, -1)}${splat}` : line.path;
}
