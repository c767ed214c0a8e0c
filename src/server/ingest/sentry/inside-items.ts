import {
  logsOfContainer,
  pointsOfContainer,
  spansOfContainer,
  spansOfTransaction,
  vitalsIn,
} from '../../../ingest/sentry-inside.ts';
import type { EnvelopeItem } from '../../../protocols/sentry/envelope.ts';
import { bytesId } from '../inside/bytes-id.ts';
import type { Taken } from '../inside/desk.ts';
import type { Taking } from './items.ts';

/** Spans, logs, figures and web vitals of Sentry clients go where those of OpenTelemetry go; what came before is counted as such. */
export function takeInside({ server, project }: Taking, { type, value, payload }: EnvelopeItem): void {
  if (value === null) return;
  const { inside, told, outside } = server;
  const now = outside.clock.now();
  const taken = ((): Taken | null => {
    switch (type) {
      case 'log':
        return inside.takeLogs(logsOfContainer(value, project.name, now), bytesId(payload));
      case 'trace_metric':
        return inside.takePoints(pointsOfContainer(value, project.name, now), bytesId(payload));
      case 'span':
        return inside.takeSpans(spansOfContainer(value, project.name));
      case 'transaction':
        return inside.takeSpans(spansOfTransaction(value, project.name));
      default:
        return null;
    }
  })();
  if (taken === null) return;
  const { accepted, repeated } = taken;
  if (repeated > 0) told.count(project, { reason: 'sent twice', category: type, much: repeated });
  const isNew = accepted > 0 || repeated === 0;
  if (isNew && (type === 'span' || type === 'transaction'))
    for (const vital of vitalsIn(value, now)) inside.takeVital(vital);
}
