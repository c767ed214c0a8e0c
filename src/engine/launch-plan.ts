import type { Stage } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { LaunchPlan, PlanSlot } from '../model/report.ts';

type SlotFrame = Omit<PlanSlot, 'tasks'>;

/** The 48-hour sprint (PRODUCT.md AUD-3): what is repaired in which half day. The audit itself is the first hour. */
const frames: readonly SlotFrame[] = [
  { day: 1, startHour: 10, endHour: 12, title: 'DNS', stages: ['dns'] },
  { day: 1, startHour: 12, endHour: 14, title: 'Edge and HTTPS', stages: ['edge', 'tls'] },
  { day: 1, startHour: 14, endHour: 16, title: 'Redirects and mail', stages: ['redirects', 'mail'] },
  { day: 1, startHour: 16, endHour: 18, title: 'Secrets and environment', stages: ['secrets', 'env'] },
  {
    day: 2,
    startHour: 9,
    endHour: 12,
    title: 'Production build and journeys',
    stages: ['build', 'journeys', 'pages'],
  },
  {
    day: 2,
    startHour: 12,
    endHour: 14,
    title: 'Caching and performance',
    stages: ['caching', 'performance'],
  },
  {
    day: 2,
    startHour: 14,
    endHour: 16,
    title: 'Monitoring and rollback',
    stages: ['monitoring', 'rollback'],
  },
  { day: 2, startHour: 16, endHour: 18, title: 'Handover', stages: ['handover'] },
];

/** Blockers and high findings always fit: they overflow into the evening rather than out of the plan. */
const mustDo = new Set(['blocker', 'high']);

/** Fills each slot in launch order; medium and low work beyond a slot's hours is deferred, with the reason. */
export function launchPlan(ranked: readonly Finding[]): LaunchPlan {
  const deferred: LaunchPlan['deferred'][number][] = [];
  const slots = frames.map((frame) => {
    const own = ranked.filter((finding) => frame.stages.includes(finding.stage));
    return { ...frame, tasks: fillSlot(frame, own, deferred) };
  });
  return { slots, deferred };
}

function fillSlot(
  frame: SlotFrame,
  findings: readonly Finding[],
  deferred: LaunchPlan['deferred'][number][],
): PlanSlot['tasks'] {
  let freeMinutes = (frame.endHour - frame.startHour) * 60;
  return findings.flatMap((finding) => {
    const reason = deferReason(finding, freeMinutes);
    if (reason !== null) {
      deferred.push({ finding: finding.fingerprint, title: finding.title, reason });
      return [];
    }
    freeMinutes -= finding.effortMinutes;
    const { fingerprint, title, effortMinutes, severity } = finding;
    return [
      { finding: fingerprint, title: `${title} (${finding.target.name})`, minutes: effortMinutes, severity },
    ];
  });
}

function deferReason(finding: Finding, freeMinutes: number): string | null {
  if (mustDo.has(finding.severity)) return null;
  if (finding.severity === 'low') return 'costs nothing before the launch; do it in week one';
  return finding.effortMinutes > freeMinutes ? 'the two days are full with what costs more' : null;
}

export const stagesInPlan = (): readonly Stage[] => frames.flatMap((frame) => frame.stages);
