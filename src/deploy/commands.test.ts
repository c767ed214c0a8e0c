import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRealOutside } from '../cli/real-outside.ts';
import { impliedManifest } from '../manifest/implied.ts';
import type { Outside } from '../model/outside.ts';
import { runCommand } from './commands.ts';

/** DEP-5: the user's own command, whatever it does. */
let outside: Outside & AsyncDisposable;
beforeAll(async () => {
  outside = await openRealOutside({});
});
afterAll(async () => outside[Symbol.asyncDispose]());

async function ran(line: string, timeoutMs = 10_000) {
  let lines = 0;
  const end = await runCommand(outside, impliedManifest('shop.example'), {
    line,
    folder: '/',
    env: { LAUNCH_READY_VERSION: 'v7' },
    timeoutMs,
    signal: new AbortController().signal,
    onLine: () => (lines += 1),
    onStarted: async () => {},
  });
  return { ...end, lines };
}

describe('a command', () => {
  it('knows what is released, and its last lines are kept', async () => {
    expect(await ran('echo "one $LAUNCH_READY_VERSION"; echo two >&2')).toMatchObject({
      isGood: true,
      lines: 2,
    });
    expect((await ran('echo one; exit 4')).text).toMatch(/^ended with 4 after \d/);
    expect((await ran('seq 1 30; exit 1')).tail).toEqual(
      Array.from({ length: 20 }, (_each, index) => String(index + 11)),
    );
  });
  it('that floods is read to its end, shown in part', async () => {
    const flood = await ran('seq 1 200000; echo the end; exit 1');
    expect(flood.tail.at(-1)).toBe('the end');
    expect(flood.lines).toBe(5_000);
  });
  it('with a line without end holds no memory', async () => {
    const long = await ran("head -c 5000000 /dev/zero | tr '\\0' x; exit 1");
    expect(long.tail.join('').length).toBeLessThanOrEqual(2_000);
  });
  it('that hangs is ended with what it started', async () => {
    const hung = await ran('sleep 300 & sleep 300', 300);
    expect(hung).toMatchObject({ isGood: false });
    expect(hung.text).toMatch(/^did not end within \d s and was ended$/);
  });
  it('that ignores the polite signal is ended all the same', async () => {
    expect((await ran("trap '' TERM; sleep 300", 300)).isGood).toBe(false);
  });
  it('that is not there says so', async () => {
    expect((await ran('no-such-command-at-all')).text).toMatch(/^ended with 127/);
  });
});
