import type { Files } from '../../model/outside.ts';
import { isIgnored, parseIgnoreFile, type IgnoreFile } from '../../protocols/secrets/ignore.ts';
import { git, gitText, type GitPlace } from './git.ts';
import type { SecretHits } from './hits.ts';

const maxFiles = 500_000;
const maxDepth = 64;

/**
 * The files of a working tree, relative with `/`: what git tracks and what it does not ignore; without git, everything no
 * `.gitignore` names. Links are not followed, submodules and repositories inside are told.
 */
export async function treeFiles(place: GitPlace, hits: SecretHits): Promise<readonly string[]> {
  const inside = await gitText(place, ['rev-parse', '--is-inside-work-tree']);
  return inside?.trim() === 'true'
    ? gitFiles(place, hits)
    : walkedFiles(place.outside.files, place.folder, hits);
}

async function gitFiles(place: GitPlace, hits: SecretHits): Promise<readonly string[]> {
  const tracked = new Map<string, string>();
  await splitZero(place, ['ls-files', '-z', '--stage'], (entry) => {
    const [, mode = '', path = ''] = /^(\d{6}) [0-9a-f]+ \d\t([^]*)$/.exec(entry) ?? [];
    tracked.set(path, mode);
  });
  const files: string[] = [];
  for (const [path, mode] of tracked) {
    if (mode === '160000') hits.tell(`${path} is a submodule: scan it by itself`);
    else if (mode !== '120000') files.push(path);
  }
  await splitZero(place, ['ls-files', '-z', '--others', '--exclude-standard'], (path) => {
    if (path.endsWith('/')) hits.tell(`${path} is a repository of its own: scan it by itself`);
    else files.push(path);
  });
  return bounded(files, hits);
}

async function splitZero(
  place: GitPlace,
  args: readonly string[],
  onEntry: (entry: string) => void,
): Promise<void> {
  let rest = '';
  await git(place, args, {
    onStdout: (chunk) => {
      const entries = (rest + Buffer.from(chunk).toString('latin1')).split('\0');
      rest = (entries.pop() ?? '').slice(0, 65_536);
      for (const entry of entries) onEntry(latin1ToUtf8(entry));
    },
  });
}

const latin1ToUtf8 = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('utf8');

/** Everything below a folder, by name; `ignored` says what is passed over. Links are never followed, so loops cannot happen. */
export async function walkedFiles(files: Files, root: string, hits: SecretHits): Promise<readonly string[]> {
  const found: string[] = [];
  const walk = async (folder: string, outer: readonly IgnoreFile[], depth: number): Promise<void> => {
    if (depth > maxDepth) return hits.tell(`${folder} is deeper than ${maxDepth} folders: not looked at`);
    const listed = await files.list(`${root}/${folder}`.replace(/\/$/, ''));
    if (!listed.ok)
      return hits.tell(`${folder === '' ? '.' : folder} cannot be listed: ${listed.error.message}`);
    const ignore = await ignoreFileOf(files, { root, folder, names: listed.value.map(({ name }) => name) });
    const rules = ignore === null ? outer : [...outer, ignore];
    for (const { name, kind } of listed.value) {
      const path = `${folder}${name}`;
      if (name === '.git' || found.length > maxFiles) continue;
      if (isIgnored(path, kind === 'folder', rules)) continue;
      if (kind === 'folder') await walk(`${path}/`, rules, depth + 1);
      else if (kind === 'file') found.push(path);
    }
  };
  await walk('', [], 0);
  return bounded(found, hits);
}

async function ignoreFileOf(
  files: Files,
  at: { readonly root: string; readonly folder: string; readonly names: readonly string[] },
): Promise<IgnoreFile | null> {
  if (!at.names.includes('.gitignore')) return null;
  const text = await files.readText(`${at.root}/${at.folder}.gitignore`, { maxBytes: 1024 * 1024 });
  return text.ok ? parseIgnoreFile(text.value, at.folder) : null;
}

/** Everything below a folder, ignored or not: build output. */
export async function allFiles(files: Files, root: string, hits: SecretHits): Promise<readonly string[]> {
  const found: string[] = [];
  const walk = async (folder: string, depth: number): Promise<void> => {
    const listed = await files.list(`${root}/${folder}`.replace(/\/$/, ''));
    if (!listed.ok)
      return hits.tell(`${folder === '' ? '.' : folder} cannot be listed: ${listed.error.message}`);
    for (const { name, kind } of listed.value) {
      if (kind === 'folder' && depth < maxDepth && name !== '.git')
        await walk(`${folder}${name}/`, depth + 1);
      else if (kind === 'file' && found.length <= maxFiles) found.push(`${folder}${name}`);
    }
  };
  await walk('', 0);
  return bounded(found, hits);
}

function bounded(files: readonly string[], hits: SecretHits): readonly string[] {
  if (files.length > maxFiles)
    hits.tell(`only the first ${maxFiles} of ${files.length} files were looked at`);
  return files.slice(0, maxFiles);
}
