import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The program as the package has it, built from these sources into a folder of its own: what people run, without the compiler's share. */
export function buildProgram(): { readonly main: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-built-'));
  const build = ['-p', join(root, 'tsconfig.build.json'), '--outDir', folder, '--declaration', 'false'];
  execFileSync(join(root, 'node_modules/.bin/tsc'), build, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  // Built before every test and demo.
  symlinkSync(join(root, 'dist', 'web'), join(folder, 'web'));
  return {
    main: join(folder, 'src/cli/main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** `serve` with a port of its own and data of its own, whatever the machine can reach. */
export const serveWords = (folder: string): readonly string[] => [
  'serve',
  '--json',
  '--port',
  '0',
  '--data',
  folder,
  '--always-connected',
];
