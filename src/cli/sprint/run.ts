import { dirname, join } from 'node:path';
import { canonicalJson } from '../../model/json.ts';
import type { Sprint } from '../../model/sprint.ts';
import { sprintPlanPage } from '../../report/sprint/plan-page.ts';
import { renderSectionsTerminal } from '../../report/sections/terminal.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import { writeFile } from '../audit/output.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { manifestFolder } from '../deploy/places.ts';
import { lookAtSprint, openSprintNetwork, startFile } from './look.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await openSprintNetwork(context, input);
  const looked = await lookAtSprint(context, input, outside);
  const { sprint, now } = looked;
  if (context.signal.aborted) return exitCodes.interrupted;
  if (looked.isFirst && now.verdict !== 'could not look') {
    const path = join(manifestFolder(context, input.options), startFile);
    await outside.files.makeFolder(dirname(path));
    await writeFile(context, outside, { path, text: `${canonicalJson(now)}\n` });
  }
  if (input.options.isOn('json')) context.stdout(`${canonicalJson(sprint)}\n`);
  else {
    const hasColour = context.terminal.hasColour && !input.options.isOn('plain');
    const shown = { palette: hasColour ? ansiPalette : plainPalette, columns: context.terminal.columns };
    context.stdout(renderSectionsTerminal(sprintPlanPage(sprint), shown));
    context.stdout(`\n${nextStep(sprint)}\n`);
  }
  return exitOf(sprint);
};

const left = ({ counts }: Sprint): number => counts.open + counts.new + counts.unclear;

const nextStep = (sprint: Sprint): string =>
  left(sprint) > 0
    ? 'Next: launch-ready fix plan, then launch-ready sprint again'
    : 'Next: launch-ready sprint report --output sprint.html, then launch-ready handover';

function exitOf(sprint: Sprint): number {
  if (sprint.after === 'could not look') return exitCodes.couldNotLook;
  return left(sprint) > 0 ? exitCodes.findings : exitCodes.ready;
}
