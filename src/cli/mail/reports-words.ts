const number = new Intl.NumberFormat('en-GB');
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'UTC', dateStyle: 'short' });

/** `12,345`. */
export const countText = (count: number): string => number.format(count);

/** `12,345 mails`, `1 mail`. */
export const countOf = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

/** `99.1 %`; never 100 while something is missing, never 0 while something is there. */
export function shareText(part: number, whole: number): string {
  if (whole === 0) return '-';
  const share = (part / whole) * 100;
  if (part === whole) return '100 %';
  if (part === 0) return '0 %';
  return `${Math.min(99.9, Math.max(0.1, share)).toFixed(1)} %`;
}

/** `2026-03-02` of seconds since 1970. */
export const dayText = (seconds: number): string => day.format(seconds * 1000);

/** Ten cells for the largest. */
export const barText = (part: number, largest: number): string =>
  '█'.repeat(largest === 0 ? 0 : Math.max(part > 0 ? 1 : 0, Math.round((part / largest) * 10)));
