import type { JournalEntry } from '../../engine/fix/apply/journal.ts';
import type { Plan } from '../../model/fix.ts';
import { plural } from '../../model/words.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { fixFolder } from './options.ts';
import { idOf, Shelf } from './shelf.ts';

export const run: CommandRun = async (context, { options }) => {
  await using outside = await context.openOutside({});
  const shelf = new Shelf(outside.files, options.text('folder') ?? fixFolder);
  const rows = await Promise.all(
    (await shelf.plans()).map(async (plan) => {
      const { entries } = await shelf.journal(plan);
      return { plan, entries, state: stateOf(plan, entries, outside.clock.now()) };
    }),
  );
  if (options.isOn('json')) {
    const list = rows.map(({ plan, entries, state }) => ({
      plan: plan.hash,
      domain: plan.domain,
      provider: plan.provider,
      madeAt: plan.madeAt,
      state,
      changes: plan.changes.length,
      journal: entries,
    }));
    context.stdout(`${JSON.stringify({ schema: 'launch-ready/fix-status@1', plans: list }, null, 2)}\n`);
  } else if (rows.length === 0)
    context.stdout('No plan was made in this folder yet. Make one with: launch-ready fix plan\n');
  else context.stdout(rows.map(({ plan, entries, state }) => line(plan, entries, state)).join(''));
  return exitCodes.ready;
};

/** In one word, from the journal: what is true on disk, whatever this machine remembers. */
export function stateOf(plan: Plan, entries: readonly JournalEntry[], now: number): string {
  const last = entries.at(-1);
  if (last === undefined) return now > plan.expiresAt ? 'expired' : 'planned';
  if (last.event === 'done' || last.event === 'rolled-back' || last.event === 'needs-human')
    return last.event;
  if (last.event === 'waiting') return 'waiting';
  return entries.some(({ event }) => event === 'undoing') ? 'being taken back' : 'begun';
}

function line(plan: Plan, entries: readonly JournalEntry[], state: string): string {
  const at = new Date(entries.at(-1)?.at ?? plan.madeAt).toISOString().slice(0, 16).replace('T', ' ');
  const last = entries.at(-1);
  const why = last !== undefined && 'why' in last ? `\n              ${last.why.slice(0, 300)}` : '';
  const until =
    last?.event === 'waiting'
      ? ` until ${new Date(last.until).toISOString().slice(0, 16).replace('T', ' ')} UTC`
      : '';
  return `${idOf(plan)}  ${at} UTC  ${state}${until}: ${plural(plan.changes.length, 'change')} at ${plan.provider} for ${plan.domain}${why}\n`;
}
