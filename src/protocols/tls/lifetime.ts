const dayMs = 86_400_000;

/** Longest validity of publicly trusted server certificates by issue date: CA/B Forum Baseline Requirements 6.3.2, ballot SC-081v3. */
const rules = [
  { from: Date.UTC(2029, 2, 15), days: 47 },
  { from: Date.UTC(2027, 2, 15), days: 100 },
  { from: Date.UTC(2026, 2, 15), days: 200 },
  { from: Date.UTC(2020, 8, 1), days: 398 },
  { from: Date.UTC(2018, 2, 1), days: 825 },
] as const;

export interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Days a certificate issued at `notBefore` (Unix ms) may live; null before the rules began. */
export const allowedDays = (notBefore: number): number | null =>
  rules.find(({ from }) => notBefore >= from)?.days ?? null;

/** Rules that begin after `now` and will cut a lifetime of `days`: what the next renewals will get. */
export const comingRules = (
  days: number,
  now: number,
): readonly { readonly from: number; readonly days: number }[] =>
  rules.filter((rule) => rule.from > now && rule.days < days).toReversed();

/** Lifetime in days, both ends included (RFC 5280 section 4.1.2.5 counts the last second). */
export const lifetimeDays = ({ notBefore, notAfter }: Validity): number =>
  (notAfter - notBefore + 1000) / dayMs;

/** Share of the lifetime still to come at `now`, between 0 and 1; 0 when it never was valid. */
export function shareLeft({ notBefore, notAfter }: Validity, now: number): number {
  const total = notAfter - notBefore;
  return total <= 0 ? 0 : Math.min(1, Math.max(0, (notAfter - now) / total));
}

export const daysBetween = (from: number, to: number): number => (to - from) / dayMs;

/** `2026-11-22`, in UTC, for sentences. */
export const dayText = (ms: number): string =>
  Number.isFinite(ms) && Math.abs(ms) < 8.64e15
    ? new Date(ms).toISOString().slice(0, 10)
    : 'an impossible date';

/** `3 days`, `5 hours`: the largest unit that says it in whole numbers. */
export function spanText(ms: number): string {
  const amount = Math.abs(ms);
  const [value, unit] =
    amount >= 2 * dayMs
      ? [Math.floor(amount / dayMs), 'day']
      : amount >= 2 * 3_600_000
        ? [Math.floor(amount / 3_600_000), 'hour']
        : [Math.floor(amount / 60_000), 'minute'];
  return `${value} ${unit}${value === 1 ? '' : 's'}`;
}
