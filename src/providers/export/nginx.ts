import type { Match, ResponseHeaders } from '../../protocols/edge/values.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { blockRules, cacheRules, headerRules, rateLimits, redirectLines } from './redirect-list.ts';
import type { RedirectLine } from './redirect-list.ts';
import { oneLine, quoted } from './web-text.ts';

/**
 * What a state says in nginx's words, to be included in the http block: one server block per host that redirects, limits, closed
 * paths, lifetimes and headers. What belongs into the server block that serves is said in a comment.
 */
export function nginxFile(resources: Resources): string {
  const redirects = redirectLines(resources);
  const needsPath = redirects.some(({ to, keepsQuery }) => to.path === 'same' && !keepsQuery);
  const byHost = Map.groupBy(redirects, (line) => line.host ?? '_');
  const parts = [
    ...(needsPath ? [rawPath] : []),
    ...[...byHost].map(([host, lines]) =>
      ['server {', `  server_name ${host};`, ...lines.map(redirectText), '}'].join('\n'),
    ),
    ...limitTexts(resources),
    ...closedTexts(resources),
    ...lifetimeText(resources),
    ...headerRules(resources).map(headersText),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** `$uri` is decoded: an address with %0d%0a in it would write header lines of its own. */
const rawPath = 'map $request_uri $lr_path { "~^(?<lr_raw>[^?]*)" $lr_raw; }';

function redirectText(line: RedirectLine): string {
  const same = line.keepsQuery ? '$request_uri' : '$lr_path';
  const query = line.keepsQuery ? '$is_args$args' : '';
  const target = line.to.path === 'same' ? same : `${quoteDollar(line.to.path)}${query}`;
  return `  location ${locationOf(line.path)} { return ${line.status} https://${line.to.host}${target}; }`;
}

const locationOf = (path: string | null): string =>
  path === null ? '/' : path.endsWith('*') ? `^~ ${path.slice(0, -1)}` : `= ${path}`;
/** nginx has no escape for a dollar in `return`; a percent escape means the same address. */
const quoteDollar = (path: string): string => path.replaceAll('$', '%24');

/** Requests with an empty key are not counted. */
const limitTexts = (resources: Resources): readonly string[] =>
  rateLimits(resources).map(({ name, rule }) =>
    [
      `# ${oneLine(rule.title)}`,
      mapText(name, '""', [[rule.match, '$binary_remote_addr']]),
      `limit_req_zone $${name} zone=${name}:10m rate=${Math.ceil((rule.requests * 60) / Math.max(1, rule.perSeconds))}r/m;`,
      `limit_req zone=${name} burst=${rule.requests} nodelay;`,
      'limit_req_status 429;',
    ].join('\n'),
  );

const closedTexts = (resources: Resources): readonly string[] =>
  blockRules(resources).map(({ name, rule }) =>
    [
      `# ${oneLine(rule.title)}; in the server block: if ($${name}) { return 403; }`,
      mapText(name, '0', [[rule.match, '1']]),
    ].join('\n'),
  );

function lifetimeText(resources: Resources): readonly string[] {
  const rows = cacheRules(resources).flatMap(({ rule: { match, browser } }): (readonly [Match, string])[] =>
    typeof browser === 'number' ? [[match, `${browser}s`]] : [],
  );
  return rows.length === 0 ? [] : [`${mapText('lr_expires', 'off', rows)}\nexpires $lr_expires;`];
}

const mapText = (name: string, usual: string, rows: readonly (readonly [Match, string])[]): string =>
  [
    `map "$host$uri" $${name} {`,
    `  default ${usual};`,
    ...rows.flatMap(([match, value]) => patternsOf(match).map((pattern) => `  "~^${pattern}" ${value};`)),
    '}',
  ].join('\n');

/** Regular expressions over host and path. */
const patternsOf = ({ hosts, paths }: Match): readonly string[] =>
  (hosts ?? ['*']).flatMap((host) =>
    (paths ?? ['/*']).map(
      (path) =>
        `${host === '*' ? '[^/]+' : escaped(host).replace(/^\\\*/, '[^/]+')}${path.endsWith('*') ? escaped(path.slice(0, -1)) : `${escaped(path)}$`}`,
    ),
  );
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const headersText = (rule: ResponseHeaders): string =>
  [
    `# ${oneLine(rule.title)}`,
    ...Object.entries(rule.set).map(([name, value]) => `add_header ${name} ${quoted(value)} always;`),
    ...rule.remove.map((name) => `proxy_hide_header ${name};`),
  ].join('\n');
