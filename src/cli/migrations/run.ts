import { writeFile } from '../audit/output.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { isFailing } from '../gate/problem.ts';
import { migrationsDocument, type MigrationsDocument } from './document.ts';
import { lookAtMigrations } from './look.ts';
import { renderMigrations } from './render.ts';
import { tryMigrations } from './trial.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await context.openOutside({});
  const started = outside.clock.monotonicMs();
  const place = { context, input, outside };
  const looked = await lookAtMigrations(place);
  const trial = await tryMigrations(place, looked);
  if (context.signal.aborted) return exitCodes.interrupted;
  const document = migrationsDocument(looked, trial, {
    version: context.version,
    tookMs: outside.clock.monotonicMs() - started,
  });
  const text = renderMigrations(document, context, input.options);
  const target = input.options.text('output');
  if (target === undefined) context.stdout(text);
  else await writeFile(context, outside, { path: target, text });
  return exitCodeOf(document, input.options.text('fail-on') ?? 'high');
};

/** Migrations that could not be read or tried are no pass. */
function exitCodeOf(document: MigrationsDocument, failOn: string): number {
  if (isFailing(document.problems, failOn)) return exitCodes.findings;
  return document.notLookedAt.length > 0 ? exitCodes.couldNotLook : exitCodes.ready;
}
