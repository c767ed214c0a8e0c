import type { Outside } from '../../model/outside.ts';
import { limits, type ProjectEvidence } from './evidence.ts';

const skipped = new Set([
  'node_modules',
  'vendor',
  'dist',
  'build',
  'out',
  'coverage',
  'target',
  'tmp',
  'venv',
  '__pycache__',
]);
/** Hidden folders that say something; all others are passed by. */
const hiddenButRead = new Set(['.github', '.circleci']);

const telling =
  /(?:^|\/)(?:package\.json|composer\.json|Gemfile|requirements\.txt|pyproject\.toml|go\.mod|Dockerfile|Procfile|CNAME|(?:docker-)?compose\.ya?ml|vercel\.json|netlify\.toml|fly\.toml|render\.yaml|railway\.json|wrangler\.(?:toml|jsonc?)|\.gitlab-ci\.yml|\.env\.(?:example|sample|template)|env\.example|prisma\/schema\.prisma)$|^\.github\/workflows\/[^/]+\.ya?ml$/;

/** Reads the shape of a repository: names, a few small files, branch and remote. Never reads `.env` itself. */
export async function gatherProject(outside: Outside, folder: string): Promise<ProjectEvidence> {
  const paths = await listPaths(outside, folder);
  const wanted = paths.filter((path) => telling.test(path)).slice(0, limits.texts);
  const read = await Promise.all(
    wanted.map(async (path) => {
      const text = await outside.files.readText(`${folder}/${path}`, { maxBytes: limits.fileBytes });
      return text.ok ? ([[path, text.value]] as const) : [];
    }),
  );
  const [branch, remote] = await Promise.all([
    git(outside, folder, ['symbolic-ref', '--short', 'HEAD']),
    git(outside, folder, ['remote', 'get-url', 'origin']),
  ]);
  return { paths, texts: Object.fromEntries(read.flat()), branch, remote: withoutLogin(remote) };
}

/** Level by level, so that what is near the root is seen before the limits end the walk. */
async function listPaths(outside: Outside, folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  const waiting: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  for (let folders = 0; folders < limits.folders && paths.length < limits.paths; folders++) {
    const next = waiting.shift();
    if (next === undefined) break;
    const entries = await entriesOf(outside, folder, next.path);
    paths.push(...entries.files);
    if (next.depth >= limits.depth) continue;
    waiting.push(...entries.folders.map((path) => ({ path, depth: next.depth + 1 })));
  }
  return paths.slice(0, limits.paths).toSorted();
}

async function entriesOf(
  outside: Outside,
  root: string,
  path: string,
): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] }> {
  const listed = await outside.files.list(path === '' ? root : `${root}/${path}`);
  const entries = (listed.ok ? listed.value : []).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const below = (name: string): string => (path === '' ? name : `${path}/${name}`);
  return {
    files: entries.flatMap(({ name, kind }) => (kind === 'file' ? [below(name)] : [])),
    folders: entries.flatMap(({ name, kind }) =>
      kind === 'folder' && isLookedInto(name) ? [below(name)] : [],
    ),
  };
}

const isLookedInto = (name: string): boolean =>
  hiddenButRead.has(name) || (!name.startsWith('.') && !skipped.has(name));

/** One line of git, or null: no git and no repository are fine. */
async function git(outside: Outside, cwd: string, args: readonly string[]): Promise<string | null> {
  const ran = await outside.processes.run({
    command: 'git',
    args,
    cwd,
    timeoutMs: 5_000,
    maxOutputBytes: 4_096,
  });
  if (!ran.ok || ran.value.exitCode !== 0) return null;
  const line = new TextDecoder().decode(ran.value.stdout).trim();
  return line === '' || line.includes('\n') ? null : line;
}

/** A remote may carry a token: `https://user:token@host/...`. */
const withoutLogin = (remote: string | null): string | null =>
  remote === null ? null : remote.replace(/^([a-z+]+:\/\/)[^@/]*@/i, '$1');
