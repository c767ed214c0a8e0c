import { maxTold, rangesDiffer } from './lock.ts';

/** A Gemfile's `gem` lines against the lock's DEPENDENCIES: names, and versions where both write one. Null: another form. */
export function compareGemfileLock(manifest: string, lock: string): readonly string[] | null {
  const section = /^DEPENDENCIES\n((?:[ \t]+\S.*\n?)*)/m.exec(lock)?.[1];
  if (section === undefined) return null;
  const locked = new Map(
    [...section.matchAll(/^ {2}([\w.-]+)!?(?: \(([^)]{1,200})\))?!?$/gm)].map(([, name = '', range = '']) => [
      name,
      ordered(range),
    ]),
  );
  const wanted = [...manifest.matchAll(/^\s*gem[ (]+["']([\w.-]+)["']((?:\s*,\s*["'][^"'\n]{1,80}["'])*)/gm)];
  return wanted
    .flatMap(([, name = '', ranges = '']) => {
      const range = ordered(
        [...ranges.matchAll(/["']([^"']+)["']/g)].map(([, each]) => each ?? '').join(', '),
      );
      const there = locked.get(name);
      if (there === undefined) return [`${name} is asked for and not locked`];
      return there === range || range === '' || there === ''
        ? []
        : [`${name} is asked for as ${range} and locked as ${there}`];
    })
    .slice(0, maxTold);
}

/** `1.2` means `= 1.2`; several requirements in any order. */
const ordered = (ranges: string): string =>
  ranges
    .split(',')
    .map((each) => each.trim().replace(/^=\s*/, ''))
    .filter((each) => each !== '')
    .toSorted()
    .join(', ');

/** Each `require` of go.mod has the hash of its go.mod in go.sum (go.dev/ref/mod#go-sum-files); what `replace` leads elsewhere does not. */
export function compareGoSum(manifest: string, lock: string): readonly string[] | null {
  if (!/^module\s/m.test(manifest)) return null;
  const text = manifest.replaceAll(/\/\/.*$/gm, '');
  const sums = new Set(
    [...lock.matchAll(/^(\S+) (\S+?)(?:\/go\.mod)? h1:/gm)].map(([, path, version]) => `${path} ${version}`),
  );
  const blocks = (word: string): string =>
    [...text.matchAll(new RegExp(`^${word}\\s*\\(([^)]*)\\)|^${word}[ \\t]+(?!\\()(.+)$`, 'gm'))]
      .map(([, block, line]) => block ?? line ?? '')
      .join('\n');
  const replaced = new Set([...blocks('replace').matchAll(/^\s*(\S+).*=>/gm)].map(([, path]) => path));
  return [...blocks('require').matchAll(/^\s*(\S+)\s+(v\S+)/gm)]
    .filter(([, path]) => !replaced.has(path))
    .filter(([, path, version]) => !sums.has(`${path} ${version}`))
    .map(([, path, version]) => `${path} ${version} is asked for and has no hash`)
    .slice(0, maxTold);
}

/** Names under Cargo.toml's dependency tables against those the lock gives for the package. Null: a workspace without a package. */
export function compareCargoLock(manifest: string, lock: string): readonly string[] | null {
  const name = /^\[package\]\n(?:(?!\[).*\n)*?\s*name\s*=\s*"([^"]+)"/m.exec(manifest)?.[1];
  const packages = lock.split(/^\[\[package\]\]\s*$/m);
  const own = packages.find((each) => name !== undefined && each.includes(`\nname = "${name}"\n`));
  if (name === undefined || packages.length < 2) return null;
  if (own === undefined) return [`${name} itself is not locked`];
  const listed = /^dependencies = \[([^\]]*)\]/m.exec(own)?.[1] ?? '';
  const locked = new Map([...listed.matchAll(/"([^" ]+)[^"]*"/g)].map(([, each = '']) => [each, '']));
  return rangesDiffer(cargoNames(manifest), locked)
    .map((text) => text.replace(' as  and locked as nothing', ' and not locked'))
    .slice(0, maxTold);
}

const cargoTable = /^(?:target\..+\.)?(?:dev-|build-)?dependencies(?:\.(?:"([^"]+)"|([\w-]+)))?$/;

function cargoNames(manifest: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let table: RegExpExecArray | null = null;
  let single = '';
  for (const line of manifest.split('\n')) {
    const header = /^\s*\[([^[\]]+(?:\[[^\]]*\][^[\]]*)?)\]\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) {
      table = cargoTable.exec(header.trim());
      single = table?.[1] ?? table?.[2] ?? '';
      if (single !== '') names.set(single, '');
    } else if (table !== null) {
      const [, key = ''] = /^\s*"?([\w-]+)"?(?:\.workspace)?\s*=/.exec(line) ?? [];
      const renamed = /\bpackage\s*=\s*"([^"]+)"/.exec(line)?.[1];
      if (single !== '' && renamed !== undefined) {
        names.delete(single);
        names.set(renamed, '');
      } else if (single === '' && key !== '') names.set(renamed ?? key, '');
    }
  }
  return names;
}

/** Each dependency of mix.exs that is fetched has its line in mix.lock. */
export function compareMixLock(manifest: string, lock: string): readonly string[] | null {
  const block = /\bdefp?\s+deps\b[\s\S]*?\n\s*end\b/.exec(manifest)?.[0];
  if (block === undefined || !lock.trimStart().startsWith('%{')) return null;
  const locked = new Set([...lock.matchAll(/^\s*"([^"]+)":\s*\{/gm)].map(([, name]) => name));
  return [...block.replaceAll(/#.*$/gm, '').matchAll(/\{\s*:(\w+)\s*,([^{}]*)\}/g)]
    .filter(([, , rest = '']) => !/\b(?:path|in_umbrella):/.test(rest))
    .filter(([, name]) => !locked.has(name))
    .map(([, name]) => `${name} is asked for and not locked`)
    .slice(0, maxTold);
}
