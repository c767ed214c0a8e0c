import { parse } from 'yaml';

type Names = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Names =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const part = (value: unknown, key: string): unknown =>
  isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const groups = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/** What a package.json asks for: name and range. */
function asked(manifest: string): ReadonlyMap<string, string> | null {
  const root = json(manifest);
  if (!isObject(root)) return null;
  const entries = groups.flatMap((group) => Object.entries(isObject(root[group]) ? root[group] : {}));
  return new Map(entries.map(([name, range]) => [name, String(range)]));
}

export const maxTold = 50;

/** npm's lock (version 2 and 3): the root entry repeats what package.json asked for when it was written. Null: another form. */
export function compareNpmLock(manifest: string, lock: string): readonly string[] | null {
  const wanted = asked(manifest);
  const packages = part(json(lock), 'packages');
  const root = part(packages, '');
  if (wanted === null || !isObject(packages) || !isObject(root)) return null;
  const locked = new Map(
    groups
      .flatMap((group) => Object.entries(isObject(root[group]) ? root[group] : {}))
      .map(([name, range]) => [name, String(range)]),
  );
  const missing = [...wanted.keys()]
    .filter((name) => locked.has(name) && !Object.hasOwn(packages, `node_modules/${name}`))
    .map((name) => `${name} is asked for and not locked`);
  return [...rangesDiffer(wanted, locked), ...missing].slice(0, maxTold);
}

export function rangesDiffer(
  wanted: ReadonlyMap<string, string>,
  locked: ReadonlyMap<string, string>,
): readonly string[] {
  const changed = [...wanted].filter(([name, range]) => locked.get(name) !== range);
  const gone = [...locked.keys()].filter((name) => !wanted.has(name));
  return [
    ...changed.map(
      ([name, range]) => `${name} is asked for as ${range} and locked as ${locked.get(name) ?? 'nothing'}`,
    ),
    ...gone.map((name) => `${name} is locked and no longer asked for`),
  ];
}

/** pnpm's lock: `importers['.']` names a specifier for each dependency. */
export function comparePnpmLock(manifest: string, lock: string): readonly string[] | null {
  const wanted = asked(manifest);
  const root = yaml(lock);
  const importer = part(part(root, 'importers'), '.') ?? root;
  if (wanted === null || !isObject(importer)) return null;
  const entries = groups.flatMap((group) => Object.entries(isObject(importer[group]) ? importer[group] : {}));
  const specifiers = part(importer, 'specifiers');
  const locked = new Map(
    entries.map(([name, value]) => [name, String(part(value, 'specifier') ?? part(specifiers, name) ?? '')]),
  );
  return rangesDiffer(wanted, locked).slice(0, maxTold);
}

function yaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100, logLevel: 'silent' }) as unknown;
  } catch {
    return null;
  }
}

/** Yarn's lock, classic and modern: each range asked for has an entry `name@range`. Workspaces and patches resolve elsewhere. */
export function compareYarnLock(manifest: string, lock: string): readonly string[] | null {
  const wanted = asked(manifest);
  if (wanted === null) return null;
  const keys = new Set(
    [...lock.matchAll(/^"?([^\s#][^\n]{0,2000}?)"?:\s*$/gm)].flatMap((match) =>
      (match[1] ?? '').split(/"?,\s*"?/),
    ),
  );
  const local = /^(?:workspace|link|portal|file|patch|catalog|\.|\*$)/;
  return [...wanted]
    .filter(
      ([name, range]) =>
        !local.test(range) && !keys.has(`${name}@${range}`) && !keys.has(`${name}@npm:${range}`),
    )
    .map(([name, range]) => `${name}@${range} is asked for and not locked`)
    .slice(0, maxTold);
}

/** Bun's text lock: JSON with trailing commas; `workspaces['']` repeats what package.json asked for. */
export function compareBunLock(manifest: string, lock: string): readonly string[] | null {
  const wanted = asked(manifest);
  const root = part(part(json(lock.replaceAll(/,(?=\s*[}\]])/g, '')), 'workspaces'), '');
  if (wanted === null || !isObject(root)) return null;
  const locked = groups
    .flatMap((group) => Object.entries(isObject(root[group]) ? root[group] : {}))
    .map(([name, range]) => [name, String(range)] as const);
  return rangesDiffer(wanted, new Map(locked)).slice(0, maxTold);
}
