import type { Files } from '../model/outside.ts';
import type { Plugin } from '../model/plugin.ts';

const maxDepth = 4;
const maxPlugins = 2000;

/**
 * Registration is the folder: every source file below `folder` whose default export is a definition is one plugin, its id the
 * path without ending (`mail/spf-lookups`). Sorted by id. Works on `.ts` in the repository and `.js` in the package.
 */
export async function loadPlugins<T>(files: Files, folder: URL): Promise<readonly Plugin<T>[]> {
  const paths = await pluginPaths(files, folder, { prefix: '', depth: 0 });
  if (paths.length > maxPlugins) throw new Error(`${folder.pathname} holds more than ${maxPlugins} plugins`);
  const loaded = await Promise.all(paths.toSorted().map((path) => loadPlugin<T>(folder, path)));
  return loaded.filter((plugin) => plugin !== null);
}

async function loadPlugin<T>(folder: URL, path: string): Promise<Plugin<T> | null> {
  const module = (await import(new URL(path, folder).href)) as { readonly default?: T };
  return module.default === undefined
    ? null
    : { id: path.replace(/\.[jt]s$/, ''), definition: module.default };
}

async function pluginPaths(
  files: Files,
  folder: URL,
  at: { readonly prefix: string; readonly depth: number },
): Promise<readonly string[]> {
  const { prefix, depth } = at;
  const listing = await files.list(decodeURIComponent(new URL(prefix, folder).pathname));
  if (!listing.ok || depth > maxDepth) return [];
  const nested = listing.value.map((entry) => {
    if (entry.kind === 'folder')
      return pluginPaths(files, folder, { prefix: `${prefix}${entry.name}/`, depth: depth + 1 });
    return Promise.resolve(isPluginFile(entry.name) ? [`${prefix}${entry.name}`] : []);
  });
  return (await Promise.all(nested)).flat();
}

const isPluginFile = (name: string): boolean => /\.(ts|js)$/.test(name) && !/\.(test|d)\.(ts|js)$/.test(name);
