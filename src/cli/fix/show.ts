import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { fixFolder } from './options.ts';
import { renderPlan } from './render-plan.ts';
import { Shelf } from './shelf.ts';

export const run: CommandRun = async (context, { arguments: [named], options }) => {
  await using outside = await context.openOutside({});
  const plan = await new Shelf(outside.files, options.text('folder') ?? fixFolder).plan(named);
  const palette = context.terminal.hasColour && !options.isOn('plain') ? ansiPalette : plainPalette;
  context.stdout(
    options.isOn('json')
      ? `${JSON.stringify(plan, null, 2)}\n`
      : renderPlan(plan, { palette, isWhole: true, permissions: [] }),
  );
  return exitCodes.ready;
};
