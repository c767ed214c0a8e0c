import type { Outside } from '../../model/outside.ts';
import { isReadable, languageOf, readSource, scopeOf } from '../../protocols/env/read-source.ts';
import type { DynamicUse, EnvReading, EnvUse, EnvWrapper } from '../../protocols/env/use.ts';
import { SecretHits } from '../secrets/hits.ts';
import { treeFiles } from '../secrets/tree.ts';
import { eachFile } from './each-file.ts';

export interface CodeEnv {
  readonly uses: readonly EnvUse[];
  readonly dynamic: readonly DynamicUse[];
  /** All files of the tree, relative. */
  readonly paths: readonly string[];
  /** How many were looked into. */
  readonly read: number;
  readonly notLookedAt: readonly string[];
}
export interface CodePlace {
  readonly outside: Outside;
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Other people's code and generated files: what they read is not this product's to set. */
const foreign =
  /(?:^|\/)(?:node_modules|vendor|third_party|bower_components|\.yarn|Pods|\.venv|venv|site-packages|dist|build|out|\.next|\.nuxt|\.output|\.svelte-kit|target|coverage|__generated__|\.git)\/|\.min\.[cm]?js$|\.d\.[cm]?ts$|\.bundle\.js$/;
/** A declaration file may type the environment; no other `.d.ts` says anything about it. */
const typesOfEnv =
  /(?:^|\/)(?:env|environment|vite-env|next-env|global|globals|process-env|app|node-env|types?)[\w.-]{0,30}\.d\.ts$/;
const isForeign = (path: string): boolean =>
  foreign.test(path) && !(typesOfEnv.test(path) && !/node_modules|dist\//.test(path));

const maxUses = 200_000;

/** Reads every file of the tree that can name a variable; functions that read one by name are followed across files. */
export async function readCode(place: CodePlace): Promise<CodeEnv> {
  const hits = new SecretHits();
  const paths = await treeFiles(place, hits);
  const wanted = paths.filter((path) => isReadable(path) && !isForeign(path));
  const told = [...hits.told];
  const readings = new Map<string, EnvReading>();
  const read = await eachFile(place, wanted, {
    onText: (path, text) => {
      const reading = readSource({ path, text, scope: scopeOf(path) });
      if (
        reading.uses.length > 0 ||
        reading.dynamic.length > 0 ||
        reading.wrappers.length > 0 ||
        reading.problem !== null
      )
        readings.set(path, reading);
    },
    onGap: (text) => told.push(text),
  });
  await followWrappers(place, wanted, readings);
  for (const [path, { problem }] of readings) if (problem !== null) told.push(`${path}: ${problem}`);
  const all = [...readings.values()];
  const uses = all.flatMap((reading) => reading.uses);
  if (uses.length > maxUses) told.push(`only the first ${maxUses} of ${uses.length} uses were kept`);
  const dynamic = [...all.flatMap((reading) => reading.dynamic), ...uncalled(all)];
  return { uses: uses.slice(0, maxUses), dynamic, paths, read, notLookedAt: told };
}

const maxRounds = 3;

/** Files that call a wrapper found elsewhere are read again with it; that may find wrappers of wrappers. */
async function followWrappers(
  place: CodePlace,
  wanted: readonly string[],
  readings: Map<string, EnvReading>,
): Promise<void> {
  let known = 0;
  for (let round = 0; round < maxRounds; round += 1) {
    const wrappers = [...readings.values()].flatMap((reading) => reading.wrappers);
    if (wrappers.length === known) return;
    known = wrappers.length;
    const byLanguage = Map.groupBy(wrappers, ({ path }) => languageOf(path));
    const callers = wanted.filter((path) => byLanguage.has(languageOf(path)));
    await eachFile(place, callers, {
      onText: (path, text) => {
        const own = byLanguage.get(languageOf(path)) ?? [];
        const called = own.filter((wrapper) => wrapper.path !== path && mentions(text, wrapper));
        if (called.length > 0) readings.set(path, readSource({ path, text, scope: scopeOf(path) }, called));
      },
      onGap: () => undefined,
    });
  }
}

/** A function that reads a named variable and is called with no name that could be seen: told like any name made at run time. */
function uncalled(readings: readonly EnvReading[]): readonly DynamicUse[] {
  const called = new Set(readings.flatMap(({ uses }) => uses.map(({ via }) => via)));
  return readings
    .flatMap(({ wrappers }) => wrappers)
    .filter(({ name, argument }) => argument >= 0 && !called.has(`${name}()`))
    .map(({ name, path, line }) => ({
      path,
      line,
      expression: `${name}(…) reads the variable it is asked for`,
    }));
}

/** The call's text, and for JavaScript the module's name too: without an import it is another function of that name. */
function mentions(text: string, { name, argument, path }: EnvWrapper): boolean {
  if (
    argument >= 0 &&
    !text.includes(`${name}(`) &&
    !text.includes(`${name} as `) &&
    !text.includes(`${name}<`)
  )
    return false;
  if (languageOf(path) !== 'javascript') return true;
  const parts = path.replace(/\.\w+$/, '').split('/');
  return parts.slice(-3).some((part) => part !== 'src' && part !== 'index' && text.includes(part));
}
