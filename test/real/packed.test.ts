import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../src/world/world.ts';
import { parseReport, type Ended } from '../journeys/launch-ready.ts';
import { installPacked, nodeOf, type Installed, type Unreachable } from './packed.ts';

// The newcomer's hour: the packed tarball in an empty folder, without install scripts, on every Node it promises.
describe('the package as a stranger gets it', { timeout: 300_000 }, () => {
  let installed: Installed | Unreachable;
  let world: World;
  let network: readonly string[];

  beforeAll(async () => {
    installed = installPacked();
    if ('reason' in installed) return;
    world = await createWorld();
    const file = (name: string, text: string): string => {
      const path = join(folderOf(installed), name);
      writeFileSync(path, text);
      return path;
    };
    network = world.cliArguments({
      hints: file('root.hints', world.rootHints),
      ca: file('root.pem', world.caPem),
    });
  }, 300_000);
  afterAll(async () => {
    if (installed === undefined || 'reason' in installed) return;
    await world?.close();
    installed[Symbol.dispose]();
  });

  const folderOf = (what: Installed | Unreachable): string => ('reason' in what ? '' : what.folder);

  async function run(
    node: string | { readonly bin: string; readonly program: string },
    ...args: readonly string[]
  ): Promise<Ended> {
    if ('reason' in installed) throw new Error(installed.reason);
    const { bin, program } = typeof node === 'string' ? { bin: node, program: installed.program } : node;
    const child = spawn(program, [...args], {
      cwd: installed.folder,
      env: { PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, HOME: installed.folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { ...out, exitCode };
  }

  /** Modules this Node cannot even read: programs and workers, which begin when they are imported, are left out. */
  async function imported(bin: string): Promise<readonly string[]> {
    const script = `import { readdirSync } from 'node:fs';
      const root = new URL('./node_modules/launch-ready/dist/src/', 'file://' + process.cwd() + '/');
      for (const name of readdirSync(root, { recursive: true })) {
        if (!name.endsWith('.js') || /(?:^cli\\/main|-main)\\.js$/.test(name)) continue;
        await import(new URL(name, root)).catch((error) => console.log(name, error.message));
      }
      process.exit(0);`;
    const { stdout } = await run({ bin, program: join(bin, 'node') }, '--input-type=module', '-e', script);
    return stdout.split('\n').filter((line) => line !== '');
  }

  it('holds what it needs and nothing of the workshop, and no package of it has an install script', ({
    skip,
  }) => {
    if ('reason' in installed) return skip(installed.reason);
    const own = join(installed.folder, 'node_modules', 'launch-ready');
    expect(readdirSync(own).toSorted()).toEqual(
      expect.arrayContaining(['README.md', 'dist', 'docs', 'package.json', 'schemas']),
    );
    const files = readdirSync(own, { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => /\.test\.[jt]s$|^(?:test|bench|scripts|src)\//.test(name))).toEqual([]);
    expect(scriptsIn(join(installed.folder, 'node_modules'))).toEqual([]);
    expect(installed.tarballBytes).toBeLessThan(20 * 1024 * 1024);
  });

  it.for([22, 24, 26])(
    'on Node %d: version, help, an audit of the demo internet, the parsers',
    async (major, { skip }) => {
      if ('reason' in installed) return skip(installed.reason);
      const bin = nodeOf(major);
      if (typeof bin !== 'string') return skip(bin.reason);
      const version = await run(bin, '--version');
      expect(version).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+/) });
      const help = await run(bin, '--help');
      expect(help.exitCode).toBe(0);
      expect(help.stdout).toContain('Find what blocks the launch:');

      const startedMs = performance.now();
      const report = parseReport(await run(bin, 'audit', world.domain, '--json', '--quiet', ...network));
      expect(report.findings.length + report.passed.length).toBeGreaterThan(100);
      process.stdout.write(
        `packed: Node ${major} audits the demo internet in ${Math.round(performance.now() - startedMs)} ms\n`,
      );

      mkdirSync(join(installed.folder, 'code'), { recursive: true });
      writeFileSync(
        join(installed.folder, 'code', 'a.ts'),
        'export const url: string = process.env.DATABASE_URL!;\n',
      );
      mkdirSync(join(installed.folder, 'code', 'migrations'), { recursive: true });
      writeFileSync(join(installed.folder, 'code', 'migrations', '1.sql'), 'DROP TABLE a;\n');
      const env = await run(bin, 'env', 'code', '--json');
      expect(JSON.stringify(JSON.parse(env.stdout))).toContain('DATABASE_URL');
      const migrations = await run(bin, 'migrations', 'code/migrations', '--json');
      expect(migrations.stdout).toContain('drop-table');
      expect(await imported(bin)).toEqual([]);
      const html = await run(
        bin,
        'audit',
        world.domain,
        '--only',
        'tls',
        '--html',
        `report-${major}.html`,
        '--quiet',
        ...network,
      );
      expect([html.exitCode, html.stderr]).toEqual([
        expect.any(Number),
        expect.not.stringContaining('    at '),
      ]);
      expect(existsSync(join(installed.folder, `report-${major}.html`))).toBe(true);
    },
  );
});

/** Packages that would run something while they are installed. */
function scriptsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) =>
        /(?:^|\/)(?:@[^/]+\/)?[^/@]+\/package\.json$/.test(name) &&
        !/node_modules\/.*\/(?:test|fixtures)\//.test(name),
    )
    .flatMap((name) => {
      const { scripts = {}, name: own } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
        readonly name?: string;
        readonly scripts?: Readonly<Record<string, string>>;
      };
      const runs = ['preinstall', 'install', 'postinstall'].filter((each) => scripts[each] !== undefined);
      return runs.map((each) => `${own ?? name}: ${each}`);
    });
}
