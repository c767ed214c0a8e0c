import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compiled, desk } from './launch-ready.ts';

const program = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

// DEP-1: the hook as git runs it.
it(
  'git commit is refused while a secret is staged, and goes through without it',
  { timeout: 120_000 },
  async () => {
    await using own = desk();
    const bin = join(own.folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'launch-ready'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
    chmodSync(join(bin, 'launch-ready'), 0o755);
    const git = (...args: readonly string[]) =>
      spawnSync('git', ['-c', 'user.name=ana', '-c', 'user.email=ana@kiln.example', ...args], {
        cwd: own.folder,
        env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, HOME: own.folder, ...compiled },
        encoding: 'utf8',
      });
    git('init', '-q', '-b', 'main');
    expect((await own.run('scan', '--install-hook')).exitCode).toBe(0);

    const secret = `sk_live_${'Zb7Qx2Lm9VtR4wKpY6sNcE8h'}`;
    own.file('pay.ts', `export const key = '${secret}';\n`);
    git('add', 'pay.ts');
    const refused = git('commit', '-qm', 'Pay');
    expect(refused.status).not.toBe(0);
    expect(`${refused.stdout}${refused.stderr}`).toContain('pay.ts:1');
    expect(`${refused.stdout}${refused.stderr}`).not.toContain(secret);
    expect(git('rev-parse', '--verify', 'HEAD').status).not.toBe(0);

    own.file('pay.ts', 'export const key = process.env.STRIPE_KEY;\n');
    git('add', 'pay.ts');
    expect(git('commit', '-qm', 'Pay')).toMatchObject({ status: 0 });
    expect(git('log', '--format=%s').stdout).toBe('Pay\n');
  },
);
