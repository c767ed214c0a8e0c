import { exitCodes } from '../command.ts';
import type { CommandRun } from '../command.ts';
import { openStore } from '../serve/open-store.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await context.openOutside({});
  await using store = (await openStore(outside, input.options)).store;
  const done = await store.backup(input.arguments[0] ?? '');
  if (input.options.isOn('json'))
    context.stdout(`${JSON.stringify({ schema: 'launch-ready/backup@1', store: store.kind, done })}\n`);
  else context.stdout(`${done}\n`);
  return exitCodes.ready;
};
