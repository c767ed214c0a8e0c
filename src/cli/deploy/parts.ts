import { rollbackDecision } from '../../monitor/rollback-rule.ts';
import { outputOf } from '../../deploy/commands.ts';
import { usualSettings, type DeployParts } from '../../deploy/parts.ts';
import type { DeployPlan } from '../../deploy/journal.ts';
import { newDeployId } from '../../deploy/session.ts';
import { versionAddress } from '../../deploy/steps/visible.ts';
import { seeVersion } from '../../deploy/version.ts';
import { OpenStack } from '../../model/open-stack.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { parseDuration } from '../../model/units.ts';
import { inertLine } from '../../report/inert.ts';
import { readSubject } from '../audit/subject.ts';
import type { CommandContext, CommandInput, ParsedOptions } from '../command.ts';
import { atOnce, openWalkingParts } from '../smoke/parts.ts';
import { environmentOf, gateFor } from './gate.ts';
import { watcherFor } from './watcher.ts';
import { manifestFolder, repositoryFolder, stateFolderOf } from './places.ts';
import { openWitnesses } from './witnesses.ts';

/** Everything a deploy works through; ends with what it opened. */
export async function openDeployParts(
  context: CommandContext,
  input: CommandInput,
  at: { readonly outside: Outside; readonly isGateless: boolean },
): Promise<AsyncDisposable & { readonly parts: DeployParts }> {
  const { options } = input;
  const { outside, isGateless } = at;
  const subject = await readSubject(outside, { ...input, arguments: [] });
  const { manifest, profile } = subject;
  const open = new OpenStack();
  const walking = open.use(
    await openWalkingParts(context, options, { outside, manifest, journeys: manifest.journeys }),
  );
  const home = manifestFolder(context, options);
  const witnesses = open.use(await openWitnesses(manifest, outside));
  const log = (line: string): void => {
    if (!options.isOn('quiet')) context.stderr(`${inertLine(line)}\n`);
  };
  return {
    parts: {
      outside,
      manifest,
      profile,
      folder: repositoryFolder(home, manifest),
      stateFolder: stateFolderOf(context, options),
      journeys: walking.parts,
      gate:
        isGateless || options.isOn('skip-gate')
          ? null
          : await gateFor(context, options, { subject, outside, log }),
      rule: (before, after) => rollbackDecision(before, after),
      witnesses: witnesses.all,
      watcher: await watcherFor(context, options, { manifest, outside, open }),
      settings: {
        ...usualSettings,
        watchMs: duration(options, 'watch') ?? manifest.deploy.watchMinutes * 60_000,
        visibleMs: duration(options, 'visible-within') ?? usualSettings.visibleMs,
        commandMs: duration(options, 'command-timeout') ?? usualSettings.commandMs,
        atOnce: atOnce(options),
      },
      signal: context.signal,
      log,
    },
    [Symbol.asyncDispose]: async () => open.disposeAsync(),
  };
}

function duration(options: ParsedOptions, name: string): number | null {
  const text = options.text(name);
  if (text === undefined) return null;
  const ms = text === '0' ? 0 : parseDuration(text);
  if (ms !== null && ms <= 86_400_000) return ms;
  throw new UserError('LR_OPTION_INVALID', {
    what: `--${name} ${text.slice(0, 60)} is not a length of time up to a day.`,
    why: 'Every wait of a deploy has an end.',
    todo: `Give it like --${name} 90s or --${name} 5m`,
  });
}

/** What this deploy is about: the new release and the one that runs now, as the product itself calls it. */
export async function planOf(
  parts: DeployParts,
  kind: DeployPlan['kind'],
  options: ParsedOptions,
): Promise<DeployPlan> {
  const version = options.text('release') ?? (await commitOf(parts));
  return {
    id: newDeployId(parts.outside),
    kind,
    environment: environmentOf(options).environment,
    version,
    previousVersion: await runningVersion(parts, version),
  };
}

async function commitOf({ outside, folder, signal, log }: DeployParts): Promise<string | null> {
  const head = await outputOf(outside, ['git', 'rev-parse', 'HEAD'], { folder, signal });
  if (head.ok && /^[0-9a-f]{40,64}$/.test(head.value)) return head.value;
  log(`No commit to name the release by: ${head.ok ? 'git names none' : head.error.message}`);
  return null;
}

/** The value of the same kind as the new one: a commit beside a commit, a number beside a number. */
async function runningVersion(parts: DeployParts, wanted: string | null): Promise<string | null> {
  const url = versionAddress(parts);
  if (url === null) return null;
  const { values } = await seeVersion(parts.outside, url, parts.signal);
  const isCommit = (value: string): boolean => /^[0-9a-f]{7,64}$/i.test(value);
  const alike = values.find((value) => isCommit(value) === (wanted === null || isCommit(wanted)));
  return alike ?? values[0] ?? null;
}
