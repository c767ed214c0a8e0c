import { isRequestIdKey, readLogLine } from '../../protocols/logs/line.ts';
import type { Attributes, Origin } from './origin.ts';

export type LogLevel = 'error' | 'warning' | 'other';

/** One record of a log, whoever told it (OTLP, Sentry). */
export interface InsideLog {
  readonly atMs: number;
  readonly level: LogLevel;
  readonly message: string;
  /** Name of the event it reports, where it is one. */
  readonly eventName: string | null;
  readonly attributes: Attributes;
  readonly traceId: string | null;
  readonly origin: Origin;
}

/** OpenTelemetry log data model, severity numbers: 13 to 16 warn, 17 and more are errors. */
export function levelOf(severityNumber: number, severityText: string): LogLevel {
  if (severityNumber >= 17) return 'error';
  if (severityNumber >= 13) return 'warning';
  if (severityNumber > 0) return 'other';
  if (/^(?:err|fatal|crit|emerg|alert|panic|severe)/i.test(severityText)) return 'error';
  return /^warn/i.test(severityText) ? 'warning' : 'other';
}

/** Whether the lines of its request can be found: by a trace, a field, or as files have it in the text. */
export const hasRequestId = ({ traceId, attributes, message }: InsideLog): boolean =>
  traceId !== null ||
  Object.entries(attributes).some(([key, value]) => value !== '' && isRequestIdKey(key)) ||
  readLogLine(message).hasRequestId;
