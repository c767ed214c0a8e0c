import { exitCodes } from '../command.ts';
import type { CommandRun } from '../command.ts';
import { planned } from './planned.ts';

export const run: CommandRun = async (context, input) => {
  await planned(context, input, true);
  return exitCodes.ready;
};
