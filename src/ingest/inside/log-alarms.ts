import { isHighFrom, signOf } from '../../protocols/logs/signs.ts';
import { plural } from '../../model/words.ts';
import type { InsideAlarm } from './alarms.ts';

/** One sign of trouble in the lines of one service. */
export interface LogBurstSeen {
  readonly rule: string;
  readonly service: string;
  /** The pattern of an error that repeats; empty for other signs. */
  readonly pattern: string;
  /** Lines of the last ten minutes. */
  readonly now: number;
  /** Lines of the 24 hours before. */
  readonly before: number;
  /** When the first of the last ten minutes came. */
  readonly sinceMs: number;
}

export const repeatedError = 'logs/repeated-error';
/** Ten minutes in 24 hours. */
const stretches = 144;
/** Against a usual stretch; what is always there wakes nobody. */
const factor = 5;
const fewestErrors = 25;

/**
 * Lines that come in bursts: logins that fail, time-outs, one error again and again. `titles`: templates of patterns, by id; where
 * an error-tracking client tells of errors, they are told from there.
 */
export function logBursts(
  seen: readonly LogBurstSeen[],
  {
    environment,
    titles,
    hasErrorClient,
  }: {
    readonly environment: string;
    readonly titles: ReadonlyMap<string, string>;
    readonly hasErrorClient: boolean;
  },
): readonly InsideAlarm[] {
  return seen.flatMap((burst): readonly InsideAlarm[] => {
    const { rule, service, pattern, now, before, sinceMs } = burst;
    const isError = rule === repeatedError;
    const fewest = isError ? fewestErrors : isHighFrom(rule);
    if ((isError && hasErrorClient) || now < fewest || now < (before / stretches) * factor) return [];
    const what = isError
      ? `The error "${titles.get(pattern) ?? 'of one kind'}"`
      : (signOf(rule)?.text ?? rule);
    const usual = Math.round(before / stretches);
    return [
      {
        id: `log ${environment} ${rule} ${service} ${pattern}`,
        severity: 'warning',
        title: `${what[0]?.toUpperCase()}${what.slice(1)}: ${plural(now, 'line')} of ${service} in 10 minutes, usually ${usual}`,
        sinceMs,
        firstStep: isError ? 'open its lines: each leads to its request' : (signOf(rule)?.fix ?? ''),
        facts: [],
        path: '/logs',
      },
    ];
  });
}
