import { degrade, type DegradeResult } from '../../load/degrade.ts';
import { ms } from '../../load/verdict.ts';
import { UserError } from '../../model/error.ts';
import type { LoadRelay } from '../../model/outside-load.ts';
import type { Outside } from '../../model/outside.ts';
import { parseDuration } from '../../model/units.ts';
import { inertLine } from '../../report/inert.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { chosenSubjects } from '../db/subjects.ts';
import { openLoadSubject } from './opening.ts';
import { figure } from './plan.ts';
import { print } from './run.ts';

interface Dependency {
  readonly host: string;
  readonly port: number;
  readonly delayMs: number;
}

const maxDelayMs = 60_000;

/** Each route and journey with the dependency as it is and slow: does the visitor wait for it? */
export const run: CommandRun = async (context, input) => {
  const dependency = dependencyOf(input.options.text('degrade') ?? '');
  await using opened = await openLoadSubject(context, input);
  const { outside, subject, journeys, parts } = opened;
  const chosen = await chosenSubjects(outside, input, { ...subject, journeys, parts });
  await using relay = await openedRelay(outside, input, dependency);
  const way = `127.0.0.1:${relay.port}`;
  context.stderr(
    `The relay to ${dependency.host}:${dependency.port} listens on ${way}; the product has to ask there.\n`,
  );
  const result = await degrade(chosen.subjects, {
    relay,
    clock: outside.clock,
    signal: context.signal,
    host: dependency.host,
    delayMs: dependency.delayMs,
    onProgress: (what) =>
      input.options.isOn('quiet') ? undefined : context.stderr(`  ${inertLine(what)}\n`),
  });
  if (context.signal.aborted) return exitCodes.interrupted;
  await show(context, { outside, input }, { dependency, way, result });
  return exitOf(result);
};

function exitOf({ acts, isUnused, broken }: DegradeResult): number {
  if (acts.some(({ verdict }) => verdict === 'waits' || verdict === 'fails')) return exitCodes.findings;
  return isUnused || broken.length > 0 || acts.length === 0 ? exitCodes.couldNotLook : exitCodes.ready;
}

function dependencyOf(text: string): Dependency {
  const match = /^(\[[^\]]+\]|[^=:\s]+)(?::(\d{1,5}))?=(\S+)$/.exec(text);
  const delayMs = parseDuration(match?.[3] ?? '');
  const port = Number(match?.[2] ?? 443);
  if (
    match?.[1] !== undefined &&
    delayMs !== null &&
    delayMs >= 100 &&
    delayMs <= maxDelayMs &&
    port >= 1 &&
    port <= 65_535
  )
    return { host: match[1], port, delayMs };
  throw new UserError('LR_OPTION_INVALID', {
    what: `--degrade ${text.slice(0, 100)} is not a host and a delay from 100 ms to one minute.`,
    why: 'The dependency is made slower by exactly that.',
    todo: 'Give it like --degrade api.stripe.com=2s or --degrade 127.0.0.1:9000=1500ms',
  });
}

async function openedRelay(
  outside: Outside,
  input: CommandInput,
  { host, port }: Dependency,
): Promise<LoadRelay> {
  const opening = {
    port: figure(input.options, { name: 'degrade-port', min: 0, max: 65_535 }),
    to: { host, port },
  };
  const opened = await outside.load?.relay?.(opening);
  if (opened?.ok === true) return opened.value;
  throw new UserError('LR_OPTION_INVALID', {
    what: `The relay cannot listen: ${opened?.error.message ?? 'there is no door for it here'}.`,
    why: 'The product reaches its dependency through it.',
    todo: 'Give a free port with --degrade-port.',
  });
}

const marks = { waits: '✗', fails: '✗', free: '✓', apart: '-' } as const;

async function show(
  context: CommandContext,
  to: { readonly outside: Outside; readonly input: CommandInput },
  what: { readonly dependency: Dependency; readonly way: string; readonly result: DegradeResult },
): Promise<void> {
  const { dependency, way, result } = what;
  if (to.input.options.isOn('json')) {
    const json = { schema: 'launch-ready/load-degrade@1', dependency, ...result };
    return print(context, to, `${JSON.stringify(json, null, 2)}\n`);
  }
  const rows = result.acts.map(
    ({ id, verdict, usualMs, slowMs, text }) =>
      `${marks[verdict]} ${inertLine(id)}: ${inertLine(text)} (${ms(usualMs)}, then ${ms(slowMs)})\n`,
  );
  const unused = result.isUnused
    ? [
        `? Nothing came through: let the product ask ${dependency.host} at ${way} for this test (its address is mostly a variable), then run again.\n`,
      ]
    : [];
  const broken = result.broken.map((each) => `? ${inertLine(each)}\n`);
  return print(context, to, [...unused, ...rows, ...broken].join(''));
}
