import { z } from 'zod';
import { keptKinds, keptProblems } from '../../model/retention.ts';
import type { KeptTimes, RetentionLoss } from '../../model/retention.ts';
import type { RetentionView } from '../contract-settings.ts';
import { Refused } from '../http/refused.ts';
import type { Server } from '../server.ts';

const days = z.number();
export const retentionShape = z.object({
  rawDays: days,
  fiveMinuteDays: days,
  hourDays: days,
  eventDays: days,
  alertDays: days,
  /** Said by somebody who was told what a shorter time deletes. */
  mayDelete: z.boolean().default(false),
});

export async function retentionView({ store }: Pick<Server, 'store'>): Promise<RetentionView> {
  const { times, fixed } = await store.retention.get();
  return {
    times,
    fixed: keptKinds.flatMap(({ id, option }) => (fixed.includes(id) ? [{ id, by: `--${option}` }] : [])),
  };
}

/** Answers what was changed, for the trail; null: nothing. Throws `Refused`, and then nothing has changed. */
export async function keepTimes(
  { store }: Pick<Server, 'store'>,
  { mayDelete, ...times }: z.infer<typeof retentionShape>,
): Promise<string | null> {
  const { times: now, fixed } = await store.retention.get();
  const changed = keptKinds.filter(({ id }) => times[id] !== now[id]);
  const problems = Object.entries({ ...keptProblems(times), ...fixedProblems(changed, fixed) });
  if (problems.length > 0)
    throw new Refused(422, 'invalid', {
      message: 'These times cannot be kept.',
      fields: Object.fromEntries(problems),
    });
  if (changed.length === 0) return null;
  const losses = await store.retention.losses(times);
  if (losses.length > 0 && !mayDelete)
    throw new Refused(409, 'would-delete', {
      message: `This deletes for good ${losses.map(lossText).join(', ')}.`,
      todo: 'Agree to it, or give longer times.',
    });
  await store.retention.keep(times);
  return changed.map(({ id, what }) => `${what}: ${now[id]} to ${times[id]} days`).join(', ');
}

const fixedProblems = (
  changed: typeof keptKinds,
  fixed: readonly (keyof KeptTimes)[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    changed
      .filter(({ id }) => fixed.includes(id))
      .map(({ id, option }) => [id, `Set by --${option} where the server is started: change it there.`]),
  );

function lossText({ id, count, isMore, before }: RetentionLoss): string {
  const kind = keptKinds.find((each) => each.id === id);
  const figure = `${isMore ? 'more than ' : ''}${count.toLocaleString('en')}`;
  return `${kind?.what ?? id} from before ${dayText(before)} (${figure})`;
}

/** Made when it is asked for: the first format of a process brings 6 MB of languages into memory. */
const dayText = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at);
