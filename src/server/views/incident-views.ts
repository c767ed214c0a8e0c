import type { Incident } from '../../model/monitor.ts';
import type { IncidentRow } from '../contract-incidents.ts';

export const titleOf = (incident: Incident): string =>
  incident.timeline.find(({ kind }) => kind === 'opened')?.text ?? incident.monitor;

export const incidentRow = (incident: Incident): IncidentRow => ({
  id: incident.id,
  title: titleOf(incident),
  monitor: incident.monitor,
  status: incident.status,
  severity: incident.severity,
  startedAt: incident.startedAt,
  resolvedAt: incident.resolvedAt,
  owner: incident.owner,
  acknowledgedBy: incident.acknowledgedBy,
  cause: incident.causes[0] ?? null,
  affected: incident.affected.length,
});
