const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const days = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const longDays = '(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';
const time = '(\\d{2}):(\\d{2}):(\\d{2})';
const fixDate = new RegExp(`^${days}, (\\d{2}) ([a-z]{3}) (\\d{4}) ${time} GMT$`, 'i');
const rfc850 = new RegExp(`^${longDays}, (\\d{2})-([a-z]{3})-(\\d{2}) ${time} GMT$`, 'i');
const asctime = new RegExp(`^${days} ([a-z]{3}) ([ \\d]\\d) ${time} (\\d{4})$`, 'i');

/**
 * HTTP-date in its three forms (RFC 9110 section 5.6.7) to milliseconds since 1970; null when it is none of them.
 * Caches read it whatever its case (RFC 9111 section 4.2).
 * @param nowMs settles the century of two-digit years
 */
export function readHttpDate(text: string, nowMs: number): number | null {
  const fix = fixDate.exec(text);
  if (fix !== null) return moment({ day: fix[1], month: fix[2], year: Number(fix[3]), clock: fix.slice(4) });
  const old = rfc850.exec(text);
  if (old !== null) {
    const year = fullYear(Number(old[3]), nowMs);
    return moment({ day: old[1], month: old[2], year, clock: old.slice(4) });
  }
  const asc = asctime.exec(text);
  if (asc === null) return null;
  return moment({ day: asc[2], month: asc[1], year: Number(asc[6]), clock: asc.slice(3, 6) });
}

/** A year that appears to be more than 50 years in the future is the last one in the past with these digits. */
function fullYear(digits: number, nowMs: number): number {
  const now = new Date(nowMs).getUTCFullYear();
  const year = now - (now % 100) + digits;
  return year > now + 50 ? year - 100 : year;
}

function moment(parts: {
  readonly day: string | undefined;
  readonly month: string | undefined;
  readonly year: number;
  readonly clock: readonly string[];
}): number | null {
  const month = months.indexOf((parts.month ?? '').toLowerCase());
  const [hour = 99, minute = 99, second = 99] = parts.clock.map(Number);
  const day = Number(parts.day);
  if (month < 0 || day < 1 || hour > 23 || minute > 59 || second > 60) return null;
  const ms = Date.UTC(parts.year, month, day, hour, minute, second);
  return new Date(ms).getUTCDate() === day || second === 60 ? ms : null;
}

export const writeHttpDate = (ms: number): string => new Date(ms).toUTCString();
