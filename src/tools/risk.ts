import type { Impact } from '../model/check.ts';
import { impacts } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { severityWeights } from './readiness.ts';

/** What only the owner knows; without it no money figure is printed at all. */
export interface OwnerNumbers {
  readonly visitorsPerDay: number;
  /** Share of visitors who buy, 0 to 1. */
  readonly conversion: number;
  readonly orderValue: number;
  readonly currency: string;
}

export interface Risk {
  readonly schema: 'launch-ready/risk@1';
  readonly points: number;
  readonly band: 'low' | 'moderate' | 'high' | 'severe';
  readonly byImpact: readonly { readonly impact: Impact; readonly points: number }[];
  readonly drivers: readonly RiskDriver[];
  /** What removes most risk per hour of work, best first. */
  readonly bestFirst: readonly (RiskDriver & { readonly pointsPerHour: number })[];
  readonly unknown: number;
  readonly moneyPerDayOfOutage: {
    readonly from: number;
    readonly to: number;
    readonly currency: string;
  } | null;
  readonly formula: string;
}
export interface RiskDriver {
  readonly finding: string;
  readonly check: string;
  readonly target: string;
  readonly title: string;
  readonly points: number;
}

const bands = [
  { upTo: 5, band: 'low' },
  { upTo: 15, band: 'moderate' },
  { upTo: 40, band: 'high' },
] as const;
/** Without monitoring nobody would notice: 1. With a monitor 0.5. */
const blindness = { unwatched: 1, watched: 0.5 } as const;
const smallestReach = 0.1;
const shown = 3;

/** Points per finding = severity x reach x blindness; adding a finding never lowers the sum. Waived findings count. */
export function risk(
  report: Report,
  options: { readonly watched: ReadonlySet<string>; readonly owner: OwnerNumbers | null },
): Risk {
  const findings = [...report.findings, ...report.waived];
  const hosts = report.coverage.targets.filter((each) => each.kind === 'host').length;
  const drivers = findings
    .map((finding) => ({ finding, driver: driverOf(finding, hosts, options.watched) }))
    .toSorted((a, b) => b.driver.points - a.driver.points || (a.driver.finding < b.driver.finding ? -1 : 1));
  const points = round(drivers.reduce((sum, each) => sum + each.driver.points, 0));
  return {
    schema: 'launch-ready/risk@1',
    points,
    band: bandOf(
      points,
      findings.some((each) => each.severity === 'blocker'),
    ),
    byImpact: impacts.map((impact) => ({
      impact,
      points: round(
        drivers
          .filter((each) => each.finding.impact === impact)
          .reduce((sum, each) => sum + each.driver.points, 0),
      ),
    })),
    drivers: drivers.slice(0, shown).map((each) => each.driver),
    bestFirst: drivers
      .map((each) => ({
        ...each.driver,
        pointsPerHour: round(each.driver.points / (Math.max(5, each.finding.effortMinutes) / 60)),
      }))
      .toSorted((a, b) => b.pointsPerHour - a.pointsPerHour || (a.finding < b.finding ? -1 : 1))
      .slice(0, shown),
    unknown: report.counts.unknown,
    moneyPerDayOfOutage: options.owner === null ? null : money(options.owner),
    formula:
      'sum of severity (15/7/3/1) x reach (share of hosts, at least 0.1) x blindness (1, or 0.5 when a monitor watches); at least high with a blocker',
  };
}

/** An open blocker is never a low risk, however few hosts it touches. */
function bandOf(points: number, hasBlocker: boolean): Risk['band'] {
  const band = bands.find((each) => points <= each.upTo)?.band ?? 'severe';
  return hasBlocker && (band === 'low' || band === 'moderate') ? 'high' : band;
}

function driverOf(finding: Finding, hosts: number, watched: ReadonlySet<string>): RiskDriver {
  const isWide = finding.target.kind !== 'host' && finding.target.kind !== 'page';
  const reach = isWide || hosts <= 1 ? 1 : Math.max(smallestReach, 1 / hosts);
  const factor = watched.has(finding.target.name) ? blindness.watched : blindness.unwatched;
  return {
    finding: finding.fingerprint,
    check: finding.check,
    target: finding.target.name,
    title: finding.title,
    points: round(severityWeights[finding.severity] * reach * factor),
  };
}

/** Half to all of a day's orders: an outage rarely costs every one of them. */
const money = (owner: OwnerNumbers): Risk['moneyPerDayOfOutage'] => {
  const day = owner.visitorsPerDay * owner.conversion * owner.orderValue;
  return { from: Math.round(day / 2), to: Math.round(day), currency: owner.currency };
};

const round = (value: number): number => Math.round(value * 100) / 100;
