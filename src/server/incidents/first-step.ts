import type { Incident, Monitor } from '../../model/monitor.ts';
import { firstStepFor } from '../../monitor/alerting/compose.ts';

/** The same words as in the alert. */
export const firstStepOf = (
  incident: Incident,
  monitor: Monitor | null,
  rollbackCommand: string | null,
): string =>
  firstStepFor(incident.causes[0]?.kind ?? 'unclear', {
    target: monitor?.target ?? incident.monitor,
    rollbackCommand,
  });
