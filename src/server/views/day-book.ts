import { unixMs } from '../../model/brand.ts';
import type { UnixMs } from '../../model/brand.ts';
import type { Clock } from '../../model/outside.ts';
import type { DayCounts, Store } from '../../model/store.ts';

export const barDays = 45;
const dayMs = 86_400_000;
const keptMs = 15_000;

export interface DayBook {
  /** First day shown. */
  readonly from: () => UnixMs;
  /** Outcomes of the last 45 days, by monitor. Earlier days are read once, today every 15 seconds at most. */
  readonly days: (monitors: readonly string[]) => Promise<ReadonlyMap<string, readonly DayCounts[]>>;
}

/** Late samples may still change yesterday. */
const looseDays = 2;

type Rows = readonly DayCounts[];

export function createDayBook(store: Pick<Store, 'samples'>, clock: Clock): DayBook {
  let keptFrom: UnixMs | null = null;
  const earlier = new Map<string, Rows>();
  const late = new Map<string, { readonly untilMs: number; readonly rows: Rows }>();
  const from = (): UnixMs => unixMs(startOfDay(clock.now()) - (barDays - 1) * dayMs);
  const read = async (
    monitors: readonly string[],
    span: { readonly from: UnixMs; readonly to: UnixMs },
  ): Promise<ReadonlyMap<string, Rows>> =>
    monitors.length === 0 ? new Map() : byMonitor(monitors, await store.samples.days({ monitors, ...span }));
  /** Only what nobody asked for lately is read: a list of few does not cost the overview what it has. */
  const renew = async (monitors: readonly string[]): Promise<void> => {
    const first = from();
    if (keptFrom !== first) earlier.clear();
    keptFrom = first;
    const loose = unixMs(startOfDay(clock.now()) - (looseDays - 1) * dayMs);
    const unheard = monitors.filter((id) => !earlier.has(id));
    for (const [id, rows] of await read(unheard, { from: first, to: loose })) earlier.set(id, rows);
    const nowMs = clock.monotonicMs();
    const stale = monitors.filter((id) => (late.get(id)?.untilMs ?? -Infinity) <= nowMs);
    const untilMs = nowMs + keptMs;
    for (const [id, rows] of await read(stale, { from: loose, to: unixMs(loose + 3 * dayMs) }))
      late.set(id, { untilMs, rows });
  };
  return {
    from,
    days: async (monitors) => {
      await renew(monitors);
      return new Map(monitors.map((id) => [id, [...(earlier.get(id) ?? []), ...(late.get(id)?.rows ?? [])]]));
    },
  };
}

const startOfDay = (at: number): number => Math.floor(at / dayMs) * dayMs;

function byMonitor(
  monitors: readonly string[],
  rows: readonly DayCounts[],
): ReadonlyMap<string, readonly DayCounts[]> {
  const groups = Map.groupBy(rows, ({ monitor }) => monitor);
  return new Map(monitors.map((id) => [id, groups.get(id) ?? []]));
}

/** One letter a day, oldest first: u up, s slow, p part of the day down, d down, - nothing known. */
export function daysText(days: readonly DayCounts[], from: UnixMs): string {
  const byDay = new Map(days.map((day) => [day.from as number, day]));
  return Array.from({ length: barDays }, (_, at) => letterOf(byDay.get(from + at * dayMs))).join('');
}

function letterOf(day: DayCounts | undefined): string {
  if (day === undefined || day.count === 0) return '-';
  if (day.down >= day.count / 2) return 'd';
  if (day.down > 0) return 'p';
  return day.degraded >= day.count / 20 ? 's' : 'u';
}

/** Share of looks that were answered; null without any. */
export function uptimeOf(days: readonly DayCounts[]): number | null {
  const looks = days.reduce((sum, { count }) => sum + count, 0);
  return looks === 0 ? null : 1 - days.reduce((sum, { down }) => sum + down, 0) / looks;
}
