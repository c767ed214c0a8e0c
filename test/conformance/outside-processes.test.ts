import { spawnSync } from 'node:child_process';
import { describe, expect, test, vi } from 'vitest';
import type { Processes } from '../../src/model/outside.ts';
import { createFakeProcesses } from '../../src/outside/fake/processes.ts';
import { systemEnvironment } from '../../src/outside/real/chance.ts';
import { createClock } from '../../src/outside/real/clock.ts';
import { createProcesses } from '../../src/outside/real/processes.ts';

const real = (): ReturnType<typeof createProcesses> => createProcesses(createClock(), systemEnvironment);
const makers: readonly (readonly [string, () => Processes])[] = [
  ['real processes', real],
  [
    'fake processes',
    () =>
      createFakeProcesses({
        'echo hello': 'hello\n',
        'sh -c exit 3': { exitCode: 3 },
        'sh -c echo oh >&2': { stderr: 'oh\n' },
        'sh -c yes | head -c 5000': 'y\n'.repeat(2500),
      }),
  ],
];
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const run = async (
  processes: Processes,
  line: readonly [command: string, ...args: string[]],
  more = {},
): Promise<unknown> => {
  const [command, ...args] = line;
  const result = await processes.run({ command, args, timeoutMs: 10_000, ...more });
  if (!result.ok) return result.error.kind;
  const { exitCode, stdout, stderr, isTruncated, endedBy } = result.value;
  return { exitCode, stdout: text(stdout), stderr: text(stderr), isTruncated, endedBy };
};
const clean = { exitCode: 0, stdout: '', stderr: '', isTruncated: false, endedBy: null };

describe.each(makers)('%s', (_name, make) => {
  test('the output of a command', async () => {
    expect(await run(make(), ['echo', 'hello'])).toEqual({ ...clean, stdout: 'hello\n' });
  });
  test('an exit code is a result, not an error', async () => {
    expect(await run(make(), ['sh', '-c', 'exit 3'])).toEqual({ ...clean, exitCode: 3 });
  });
  test('standard error is kept apart', async () => {
    expect(await run(make(), ['sh', '-c', 'echo oh >&2'])).toEqual({ ...clean, stderr: 'oh\n' });
  });
  test('output beyond the limit is cut and flagged', async () => {
    const seen = await run(make(), ['sh', '-c', 'yes | head -c 5000'], { maxOutputBytes: 10 });
    expect(seen).toEqual({ ...clean, stdout: 'y\ny\ny\ny\ny\n', isTruncated: true });
  });
  test('a command that does not exist is a value', async () => {
    expect(await run(make(), ['launch-ready-no-such-command'])).toBe('not-found');
  });
});

test('input reaches the command', async () => {
  expect(await run(real(), ['cat'], { input: 'typed' })).toEqual({ ...clean, stdout: 'typed' });
});

test('the environment is what was named plus PATH and HOME, nothing inherited', async () => {
  const seen = await run(
    real(),
    ['sh', '-c', 'env | cut -d= -f1 | grep -vE "^(PWD|SHLVL|_|OLDPWD)$" | sort'],
    {
      env: { LR_ONLY: '1' },
    },
  );
  expect(seen).toMatchObject({ stdout: 'HOME\nLR_ONLY\nPATH\n' });
});

test('a command deaf to SIGTERM is killed with its grandchildren', async () => {
  const script = 'trap "" TERM; sleep 600 & echo $!; wait; sleep 600';
  const isUp = Promise.withResolvers<string>();
  const onStdout = (chunk: Uint8Array): void => isUp.resolve(text(chunk));
  const started = await real().start({ command: 'sh', args: ['-c', script], timeoutMs: 60_000, onStdout });
  if (!started.ok) throw new Error(started.error.message);
  const grandchild = Number(await isUp.promise);
  expect(await started.value.stop(50)).toMatchObject({ endedBy: 'SIGKILL' });
  await vi.waitFor(() => expect(stateOf(grandchild)).toMatch(/^(gone|Z)/));
});

test('a timeout ends the command', async () => {
  expect(await run(real(), ['sleep', '600'], { timeoutMs: 50 })).toMatchObject({ endedBy: 'SIGTERM' });
});

test('an abort while the command starts, or long after, ends it', async () => {
  const controller = new AbortController();
  const running = run(real(), ['sleep', '600'], { signal: controller.signal });
  controller.abort();
  expect(await running).toMatchObject({ endedBy: 'SIGTERM' });
  const later = new AbortController();
  const printing = { signal: later.signal, onStdout: () => later.abort() };
  expect(await run(real(), ['sh', '-c', 'echo up; exec sleep 600'], printing)).toMatchObject({
    endedBy: 'SIGTERM',
  });
  expect(await run(real(), ['sleep', '600'], { signal: AbortSignal.abort() })).toBe('aborted');
});

test('a background child that holds the output open does not hold us', async () => {
  expect(await run(real(), ['sh', '-c', 'sleep 600 & echo done'])).toMatchObject({
    stdout: 'done\n',
    exitCode: 0,
  });
});

test('closing the door ends what still runs', async () => {
  const processes = real();
  const started = await processes.start({ command: 'sleep', args: ['600'], timeoutMs: 600_000 });
  await processes.close();
  expect(started.ok && (await started.value.exited).endedBy).toBe('SIGTERM');
});

/** A killed orphan may stay a zombie (`Z`) where nothing reaps it, as in a container. */
const stateOf = (pid: number): string =>
  spawnSync('ps', ['-o', 'stat=', '-p', String(pid)])
    .stdout.toString()
    .trim() || 'gone';
