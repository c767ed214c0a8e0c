import type { Match } from '../../protocols/edge/values.ts';

const hostField = 'http.host';
const pathField = 'http.request.uri.path';

/** A match in Cloudflare's rule language; `true` for everything. Wildcard hosts and prefixes need no regular expressions (Free plan). */
export function expressionOf({ hosts, paths }: Match): string {
  const parts = [
    ...(hosts === undefined ? [] : [anyOf(hosts.map((host) => test(hostField, host)))]),
    ...(paths === undefined ? [] : [anyOf(paths.map((path) => test(pathField, path)))]),
  ];
  return parts.length === 0 ? 'true' : parts.join(' and ');
}

const anyOf = (tests: readonly string[]): string => `(${tests.join(' or ')})`;

function test(field: string, pattern: string): string {
  if (field === hostField && pattern.startsWith('*.')) return `ends_with(${field}, "${pattern.slice(1)}")`;
  if (pattern.endsWith('*')) return `starts_with(${field}, "${pattern.slice(0, -1)}")`;
  return `${field} eq "${pattern}"`;
}

const one =
  /^(?:ends_with\((http\.host), "([^"\\]+)"\)|starts_with\((http\.request\.uri\.path), "([^"\\]+)"\)|(http\.host|http\.request\.uri\.path) eq "([^"\\]+)")$/;

/** The match an expression of ours says; null for anything that would not print back to the same text. */
export function matchFrom(expression: string): Match | null {
  if (expression === 'true') return {};
  if (expression.length > 16_384 || !/^\(.*\)$/s.test(expression)) return null;
  const found = { hosts: [] as string[], paths: [] as string[] };
  for (const group of expression.slice(1, -1).split(') and (')) {
    for (const part of group.split(' or ')) {
      const hit = one.exec(part);
      if (hit === null) return null;
      const [, , suffix, , prefix, field, exact] = hit;
      if (suffix !== undefined) found.hosts.push(`*${suffix}`);
      else if (prefix !== undefined) found.paths.push(`${prefix}*`);
      else (field === hostField ? found.hosts : found.paths).push(exact ?? '');
    }
  }
  const match: Match = {
    ...(found.hosts.length > 0 ? { hosts: found.hosts } : {}),
    ...(found.paths.length > 0 ? { paths: found.paths } : {}),
  };
  return expressionOf(match) === expression ? match : null;
}
