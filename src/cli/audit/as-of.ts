import { unixMs, type UnixMs } from '../../model/brand.ts';
import { UserError } from '../../model/error.ts';

const dayMs = 86_400_000;
const unitDays: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };
const farthestDays = 3650;

/** `+90d`, `+12w`, `+3m` (30 days), `+1y` from `base`, or a day `2027-03-15` (UTC). */
export function asOf(text: string, base: UnixMs): UnixMs {
  const relative = /^\+(\d{1,4})([dwmy])$/.exec(text);
  if (relative !== null) {
    const days = Number(relative[1]) * (unitDays[relative[2] ?? 'd'] ?? 1);
    if (days <= farthestDays) return unixMs(base + days * dayMs);
  }
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(day)) return unixMs(day);
  throw new UserError('LR_TIME_INVALID', {
    what: `--at ${text.slice(0, 40)} is not a time this understands.`,
    why: 'Facts are judged as of one moment, at most ten years ahead.',
    todo: 'Use +90d, +12w, +3m, +1y or a day like 2027-03-15.',
  });
}
