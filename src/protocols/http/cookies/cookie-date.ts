const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const delimiters = /[\t\u0020-\u002F\u003B-\u0040\u005B-\u0060\u007B-\u007E]+/;

/** A cookie's Expires, read by the field's forgiving algorithm (RFC 6265bis section 5.1.1); null when it is no date. */
export function readCookieDate(text: string): number | null {
  let clock: readonly number[] | null = null;
  let day: number | null = null;
  let month: number | null = null;
  let year: number | null = null;
  for (const token of text.slice(0, 200).split(delimiters)) {
    const time = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D.*)?$/.exec(token);
    const named = months.indexOf(token.slice(0, 3).toLowerCase());
    if (clock === null && time !== null) clock = time.slice(1, 4).map(Number);
    else if (day === null && /^\d{1,2}(?:\D.*)?$/.test(token)) day = Number.parseInt(token, 10);
    else if (month === null && named >= 0) month = named;
    else if (year === null && /^\d{2,4}(?:\D.*)?$/.test(token)) year = fullYear(Number.parseInt(token, 10));
  }
  if (clock === null || day === null || month === null || year === null) return null;
  const [hour = 99, minute = 99, second = 99] = clock;
  if (day < 1 || day > 31 || year < 1601 || hour > 23 || minute > 59 || second > 59) return null;
  const ms = Date.UTC(year, month, day, hour, minute, second);
  return new Date(ms).getUTCMonth() === month ? ms : null;
}

function fullYear(year: number): number {
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
}
