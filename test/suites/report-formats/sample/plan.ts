import type { Stage } from '../../../../src/model/check.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import type { LaunchPlan, PlanSlot } from '../../../../src/model/report.ts';

type Frame = readonly [
  day: 1 | 2,
  startHour: number,
  endHour: number,
  title: string,
  ...stages: readonly Stage[],
];

const frames: readonly Frame[] = [
  [1, 10, 12, 'DNS', 'dns'],
  [1, 12, 14, 'Edge and HTTPS', 'edge', 'tls'],
  [1, 14, 16, 'Redirects and mail', 'redirects', 'mail'],
  [1, 16, 18, 'Secrets and environment', 'secrets', 'env'],
  [2, 9, 12, 'Production build and journeys', 'build', 'journeys', 'pages'],
  [2, 12, 14, 'Caching and performance', 'caching', 'performance'],
  [2, 14, 16, 'Monitoring and rollback', 'monitoring', 'rollback'],
  [2, 16, 18, 'Handover', 'handover'],
];

export function samplePlan(findings: readonly Finding[]): LaunchPlan {
  const planned = findings.filter((each) => each.severity !== 'low');
  return {
    slots: frames.map(([day, startHour, endHour, title, ...stages]): PlanSlot => ({
      day,
      startHour,
      endHour,
      title,
      stages,
      tasks: planned
        .filter((each) => stages.includes(each.stage))
        .map((each) => ({
          finding: each.fingerprint,
          title: `${each.title} (${each.target.name})`,
          minutes: each.effortMinutes,
          severity: each.severity,
        })),
    })),
    deferred: findings
      .filter((each) => each.severity === 'low')
      .map((each) => ({
        finding: each.fingerprint,
        title: each.title,
        reason: 'costs nothing before the launch; do it in week one',
      })),
  };
}
