import type { Severity, Stage } from './check.ts';
import type { Finding, Judgement } from './finding.ts';
import type { NotNow, ProfileName } from './profile.ts';
import type { Target } from './target.ts';
import type { UnixMs } from './brand.ts';

export const reportSchema = 'launch-ready/report@1';

export type LaunchVerdict = 'ship' | 'ship with fixes' | 'pause' | 'could not look';

/** The one JSON that every renderer, the server and the handover read. */
export interface Report {
  readonly schema: typeof reportSchema;
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly subject: {
    readonly product: string;
    readonly domain: string;
    readonly profile: ProfileName;
    readonly isDeclared: boolean;
  };
  /** When the facts were collected, and as of when they were judged. */
  readonly collectedAt: UnixMs;
  readonly judgedAt: UnixMs;
  readonly verdict: LaunchVerdict;
  /** One sentence that answers the question: "Not ready: 2 blockers". */
  readonly headline: string;
  readonly counts: Readonly<Record<Severity, number>> & {
    readonly waived: number;
    readonly passed: number;
    readonly notApplicable: number;
    readonly unknown: number;
  };
  /** In launch order: what loses most money first. Waived ones are in `waived`. */
  readonly findings: readonly Finding[];
  readonly waived: readonly Finding[];
  readonly passed: readonly SettledJudgement[];
  readonly notApplicable: readonly SettledJudgement[];
  readonly unknown: readonly UnknownJudgement[];
  readonly plan: LaunchPlan;
  readonly notNow: readonly NotNow[];
  readonly coverage: Coverage;
  readonly ownership: readonly OwnershipRow[];
  readonly timings: { readonly collectMs: number; readonly judgeMs: number };
  /** SHA-256 of the canonical facts and of the findings. */
  readonly digests: { readonly facts: string; readonly findings: string };
}

export interface SettledJudgement {
  readonly check: string;
  readonly title: string;
  readonly target: Target;
  readonly text: string;
  readonly stage: Stage;
}
export interface UnknownJudgement extends SettledJudgement {
  readonly remedy: string;
  /** What a fail would be. */
  readonly severity: Severity;
}
export type { Judgement };

export interface LaunchPlan {
  readonly slots: readonly PlanSlot[];
  readonly deferred: readonly { readonly finding: string; readonly title: string; readonly reason: string }[];
}
/** Half a day of work: `day 1 morning`. */
export interface PlanSlot {
  readonly day: 1 | 2;
  readonly startHour: number;
  readonly endHour: number;
  readonly title: string;
  readonly stages: readonly Stage[];
  readonly tasks: readonly {
    readonly finding: string;
    readonly title: string;
    readonly minutes: number;
    readonly severity: Severity;
  }[];
}

export interface Coverage {
  readonly targets: readonly Target[];
  readonly checksRun: number;
  /** Requirement ids with what was judged under them. */
  readonly requirements: readonly {
    readonly id: string;
    readonly judged: number;
    readonly unknown: number;
  }[];
  /** What was not looked at, and why. */
  readonly notLookedAt: readonly { readonly what: string; readonly why: string }[];
}

/** AUD-7, DNS-7: who serves what. */
export interface OwnershipRow {
  readonly name: string;
  readonly type: string;
  readonly value: string;
  readonly provider: string | null;
  readonly owner: string | null;
  readonly purpose: string | null;
  readonly isProxied: boolean | null;
  readonly text: string;
}

/** What to do after reading: one sentence, and the command that starts it where there is one. */
export interface NextStep {
  readonly text: string;
  readonly command: string | null;
}

/** A page as a browser showed it: in the HTML report only, never in the JSON. */
export interface ReportPicture {
  readonly url: string;
  /** Of the window, in CSS pixels. */
  readonly width: number;
  /** `data:image/jpeg;base64,...` */
  readonly data: string;
}

/**
 * `renderReportPage` of `dist/web/report.js`; call it through `report/html/render.ts`. Without `next` the page names no next
 * step, without `pictures` it shows none.
 */
export type RenderReportPage = (
  report: Report,
  next?: NextStep,
  pictures?: readonly ReportPicture[],
) => string;
