import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ParsedOptions, type CommandContext, type CommandRun } from '../../../src/cli/command.ts';
import type { EnvDocument } from '../../../src/cli/env/document.ts';
import { run as env } from '../../../src/cli/env/run.ts';
import { run as migrations } from '../../../src/cli/migrations/run.ts';
import { openRealOutside } from '../../../src/cli/real-outside.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launch-ready-env-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

async function run(
  command: CommandRun,
  options: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly code: number; readonly stdout: string }> {
  let stdout = '';
  const context: CommandContext = {
    stdout: (text) => void (stdout += text),
    stderr: () => undefined,
    terminal: { isTty: false, isErrorTty: false, columns: 100, hasColour: false },
    cwd: folder,
    version: '1.0.0',
    signal: new AbortController().signal,
    openOutside: openRealOutside,
    ask: async () => null,
    readStdin: async () => '',
  };
  const code = await command(context, { arguments: [], options: new ParsedOptions(options) });
  return { code, stdout };
}
const key = `sk_test_${'4eC39HqLyjWDarjtT1zdp7dc'}`;

// DEP-2
it('an answer first, the table, and no value anywhere', async () => {
  put('src/a.ts', 'process.env.STRIPE_SECRET_KEY!; process.env.PORT ?? 3000; process.env.API_URL;\n');
  put('.env.production', `STRIPE_SECRET_KEY=${key}\nAPI_URL=https://api.kiln.dev\n`);
  const { code, stdout } = await run(env, { plain: true });
  expect(code).toBe(1);
  expect(stdout).toContain('1 problem to fix before launch. 3 variables, 2 of them required, in 1 file.');
  expect(stdout).toContain(
    'high    STRIPE_SECRET_KEY in production: it is a Stripe test key  .env.production:1',
  );
  for (const format of ['json', 'markdown', 'sarif', 'junit', 'terminal'])
    expect((await run(env, { format })).stdout).not.toContain(key);
});

it('a vendor that cannot be asked leaves it open: exit 3', async () => {
  put('a.py', 'import os\nos.environ["DATABASE_URL"]\n');
  const { code, stdout } = await run(env, { environment: ['production=vercel'], json: true });
  const document = JSON.parse(stdout) as EnvDocument;
  expect(code).toBe(3);
  expect(document.variables[0]?.environments).toEqual([
    { environment: 'production', state: 'unknown', source: null },
  ]);
  expect(document.notLookedAt).toEqual(['production: VERCEL_TOKEN is not set']);
});

it('a source that is none is a mistake with a suggestion', async () => {
  await expect(run(env, { environment: ['production=vercell'] })).rejects.toMatchObject({
    code: 'LR_ENV_SOURCE',
    message: expect.stringContaining('Did you mean vercel?'),
  });
});

it('the written example holds no secret, the written loader works', async () => {
  put(
    'a.ts',
    `process.env.JWT_SECRET || '${key}'; Number(process.env.PORT || 3000); process.env.NEEDED_URL!;\n`,
  );
  await run(env, { writeExample: join(folder, '.env.example'), writeLoader: join(folder, 'loader.ts') });
  expect(readFileSync(join(folder, '.env.example'), 'utf8')).not.toContain(key);
  const load = (variables: Readonly<Record<string, string>>) =>
    spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { env } from ${JSON.stringify(join(folder, 'loader.ts'))}; console.log(JSON.stringify(env))`,
      ],
      { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', ...variables } },
    );
  expect(JSON.parse(load({ NEEDED_URL: 'https://kiln.dev', PORT: '80' }).stdout)).toEqual({
    NEEDED_URL: 'https://kiln.dev',
    PORT: 80,
  });
  expect(load({ PORT: 'x' }).stderr).toMatch(
    /The environment is not complete:\s+NEEDED_URL is not set\s+PORT is no number/,
  );
});

it('links in a circle, files that are no text, huge and broken ones: told or passed by, never the end', async () => {
  put('ok.ts', 'process.env.FINE;\n');
  put('broken.ts', 'const = process.env.\n');
  put('binary.ts', Buffer.from([0, 255, 254, 1, 2, 3]));
  put('huge.js', `process.env.HUGE;${' '.repeat(1_200_000)}`);
  put('deep.ts', `x = ${'['.repeat(3000)}process.env.DEEP${']'.repeat(3000)}`);
  symlinkSync(folder, join(folder, 'loop'));
  execFileSync('git', ['init', '-q'], { cwd: folder });
  const { stdout } = await run(env, { json: true });
  const document = JSON.parse(stdout) as EnvDocument;
  expect(document.variables.map(({ name }) => name)).toContain('FINE');
  expect(document.notLookedAt.join('\n')).toMatch(/broken\.ts: it cannot be parsed/);
  expect(document.notLookedAt.join('\n')).toMatch(/deep\.ts: it is nested too deeply/);
  expect(document.notLookedAt.join('\n')).toMatch(/huge\.js was not read/);
});

// DEP-4
it('migrations: problems with their lines, the exit code, and nothing found told as such', async () => {
  expect(await run(migrations, { plain: true })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('No migrations were found here.'),
  });
  put('migrations/1.sql', "SET lock_timeout = '5s';\nDROP TABLE orders;\n");
  const { code, stdout } = await run(migrations, { plain: true });
  expect(code).toBe(1);
  expect(stdout).toContain('blocker migrations/1.sql:2  orders and its data are dropped (ACCESS EXCLUSIVE)');
  put('migrations/1.sql', 'DROP TABEL orders;\n');
  expect((await run(migrations)).code).toBe(3);
});

it('an address on the command line is refused: it would be seen by everybody', async () => {
  put('migrations/1.sql', 'SELECT 1;\n');
  await expect(run(migrations, { on: 'postgres://u:secret@h/db' })).rejects.toMatchObject({
    code: 'LR_MIGRATIONS_DATABASE',
    message: '--on wants a reference, not an address.',
  });
});
