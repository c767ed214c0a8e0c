import { agreeing, defaultRetention, keptKinds, keptProblems } from '../../model/retention.ts';
import type { KeptTimes, Retention, RetentionStore } from '../../model/retention.ts';
import type { Engine } from './engine.ts';
import { settingsStore } from './records.ts';
import { lossesOf } from './retention-losses.ts';

/** What another process chose holds here after so long. */
const freshMs = 10_000;
const key = 'retention';

export interface RetentionBook extends RetentionStore {
  /** As last read; the same object until something was chosen. */
  readonly current: () => Retention;
  /** The same, not older than some seconds. */
  readonly fresh: () => Promise<Retention>;
}

/** Times chosen by an owner, kept in the database; those given when the store was opened are above them. */
export async function openRetentionBook(engine: Engine, given: Partial<Retention>): Promise<RetentionBook> {
  const settings = settingsStore(engine);
  const fixed = keptKinds.map(({ id }) => id).filter((id) => given[id] !== undefined);
  let chosen: unknown = null;
  let retention = agreeing({ ...defaultRetention, ...given });
  let readAtMs = -Infinity;
  const read = async (): Promise<Retention> => {
    const atMs = engine.clock.monotonicMs();
    const found = await settings.get(key);
    readAtMs = atMs;
    if (JSON.stringify(found) !== JSON.stringify(chosen)) {
      chosen = found;
      retention = agreeing({ ...defaultRetention, ...chosenTimes(found), ...given });
    }
    return retention;
  };
  await read();
  return {
    current: () => retention,
    fresh: async () => (engine.clock.monotonicMs() - readAtMs < freshMs ? retention : read()),
    get: async () => ({ times: timesOf(await read()), fixed }),
    losses: async (times) => {
      const now = await read();
      return lossesOf(engine, now, agreeing({ ...now, ...times, ...given }));
    },
    keep: async (times) => {
      await settings.put(key, { ...timesOf(times) });
      await read();
    },
  };
}

const timesOf = ({ rawDays, fiveMinuteDays, hourDays, eventDays, alertDays }: KeptTimes): KeptTimes => ({
  rawDays,
  fiveMinuteDays,
  hourDays,
  eventDays,
  alertDays,
});

/** What deletes for good is believed only when every word of it makes sense. */
function chosenTimes(found: unknown): Partial<KeptTimes> {
  if (typeof found !== 'object' || found === null) return {};
  const times = timesOf({ ...defaultRetention, ...found });
  return Object.keys(keptProblems(times)).length === 0 ? times : {};
}
