import { withoutChallenges } from '../../engine/fix/plan/watched.ts';
import { UserError } from '../../model/error.ts';
import { plural } from '../../model/words.ts';
import { difference, fingerprintOf } from '../../protocols/edge/state.ts';
import type { Difference, Resources } from '../../protocols/edge/state.ts';
import { openSubjectNetwork, readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { fixFolder } from '../fix/options.ts';
import { chosenProvider, openProvider } from '../fix/provider.ts';
import { diffLines, nameOf } from '../fix/render-plan.ts';
import { Shelf } from '../fix/shelf.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await openSubjectNetwork(context, input);
  const { manifest } = await readSubject(outside, input);
  const entry = chosenProvider(manifest, input.options.text('provider'));
  if (entry === null)
    throw new UserError('LR_PROVIDER_INVALID', {
      what: 'launch.yaml names no provider.',
      why: 'Drift is what changed at the provider; nobody is named who could be asked.',
      todo: 'Add one below providers in launch.yaml; docs/guides/fix.md has an entry of every kind.',
    });
  const provider = await openProvider(entry, outside);
  const read = await provider.read(context.signal);
  if (!read.ok) {
    context.stderr(`${provider.title} could not be read: ${read.error.message}.\n`);
    return exitCodes.couldNotLook;
  }
  const shelf = new Shelf(outside.files, input.options.text('folder') ?? fixFolder);
  const name = `${provider.id}-${entry.zone}`;
  const known = await shelf.state(name);
  const now = withoutChallenges(read.value.resources);
  const changes = known === null ? [] : difference(withoutChallenges(known), now);
  const isKept = known === null || input.options.isOn('accept');
  if (isKept) await shelf.saveState(name, read.value.resources);
  if (input.options.isOn('accept'))
    await shelf.trail({
      at: outside.clock.now(),
      act: 'accept',
      provider: provider.id,
      zone: entry.zone,
      changes: changes.map(({ resource }) => resource),
    });
  print(context, input, { changes, now, isFirst: known === null, title: provider.title });
  return changes.length > 0 && !isKept ? exitCodes.findings : exitCodes.ready;
};

interface Drifted {
  readonly changes: readonly Difference[];
  readonly now: Resources;
  readonly isFirst: boolean;
  readonly title: string;
}

function print(
  context: CommandContext,
  { options }: CommandInput,
  { changes, now, isFirst, title }: Drifted,
): void {
  if (options.isOn('json')) {
    context.stdout(
      `${JSON.stringify({ schema: 'launch-ready/drift@1', isFirst, fingerprint: fingerprintOf(now), changes }, null, 2)}\n`,
    );
    return;
  }
  const count = plural(Object.keys(now).length, 'resource');
  if (isFirst) context.stdout(`${count} of ${title} noted; from now on changes to them are drift.\n`);
  else if (changes.length === 0)
    context.stdout(`Nothing changed at ${title}: ${count} as after the last plan.\n`);
  else
    context.stdout(
      [
        `${plural(changes.length, 'resource')} of ${title} changed, and not by a plan of ours:`,
        ...changes.flatMap(({ resource, before, after }) => [
          `  ${nameOf(resource)}`,
          ...diffLines(resource, before, after).map((line) => `    ${line}`),
        ]),
        options.isOn('accept')
          ? 'Accepted.'
          : 'Meant so: launch-ready drift --accept. Not meant: launch-ready fix plan',
        '',
      ].join('\n'),
    );
}
