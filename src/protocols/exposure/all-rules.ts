import { fileRules } from './data/files.ts';
import { pageRules } from './data/pages.ts';
import { filledPath } from './path.ts';
import type { ExposureRule } from './rule.ts';

export const exposureRules: readonly ExposureRule[] = [...fileRules, ...pageRules];

export interface PlannedProbe {
  readonly rule: ExposureRule;
  readonly path: string;
}

/** Every address worth asking on a host, the most dangerous first; each path once. */
export function plannedProbes(
  host: string,
  rules: readonly ExposureRule[] = exposureRules,
): readonly PlannedProbe[] {
  const order = ['blocker', 'high', 'medium', 'low'];
  const seen = new Set<string>();
  return rules
    .toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    .flatMap((rule) => rule.paths.map((path) => ({ rule, path: filledPath(path, host) })))
    .filter(({ path, rule }) => {
      const key = `${rule.kind === 'graphql' ? 'POST ' : ''}${path}`;
      return seen.has(key) ? false : seen.add(key) !== undefined;
    });
}

/** What a server may do with a path that does not exist depends on this. */
export type PathClass = 'plain' | 'folder' | 'dotfile' | 'script' | 'data' | 'archive';

export function classOf(path: string): PathClass {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\/\.[^/]/.test(path)) return 'dotfile';
  if (name === '') return 'folder';
  if (/\.(?:php|axd|asp|aspx|jsp|cgi)[~.]?/.test(name)) return 'script';
  if (/\.(?:zip|gz|sql|tar|sqlite3?|bak|old|save|key|pem|log)$/.test(name)) return 'archive';
  return /\.\w{2,5}$/.test(name) ? 'data' : 'plain';
}

/** A path nobody has, of each class. `name` is random. */
export const calibrationPath = (kind: PathClass, name: string): string =>
  ({
    plain: `/${name}`,
    folder: `/${name}/`,
    dotfile: `/.${name}`,
    script: `/${name}.php`,
    data: `/${name}.json`,
    archive: `/${name}.sql`,
  })[kind];

export const pathClasses: readonly PathClass[] = ['plain', 'folder', 'dotfile', 'script', 'data', 'archive'];
