import { expect, test } from 'vitest';
import type { CommandContext, CommandRun } from '../command.ts';
import { ParsedOptions } from '../command.ts';
import type { OutsideOptions } from '../outside-options.ts';
import { openRealOutside } from '../real-outside.ts';
import { run as probe } from '../probe/run.ts';
import { run as serve } from './run.ts';

const enough = new Error('opened');

// MON-1: a record that is deleted is seen by the next look, whatever its time to live says.
test.each([
  ['serve', serve, {}],
  ['probe', probe, { join: 'https://watch.example', token: 'env:PATH' }],
] satisfies [string, CommandRun, Record<string, string>][])(
  '%s looks at the network through a door that remembers no DNS answer for long',
  async (_name, run, options) => {
    const asked: OutsideOptions[] = [];
    const context: CommandContext = {
      stdout: () => undefined,
      stderr: () => undefined,
      terminal: { isTty: false, isErrorTty: false, columns: 80, hasColour: false },
      cwd: '/',
      version: 'test',
      signal: AbortSignal.abort(),
      openOutside: async (wanted) => {
        asked.push(wanted);
        if (wanted.isDnsRenewed === true) throw enough;
        return openRealOutside(wanted);
      },
      ask: async () => null,
      readStdin: async () => '',
    };
    await expect(run(context, { arguments: [], options: new ParsedOptions(options) })).rejects.toBe(enough);
    expect(asked.at(-1)).toMatchObject({ isDnsRenewed: true, isPrivateNetworkAllowed: false });
  },
);
