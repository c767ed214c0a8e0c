import { isAbsolute, join } from 'node:path';
import { parseSize } from '../../model/units.ts';
import { UserError } from '../../model/error.ts';
import type { Outside, WorldError } from '../../model/outside.ts';
import { gitText, type GitPlace } from '../../collectors/secrets/git.ts';
import { scanHistory } from '../../collectors/secrets/history.ts';
import { SecretHits } from '../../collectors/secrets/hits.ts';
import { scanContent, scanFiles, type ReadOptions } from '../../collectors/secrets/read-files.ts';
import { scanStaged } from '../../collectors/secrets/staged.ts';
import { allFiles, treeFiles } from '../../collectors/secrets/tree.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import type { ScanProgress } from './progress.ts';

const maxObjects = 5_000_000;
const maxStdinBytes = 64 * 1024 * 1024;

export interface Looked {
  readonly hits: SecretHits;
  readonly scanned: readonly string[];
}
interface Look {
  readonly context: CommandContext;
  readonly input: CommandInput;
  readonly outside: Outside;
  readonly hits: SecretHits;
  readonly read: ReadOptions;
  readonly progress: ScanProgress;
}

/** Looks where the options say; the places are named for the report. */
export async function look(
  context: CommandContext,
  input: CommandInput,
  at: { readonly outside: Outside; readonly progress: ScanProgress },
): Promise<Looked> {
  const hits = new SecretHits();
  const maxFileBytes = sizeOption(input.options.text('max-size') ?? '32MiB');
  const read = { maxFileBytes, signal: context.signal, onProgress: at.progress.file };
  const job = { context, input, ...at, hits, read };
  const scanned = input.options.isOn('stdin')
    ? await lookAtStdin(job)
    : input.options.isOn('staged')
      ? await lookAtStaged(job)
      : await lookAtPlaces(job);
  hits.close();
  return { hits, scanned };
}

async function lookAtStdin({ context, outside, hits }: Look): Promise<readonly string[]> {
  const text = await context.readStdin(maxStdinBytes);
  if (text.length >= maxStdinBytes) hits.tell(`standard input was cut at ${maxStdinBytes} bytes`);
  scanContent({ path: '(standard input)', bytes: Buffer.from(text, 'utf8'), now: outside.clock.now() }, hits);
  return ['standard input'];
}

async function lookAtStaged(job: Look): Promise<readonly string[]> {
  const place = gitPlace(job, rootOf(job));
  if (await scanStaged(place, job.hits)) return ['staged changes'];
  throw notARepository('--staged', place.folder);
}

async function lookAtPlaces(job: Look): Promise<readonly string[]> {
  const { input, outside, hits, read } = job;
  const root = rootOf(job);
  const scanned = [await lookAtPath(job, root)];
  if (input.options.isOn('history')) scanned.push(await lookAtHistory(job, root));
  for (const folder of input.options.list('build')) {
    const full = absolute(job.context.cwd, folder);
    await expectKind(outside, full, 'folder');
    const paths = (await allFiles(outside.files, full, hits)).map(
      (path) => `${folder.replace(/\/+$/, '')}/${path}`,
    );
    await scanFiles(outside, { root: baseOf(job.context.cwd, folder), paths, hits }, read);
    scanned.push(`build output ${folder}`);
  }
  for (const file of input.options.list('logs')) {
    await expectKind(outside, absolute(job.context.cwd, file), 'file');
    await scanFiles(outside, { root: baseOf(job.context.cwd, file), paths: [file], hits }, read);
    scanned.push(`log ${file}`);
  }
  return scanned;
}

async function lookAtPath(job: Look, root: string): Promise<string> {
  const { outside, hits, read } = job;
  const found = await outside.files.stat(root);
  if (!found.ok) throw notLooked(root, found.error);
  if (found.value.kind === 'file') {
    const [folder, name] = [root.slice(0, root.lastIndexOf('/')), root.slice(root.lastIndexOf('/') + 1)];
    await scanFiles(outside, { root: folder, paths: [name], hits }, read);
    return root;
  }
  const paths = await treeFiles(gitPlace(job, root), hits);
  await scanFiles(outside, { root, paths, hits }, read);
  return `working tree ${root}`;
}

async function lookAtHistory(job: Look, root: string): Promise<string> {
  const place = gitPlace(job, root);
  if ((await gitText(place, ['rev-parse', '--git-dir'])) === null) throw notARepository('--history', root);
  const onProgress = job.progress.objects;
  await scanHistory(place, job.hits, { maxObjectBytes: 256 * 1024 * 1024, maxObjects, onProgress });
  return 'git history';
}

const gitPlace = ({ outside, context }: Look, folder: string): GitPlace => ({
  outside,
  folder,
  signal: context.signal,
});

export const rootOf = ({ context, input }: Pick<Look, 'context' | 'input'>): string =>
  absolute(context.cwd, input.arguments[0] ?? '.');
export const absolute = (cwd: string, path: string): string =>
  (isAbsolute(path) ? join(path) : join(cwd, path)).replace(/(?<=.)\/+$/, '');
const baseOf = (cwd: string, path: string): string => (isAbsolute(path) ? '' : cwd);

async function expectKind(outside: Outside, path: string, kind: 'file' | 'folder'): Promise<void> {
  const found = await outside.files.stat(path);
  if (!found.ok) throw notLooked(path, found.error);
  if (found.value.kind !== kind) throw noSuchPath(path, `it is no ${kind}`);
}

function sizeOption(text: string): number {
  const size = parseSize(text);
  if (size !== null && size > 0 && size <= 128 * 1024 * 1024) return size;
  throw new UserError('LR_NUMBER_INVALID', {
    what: `--max-size ${text.slice(0, 20)} is not a size up to 128 MiB.`,
    why: 'Files are read whole, so their size bounds the memory.',
    todo: 'Give a size like 8MiB or 100MB.',
  });
}

const notLooked = (path: string, { kind, message }: WorldError): UserError =>
  noSuchPath(path, kind === 'not-found' ? 'there is no such file or folder' : message);

const noSuchPath = (path: string, message: string): UserError =>
  new UserError('LR_SCAN_PATH', {
    what: `${path}: ${message}`,
    why: 'A scan of nothing would look clean.',
    todo: 'Check the path and its permissions.',
  });

const notARepository = (option: string, folder: string): UserError =>
  new UserError('LR_SCAN_NOT_A_REPOSITORY', {
    what: `${option}: ${folder} is no git repository, or git does not trust it.`,
    why: 'History and staged changes exist only in one.',
    todo: 'Run it inside the repository; when another user owns it, git names the safe.directory setting.',
  });
