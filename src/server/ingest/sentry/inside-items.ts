import {
  logsOfContainer,
  pointsOfContainer,
  spansOfContainer,
  spansOfTransaction,
  vitalsIn,
} from '../../../ingest/sentry-inside.ts';
import type { EnvelopeItem } from '../../../protocols/sentry/envelope.ts';
import { bytesId } from '../inside/bytes-id.ts';
import type { Taking } from './items.ts';

/** Spans, logs, figures and web vitals of Sentry clients go where those of OpenTelemetry go. */
export function takeInside({ server, project }: Taking, { type, value, payload }: EnvelopeItem): void {
  const now = server.outside.clock.now();
  if (value === null) return;
  if (type === 'log') server.inside.takeLogs(logsOfContainer(value, project.name, now), bytesId(payload));
  if (type === 'trace_metric')
    server.inside.takePoints(pointsOfContainer(value, project.name, now), bytesId(payload));
  if (type !== 'span' && type !== 'transaction') return;
  const read = type === 'span' ? spansOfContainer : spansOfTransaction;
  server.inside.takeSpans(read(value, project.name));
  for (const vital of vitalsIn(value, now)) server.inside.takeVital(vital);
}
