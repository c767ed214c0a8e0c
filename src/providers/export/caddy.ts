import type { Match, ResponseHeaders } from '../../protocols/edge/values.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { blockRules, cacheRules, headerRules, redirectLines } from './redirect-list.ts';
import type { RedirectLine } from './redirect-list.ts';
import { oneLine, quoted } from './web-text.ts';

/** Site blocks for a Caddyfile, and snippets to import into the site that serves. Caddy itself has no rate limits. */
export function caddyFile(resources: Resources): string {
  const byHost = Map.groupBy(redirectLines(resources), (line) => line.host ?? ':443');
  const sites = [...byHost].map(([host, lines]) => [`${host} {`, ...lines.map(redirectText), '}'].join('\n'));
  const inside = [
    ...blockRules(resources).map(({ name, rule }) => matched(name, rule, `respond @${name} 403`)),
    ...cacheRules(resources).flatMap(({ name, rule }) =>
      typeof rule.browser === 'number'
        ? [matched(name, rule, `header @${name} Cache-Control "max-age=${rule.browser}"`)]
        : [],
    ),
    ...headerRules(resources).map(headersText),
  ];
  const snippet = ['(launch-ready) {', ...inside, '}'].join('\n');
  const parts =
    inside.length === 0 ? sites : [...sites, `# in the site that serves: import launch-ready\n${snippet}`];
  return `${parts.join('\n\n')}\n`;
}

function redirectText(line: RedirectLine): string {
  // {uri} is the address as it was asked, query included; a path alone needs no query of ours.
  const same = line.keepsQuery ? '{uri}' : '{path}';
  const target = line.to.path === 'same' ? same : `${line.to.path}${line.keepsQuery ? '?{query}' : ''}`;
  return `  redir ${line.path ?? '*'} https://${line.to.host}${target} ${line.status}`;
}

interface Titled {
  readonly title: string;
  readonly match: Match;
}

function matched(name: string, { title, match }: Titled, action: string): string {
  const lines = [
    ...(match.hosts === undefined ? [] : [`    host ${match.hosts.join(' ')}`]),
    `    path ${(match.paths ?? ['*']).join(' ')}`,
  ];
  return [`  # ${oneLine(title)}`, `  @${name} {`, ...lines, '  }', `  ${action}`].join('\n');
}

const headersText = (rule: ResponseHeaders): string =>
  [
    `  # ${oneLine(rule.title)}`,
    '  header {',
    ...Object.entries(rule.set).map(([name, value]) => `    ${name} ${quoted(value)}`),
    ...rule.remove.map((name) => `    -${name}`),
    '  }',
  ].join('\n');
