const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const form = /^(?:([A-Z][a-z]{2})(?:-([A-Z][a-z]{2}))? )?(\d{2}):(\d{2})-(\d{2}):(\d{2})(?: (\S+))?$/;

/**
 * Whether `Mon-Fri 09:00-18:00 Europe/Berlin` covers a moment (Unix ms). Hours may pass midnight (`22:00-06:00`); the zone is UTC
 * when left out. Always, for null and for what cannot be read: an unreadable rule must not silence an alarm.
 */
export function isWithinHours(hours: string | null, now: number): boolean {
  const match = hours === null ? null : form.exec(hours);
  if (match === null) return true;
  const [, first, last, fromHour, fromMinute, toHour, toMinute, zone] = match;
  const local = localTime(now, zone ?? 'UTC');
  if (local === null) return true;
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const to = Number(toHour) * 60 + Number(toMinute);
  const isDay = (day: number): boolean => isDayWithin(day, first, last ?? first);
  if (from < to) return isDay(local.day) && local.minute >= from && local.minute < to;
  // The early hours belong to the evening before.
  const yesterday = (local.day + 6) % 7;
  return (local.minute >= from && isDay(local.day)) || (local.minute < to && isDay(yesterday));
}

function isDayWithin(day: number, first: string | undefined, last: string | undefined): boolean {
  const [a, b] = [days.indexOf(first ?? 'Mon'), days.indexOf(last ?? 'Sun')];
  return a <= b ? day >= a && day <= b : day >= a || day <= b;
}

/** Day of the week from Monday = 0, and minute of the day, on the wall of a time zone; null for a zone nobody knows. */
function localTime(now: number, timeZone: string): { readonly day: number; readonly minute: number } | null {
  try {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
    const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
    return { day: days.indexOf(parts.get('weekday') ?? ''), minute };
  } catch {
    return null;
  }
}
