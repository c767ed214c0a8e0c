import type { UnixMs } from '../../model/brand.ts';
import type { Incident, IncidentEvent, Monitor } from '../../model/monitor.ts';
import type { Machine } from './machine.ts';
import type { Verdict } from './quorum.ts';
import { listed } from './quorum.ts';

/** Enough for a postmortem; the middle of an endless incident is left out. */
export const maxTimeline = 120;
const keptFirst = 20;

/** A new incident. Its id depends on the monitor and the first failure alone: told twice, it is still one. */
export function openedIncident(
  kind: 'down' | 'slow',
  machine: Machine,
  context: { readonly monitor: Monitor; readonly verdict: Verdict; readonly now: UnixMs },
): Incident {
  const { monitor, verdict, now } = context;
  const startedAt = (kind === 'down' ? verdict.since : verdict.slowSince) ?? now;
  const regions = kind === 'down' ? verdict.down : verdict.slow;
  const worst = machine.regions[regions[0] ?? ''];
  const from = verdict.reporting.length > 1 ? ` from ${listed(regions)}` : '';
  const what = kind === 'down' ? 'is down' : worst?.code === 'slow' ? 'is slow' : 'needs attention';
  const incident: Incident = {
    id: `${monitor.id}.${startedAt.toString(36)}${kind === 'slow' ? '.slow' : ''}`,
    monitor: monitor.id,
    affected: [],
    severity: kind === 'down' ? monitor.severity : slowSeverity(monitor),
    status: 'open',
    startedAt,
    detectedAt: now,
    resolvedAt: null,
    acknowledgedBy: null,
    owner: monitor.owner,
    causes: [],
    timeline: [],
  };
  const failed = worst?.message === undefined || worst.message === '' ? 'First failure' : worst.message;
  return withEvents(
    incident,
    event('failed', startedAt, failed),
    event('opened', now, `${monitor.title} ${what}${from}`),
  );
}

/** Slow is never more than a warning. */
const slowSeverity = (monitor: Monitor): Incident['severity'] =>
  monitor.severity === 'info' ? 'info' : 'warning';

export const event = (kind: IncidentEvent['kind'], at: UnixMs, text: string): IncidentEvent => ({
  at,
  kind,
  text: text.slice(0, 500),
  by: null,
});

export function withEvents(incident: Incident, ...events: readonly IncidentEvent[]): Incident {
  const all = [...incident.timeline, ...events];
  const timeline =
    all.length <= maxTimeline ? all : [...all.slice(0, keptFirst), ...all.slice(keptFirst - maxTimeline)];
  return { ...incident, timeline };
}
