import type { Severity } from '../model/check.ts';
import type { Report } from '../model/report.ts';

/** A rung of the ladder: what must be proven before it holds. Checks are named by id or theme. */
export interface ReadinessLevel {
  readonly level: 1 | 2 | 3;
  readonly name: string;
  readonly needs: readonly ReadinessNeed[];
}
export interface ReadinessNeed {
  readonly what: string;
  /** Check ids or themes (`tls`); all judged ones must have passed, and at least one must have been judged. */
  readonly checks: readonly string[];
  /** Findings up to this severity are tolerated; `null` tolerates none. */
  readonly tolerates: Severity | null;
}

export interface Readiness {
  readonly schema: 'launch-ready/readiness@1';
  readonly level: 0 | 1 | 2 | 3;
  readonly name: string;
  /** What stands between here and the next level. */
  readonly missing: readonly {
    readonly what: string;
    readonly why: string;
    readonly state: 'failed' | 'unknown';
  }[];
  readonly coverage: { readonly evaluated: number; readonly applicable: number };
  /** 0 to 100; never above 59 with an open blocker; unknown counts as not passed. */
  readonly score: number;
  readonly formula: string;
}

export const severityWeights: Readonly<Record<Severity, number>> = {
  blocker: 15,
  high: 7,
  medium: 3,
  low: 1,
};
const scoreCapWithBlocker = 59;

export const readinessLevels: readonly ReadinessLevel[] = [
  {
    level: 1,
    name: 'Show friends',
    needs: [
      { what: 'every host resolves', checks: ['domain/host-resolution'], tolerates: null },
      {
        what: 'HTTPS is valid',
        checks: [
          'tls/certificate-names',
          'tls/certificate-trust',
          'tls/certificate-expiry',
          'tls/chain-complete',
        ],
        tolerates: 'medium',
      },
      { what: 'one canonical host', checks: ['redirects/canonical-host', 'redirects/loop'], tolerates: null },
      { what: 'no secret in the bundle', checks: ['exposure/bundle-secrets'], tolerates: null },
      { what: 'signup works once', checks: ['journeys/signup'], tolerates: null },
    ],
  },
  {
    level: 2,
    name: 'Take paid traffic',
    needs: [
      { what: 'redirects stay within the profile', checks: ['redirects'], tolerates: 'low' },
      { what: 'mail is authenticated and aligned', checks: ['mail'], tolerates: 'low' },
      { what: 'the environment inventory is complete', checks: ['env'], tolerates: 'low' },
      { what: 'rollback was rehearsed', checks: ['deploy/rollback-rehearsal'], tolerates: null },
      { what: 'uptime and error alerts were tested', checks: ['watch'], tolerates: 'low' },
      { what: 'p95 is within budget', checks: ['performance'], tolerates: 'low' },
      { what: 'backups were seen', checks: ['data/backups'], tolerates: null },
    ],
  },
  {
    level: 3,
    name: 'Sleep at night',
    needs: [
      { what: 'DMARC is enforced', checks: ['mail/dmarc-policy'], tolerates: null },
      { what: 'HSTS holds for a month or more', checks: ['tls/hsts-strength'], tolerates: null },
      { what: 'a restore was tested', checks: ['data/restore-test'], tolerates: null },
      { what: 'secrets are gated in CI', checks: ['secrets'], tolerates: null },
      { what: 'the handover was verified by a second person', checks: ['handover'], tolerates: null },
    ],
  },
];

/** The ladder: a level holds only when everything in it and below is proven. Same report, same answer. */
export function readiness(report: Report): Readiness {
  const score = scoreOf(report);
  const held = levelHeld(report);
  const next = readinessLevels.find((each) => each.level === held + 1);
  return {
    schema: 'launch-ready/readiness@1',
    level: held,
    name: held === 0 ? 'Blocked' : (readinessLevels[held - 1]?.name ?? ''),
    missing: next === undefined ? [] : next.needs.flatMap((need) => missingFor(need, report)),
    coverage: coverageOf(report),
    score,
    formula:
      '100 x sum(weight x pass) / sum(weight of applicable); blocker 15, high 7, medium 3, low 1; at most 59 with a blocker',
  };
}

function levelHeld(report: Report): 0 | 1 | 2 | 3 {
  if (report.counts.blocker > 0 || report.verdict === 'could not look') return 0;
  const firstBroken = readinessLevels.find((each) =>
    each.needs.some((need) => missingFor(need, report).length > 0),
  );
  return firstBroken === undefined ? 3 : ((firstBroken.level - 1) as 0 | 1 | 2);
}

function missingFor(need: ReadinessNeed, report: Report): Readiness['missing'] {
  const isOurs = (check: string): boolean =>
    need.checks.some((wanted) => check === wanted || check.startsWith(`${wanted}/`));
  const order: readonly (Severity | null)[] = ['blocker', 'high', 'medium', 'low', null];
  const limit = order.indexOf(need.tolerates);
  const failed = report.findings.filter((each) => isOurs(each.check) && order.indexOf(each.severity) < limit);
  if (failed.length > 0)
    return [{ what: need.what, why: `${failed.length} open: ${failed[0]?.title ?? ''}`, state: 'failed' }];
  const unknown = report.unknown.filter((each) => isOurs(each.check));
  if (unknown.length > 0) return [{ what: need.what, why: unknown[0]?.text ?? '', state: 'unknown' }];
  const isJudged =
    [...report.passed, ...report.notApplicable].some((each) => isOurs(each.check)) ||
    report.findings.some((each) => isOurs(each.check));
  return isJudged ? [] : [{ what: need.what, why: 'nobody looked yet', state: 'unknown' }];
}

function coverageOf(report: Report): Readiness['coverage'] {
  const { passed, unknown } = report.counts;
  const evaluated = passed + report.findings.length + report.waived.length;
  return { evaluated, applicable: evaluated + unknown };
}

/** An accepted risk is still a risk: waived findings count as failed. A pass carries the weight of the middle of the scale. */
function scoreOf(report: Report): number {
  const open = [...report.findings, ...report.waived].reduce(
    (sum, each) => sum + severityWeights[each.severity],
    0,
  );
  const passed = report.counts.passed * severityWeights.medium;
  const unknown = report.counts.unknown * severityWeights.medium;
  const whole = open + passed + unknown;
  const score = whole === 0 ? 0 : Math.round((100 * passed) / whole);
  return report.counts.blocker > 0 ? Math.min(score, scoreCapWithBlocker) : score;
}
