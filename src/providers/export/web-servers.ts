import type { Resources } from '../../protocols/edge/state.ts';
import type { ResponseHeaders } from '../../protocols/edge/values.ts';
import { headerRules, redirectLines } from './redirect-list.ts';
import type { RedirectLine } from './redirect-list.ts';

/** Lines for `server` blocks of nginx: one block per host that redirects; headers for the blocks that serve. */
export function nginxFile(resources: Resources): string {
  const byHost = Map.groupBy(redirectLines(resources), (line) => line.host ?? '_');
  const servers = [...byHost].map(([host, lines]) =>
    ['server {', `  server_name ${host};`, ...lines.map(nginxRedirect), '}'].join('\n'),
  );
  return [...servers, ...headerRules(resources).map(nginxHeaders)].join('\n\n') + '\n';
}

function nginxRedirect(line: RedirectLine): string {
  const path = line.to.path === 'same' ? '$uri' : quoteDollar(line.to.path);
  const target = `https://${line.to.host}${path}${line.keepsQuery ? '$is_args$args' : ''}`;
  return `  location ${nginxLocation(line.path)} { return ${line.status} ${target}; }`;
}

const nginxLocation = (path: string | null): string =>
  path === null ? '/' : path.endsWith('*') ? `^~ ${path.slice(0, -1)}` : `= ${path}`;
/** nginx has no escape for a dollar in `return`; a percent escape means the same address. */
const quoteDollar = (path: string): string => path.replaceAll('$', '%24');

const nginxHeaders = (rule: ResponseHeaders): string =>
  [
    `# ${oneLine(rule.title)}`,
    ...Object.entries(rule.set).map(([name, value]) => `add_header ${name} ${quoted(value)} always;`),
    ...rule.remove.map((name) => `proxy_hide_header ${name};`),
  ].join('\n');

/** Site blocks for a Caddyfile. */
export function caddyFile(resources: Resources): string {
  const byHost = Map.groupBy(redirectLines(resources), (line) => line.host ?? ':443');
  const sites = [...byHost].map(([host, lines]) =>
    [`${host} {`, ...lines.map(caddyRedirect), '}'].join('\n'),
  );
  return [...sites, ...headerRules(resources).map(caddyHeaders)].join('\n\n') + '\n';
}

function caddyRedirect(line: RedirectLine): string {
  const path = line.to.path === 'same' ? '{path}' : line.to.path;
  const query = line.keepsQuery ? '?{query}' : '';
  return `  redir ${line.path ?? '*'} https://${line.to.host}${path}${query} ${line.status}`;
}

const caddyHeaders = (rule: ResponseHeaders): string =>
  [
    `# ${oneLine(rule.title)}: put this into the site block`,
    'header {',
    ...Object.entries(rule.set).map(([name, value]) => `  ${name} ${quoted(value)}`),
    ...rule.remove.map((name) => `  -${name}`),
    '}',
  ].join('\n');

const quoted = (value: string): string => `"${oneLine(value).replace(/["\\]/g, '\\$&')}"`;
const oneLine = (text: string): string => text.replace(/[\0-\x1f]+/g, ' ');
