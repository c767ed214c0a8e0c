import type { Outside } from '../../model/outside.ts';
import { parseDotenv } from '../../protocols/env/values/dotenv.ts';
import {
  environmentOfFile,
  kindOf,
  type Environment,
  type GivenValue,
} from '../../protocols/env/values/environment.ts';

const maxFiles = 200;
const maxFolders = 300;
const packageFile =
  /(?:^|\/)(?:package\.json|pyproject\.toml|requirements\.txt|Pipfile|go\.mod|Cargo\.toml|composer\.json|Gemfile|mix\.exs|pom\.xml|build\.gradle(?:\.kts)?|[^/]+\.csproj|deno\.jsonc?)$/;

/** Folders with a package of their own, the deepest first. */
export const packageFolders = (paths: readonly string[]): readonly string[] =>
  [
    ...new Set(
      paths
        .filter((path) => packageFile.test(path))
        .map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))),
    ),
  ]
    .slice(0, maxFolders)
    .toSorted((a, b) => b.length - a.length);

export interface EnvFiles {
  readonly environments: readonly Environment[];
  /** What comments in these files say of a variable. */
  readonly comments: ReadonlyMap<string, string>;
  readonly exampleNames: ReadonlySet<string> | null;
}

/** The `.env` files of the root and of every package, ignored by git or not: git does not keep what is looked for. */
export async function readEnvFiles(
  at: { readonly outside: Outside; readonly folder: string },
  packages: readonly string[],
): Promise<EnvFiles> {
  const found: { readonly path: string; readonly environment: string; readonly folder: string }[] = [];
  for (const folder of new Set([
    '',
    ...packages,
    ...packages.map((each) => `${each}/config`.replace(/^\//, '')),
    'config',
    'env',
    'envs',
    '.envs',
  ])) {
    const listed = await at.outside.files.list(`${at.folder}/${folder}`.replace(/\/$/, ''));
    for (const { name, kind } of listed.ok ? listed.value : []) {
      const environment = kind === 'file' || kind === 'link' ? environmentOfFile(name) : null;
      if (environment !== null && found.length < maxFiles)
        found.push({
          path: folder === '' ? name : `${folder}/${name}`,
          environment,
          folder: packages.includes(folder) ? folder : '',
        });
    }
  }
  const comments = new Map<string, string>();
  const values = new Map<string, Map<string, GivenValue[]>>();
  const sources = new Map<string, string[]>();
  for (const { path, environment, folder } of found) {
    const text = await at.outside.files.readText(`${at.folder}/${path}`, { maxBytes: 1024 * 1024 });
    if (!text.ok) continue;
    sources.set(environment, [...(sources.get(environment) ?? []), path]);
    const own = values.get(environment) ?? new Map<string, GivenValue[]>();
    values.set(environment, own);
    for (const { name, value, line, comment } of parseDotenv(text.value)) {
      own.set(name, [...(own.get(name) ?? []), { value, source: `${path}:${line}`, folder }]);
      if (comment !== null && !comments.has(name)) comments.set(name, comment);
    }
  }
  const environments = [...values].map(([name, own]) => ({
    name,
    kind: kindOf(name),
    values: own,
    sources: sources.get(name) ?? [],
    gap: null,
  }));
  const example = values.get('example');
  return {
    environments: environments.filter(({ name }) => name !== 'example'),
    comments,
    exampleNames: example === undefined ? null : new Set(example.keys()),
  };
}
