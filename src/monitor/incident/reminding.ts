import type { OpenIncident } from './machine.ts';
import type { Call, StepContext } from './policy.ts';
import { event, withEvents } from './record.ts';

interface CalledAgain {
  readonly open: OpenIncident;
  readonly calls: readonly Call[];
}

/** Nobody acknowledged: call the next people, or remind quietly. An acknowledged incident is left in peace. */
export function callAgain(open: OpenIncident, { now, policy }: StepContext): CalledAgain {
  if (open.incident.status !== 'open') return { open, calls: [] };
  const escalateMs = policy.escalateAfterMs[open.escalations];
  if (escalateMs !== undefined && now - open.incident.detectedAt >= escalateMs) return escalate(open, now);
  const remindMs = policy.reminderMs[Math.min(open.reminders, policy.reminderMs.length - 1)];
  if (remindMs === undefined || now - open.lastAlertAt < remindMs) return { open, calls: [] };
  const reminders = open.reminders + 1;
  const incident = withEvents(open.incident, event('alerted', now, `Reminder ${reminders}`));
  return {
    open: { ...open, incident, reminders, lastAlertAt: now },
    calls: [{ key: `${incident.id}:reminder-${reminders}`, kind: 'reminder', incident, level: 0 }],
  };
}

function escalate(open: OpenIncident, now: StepContext['now']): CalledAgain {
  const level = open.escalations + 1;
  const text = `Nobody has taken it: the next people are called (level ${level})`;
  const incident = withEvents(open.incident, event('escalated', now, text));
  return {
    open: { ...open, incident, escalations: level, lastAlertAt: now },
    calls: [{ key: `${incident.id}:escalated-${level}`, kind: 'escalated', incident, level }],
  };
}
