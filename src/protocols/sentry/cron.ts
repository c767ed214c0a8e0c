const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const macros: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const dayMinutes = 1440;
/** From 2024 to beyond the next 29th of February. */
const days = 1530;

/**
 * The longest time between two runs of a crontab line (POSIX crontab, with steps, names and `@daily`), in seconds; null for what is
 * none or never comes. Time zones shift all runs alike; the hour of summer time is the grace of whoever watches.
 */
export function longestGapSeconds(text: string): number | null {
  const line = macros[text.trim().toLowerCase()] ?? text.trim().toLowerCase();
  const fields = line.length > 200 ? [] : line.split(/\s+/);
  if (fields.length !== 5) return null;
  const [minutes, hours, dates, inMonths, onWeekdays] = [
    field(fields[0], { from: 0, to: 59, names: [] }),
    field(fields[1], { from: 0, to: 23, names: [] }),
    field(fields[2], { from: 1, to: 31, names: [] }),
    field(fields[3], { from: 1, to: 12, names: months }),
    field(fields[4], { from: 0, to: 7, names: weekdays }),
  ];
  if (!minutes || !hours || !dates || !inMonths || !onWeekdays) return null;
  const times = [...hours]
    .flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute))
    .toSorted((a, b) => a - b);
  const isEither = !fields[2]?.startsWith('*') && !fields[4]?.startsWith('*');
  const matches = (date: Date): boolean => {
    if (!inMonths.has(date.getUTCMonth() + 1)) return false;
    const isDate = dates.has(date.getUTCDate());
    const isWeekday = onWeekdays.has(date.getUTCDay()) || (date.getUTCDay() === 0 && onWeekdays.has(7));
    // POSIX: where both are given, either is enough.
    return isEither ? isDate || isWeekday : isDate && isWeekday;
  };
  return longestGap(times, matches);
}

function longestGap(times: readonly number[], matches: (date: Date) => boolean): number | null {
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  const within = Math.max(0, ...times.map((time, at) => time - (times[at - 1] ?? time)));
  let longest = 0;
  let before: number | null = null;
  for (let day = 0; day < days; day += 1) {
    if (!matches(new Date(Date.UTC(2024, 0, 1 + day)))) continue;
    const gap = before === null ? 0 : (day - before) * dayMinutes - last + first;
    longest = Math.max(longest, gap, within);
    before = day;
  }
  return longest === 0 ? null : longest * 60;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly names: readonly string[];
}

/** `*`, `5`, `1-5`, `*\/15`, `1-30/2`, `mon-fri`, and lists of those. */
function field(text: string | undefined, range: Range): ReadonlySet<number> | null {
  const found = new Set<number>();
  for (const part of (text ?? '').split(',')) {
    const match = /^(\*|[a-z\d]+(?:-[a-z\d]+)?)(?:\/(\d{1,3}))?$/.exec(part);
    if (match === null) return null;
    const [low = Number.NaN, high = low] =
      match[1] === '*'
        ? [range.from, range.to]
        : (match[1] ?? '').split('-').map((name) => numberOf(name, range));
    const step = Number(match[2] ?? 1);
    const end = match[2] !== undefined && !match[1]?.includes('-') && match[1] !== '*' ? range.to : high;
    if (!(low >= range.from && end <= range.to && low <= end && step >= 1)) return null;
    for (let value = low; value <= end; value += step) found.add(value);
  }
  return found;
}

function numberOf(name: string, { from, names }: Range): number {
  const at = names.indexOf(name.slice(0, 3));
  if (at >= 0 && name.length === 3) return at + (from === 1 ? 1 : 0);
  return /^\d{1,2}$/.test(name) ? Number(name) : Number.NaN;
}
