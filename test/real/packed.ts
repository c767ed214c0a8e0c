import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
/** Kept between runs: a Node is 50 MB. */
const nodesFolder = join(root, 'node_modules', '.cache', 'nodes');
const quietly = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts', '--prefer-offline'];

/** The package as a stranger gets it: packed, and installed in an empty folder without running anybody's scripts. */
export interface Installed extends Disposable {
  readonly folder: string;
  readonly program: string;
  readonly tarballBytes: number;
}

/** Why it cannot be had here: no registry. Anything else that goes wrong is thrown. */
export type Unreachable = { readonly reason: string };

export function installPacked(): Installed | Unreachable {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-packed-'));
  const [built, empty] = [join(folder, 'built'), join(folder, 'empty')];
  for (const each of [built, empty]) mkdirSync(each);
  // Built aside: nobody's `dist` changes under their feet.
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  // Types are checked elsewhere; here only what runs is wanted.
  const settings = ['--noCheck', '--declaration', 'false', '--outDir', join(built, 'dist')];
  run(tsc, ['-p', 'tsconfig.build.json', ...settings], root);
  const assets = join(root, 'src/world/app/assets');
  if (existsSync(assets)) cpSync(assets, join(built, 'dist/src/world/app/assets'), { recursive: true });
  for (const each of ['package.json', 'README.md', 'CHANGELOG.md', 'schemas', 'docs', 'dist/web'])
    if (existsSync(join(root, each))) cpSync(join(root, each), join(built, each), { recursive: true });
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], built);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack packed nothing');
  const path = join(folder, tarball);
  writeFileSync(join(empty, 'package.json'), '{"name":"newcomer","private":true}\n');
  const gap = npmInstall(empty, path);
  if (gap !== null) {
    rmSync(folder, { recursive: true, force: true });
    return { reason: gap };
  }
  rmSync(built, { recursive: true, force: true });
  return {
    folder: empty,
    program: join(empty, 'node_modules', '.bin', 'launch-ready'),
    tarballBytes: statSync(path).size,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The folder of a Node of this major version, from the registry's package of the bare program. */
export function nodeOf(major: number): string | Unreachable {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(nodesFolder, String(major));
  const bin = join(folder, 'node_modules', name, 'bin');
  if (existsSync(join(bin, 'node'))) return bin;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
  const gap = npmInstall(folder, `${name}@${major}`);
  return gap === null ? bin : { reason: gap };
}

function npmInstall(folder: string, what: string): string | null {
  const done = spawnSync('npm', ['install', ...quietly, what], { cwd: folder, encoding: 'utf8' });
  if (done.status === 0) return null;
  const text = `${done.stderr}${done.stdout}`;
  const code = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED|ENETUNREACH|E404)\b/.exec(
    text,
  )?.[0];
  if (code === undefined) throw new Error(`npm install ${what}: ${text.slice(0, 2_000)}`);
  return `no package registry (${code})`;
}

function run(command: string, args: readonly string[], cwd: string): void {
  const done = spawnSync(command, [...args], { cwd, encoding: 'utf8' });
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${done.stdout}${done.stderr}`.slice(0, 3_000));
}
