import { plural } from '../model/words.ts';
import type { Severity } from '../model/check.ts';
import type { UnixMs } from '../model/brand.ts';
import type { LaunchVerdict, Report } from '../model/report.ts';

/** `10 min`, `2 h`, `2 h 30 min`. */
export function workText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** `840 ms` below a second, `3.2 s` above. */
export const tookText = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

// The Swedish locale writes dates as ISO 8601 does; Intl formats a number without a clock.
const isoParts = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'UTC',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2026-11-22 02:39 UTC`. */
export const momentText = (at: UnixMs): string => `${isoParts.format(at).slice(0, 16)} UTC`;

/** `2026-11-22T02:39:35`, UTC, without a zone suffix (the form JUnit readers expect). */
export const isoText = (at: UnixMs): string => isoParts.format(at).replace(' ', 'T');

export const severityShapes: Readonly<Record<Severity, string>> = {
  blocker: '■',
  high: '▲',
  medium: '◆',
  low: '◇',
};

export const verdictShapes: Readonly<Record<LaunchVerdict, string>> = {
  ship: '●',
  'ship with fixes': '▲',
  pause: '■',
  'could not look': '○',
};

/** `3 blockers, 6 high, 7 medium, 4 low`; zeros are left out. */
export function severityCounts({ counts }: Report): string {
  const parts = [
    counts.blocker > 0 ? plural(counts.blocker, 'blocker') : '',
    counts.high > 0 ? `${counts.high} high` : '',
    counts.medium > 0 ? `${counts.medium} medium` : '',
    counts.low > 0 ? `${counts.low} low` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** `112 passed, 9 unknown, 14 not applicable, 1 accepted`. */
export function settledCounts({ counts }: Report): string {
  const parts = [
    `${counts.passed} passed`,
    `${counts.unknown} unknown`,
    `${counts.notApplicable} not applicable`,
  ];
  return [...parts, ...(counts.waived > 0 ? [`${counts.waived} accepted`] : [])].join(', ');
}
