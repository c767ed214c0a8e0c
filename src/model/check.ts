import type { UnixMs } from './brand.ts';
import type { Evidence } from './evidence.ts';
import type { Manifest } from './manifest.ts';
import type { Needed, Needs } from './need.ts';
import type { Profile } from './profile.ts';
import type { Target, TargetKind } from './target.ts';

export const severities = ['blocker', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];

/** Business impact, in the order money is lost. */
export const impacts = ['revenue', 'trust', 'deliverability', 'security', 'operability'] as const;
export type Impact = (typeof impacts)[number];

/** Launch stages in the order of the two-day plan (PRODUCT.md AUD-3). */
export const stages = [
  'dns',
  'edge',
  'tls',
  'redirects',
  'mail',
  'secrets',
  'env',
  'build',
  'journeys',
  'caching',
  'pages',
  'performance',
  'monitoring',
  'rollback',
  'handover',
] as const;
export type Stage = (typeof stages)[number];

/** Where a rule comes from: `RFC 7208 section 4.6.4` with its address. */
export interface Source {
  readonly label: string;
  readonly url: string;
}
export const rfc = (number: number, section: string): Source => ({
  label: `RFC ${number} section ${section}`,
  url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`,
});
export const page = (label: string, url: string): Source => ({ label, url });

export interface FailDetails {
  readonly evidence: readonly Evidence[];
  /** Overrides the check's default severity for this case. */
  readonly severity?: Severity;
  /** How sure we are; absent means proven. */
  readonly confidence?: 'proven' | 'likely' | 'possible';
  /** What to do about exactly this case; absent means the check's `fix` text. */
  readonly fix?: string;
  /** Ids of `src/fixes` that can cure this. */
  readonly fixes?: readonly string[];
}

export type Verdict =
  | { readonly outcome: 'pass'; readonly found: string }
  | ({ readonly outcome: 'fail'; readonly found: string } & FailDetails)
  | { readonly outcome: 'notApplicable'; readonly why: string }
  | { readonly outcome: 'unknown'; readonly missing: string; readonly remedy: string };

/** `found` completes "we saw ...": one short sentence without a final stop, with the figures. */
export const pass = (found: string): Verdict => ({ outcome: 'pass', found });
export const fail = (found: string, details: FailDetails): Verdict => ({
  outcome: 'fail',
  found,
  ...details,
});
export const notApplicable = (why: string): Verdict => ({ outcome: 'notApplicable', why });
export const unknown = (missing: string, remedy: string): Verdict => ({
  outcome: 'unknown',
  missing,
  remedy,
});

/** Everything a judgement may look at besides facts. Time is data. */
export interface JudgeContext {
  readonly target: Target;
  readonly manifest: Manifest;
  readonly profile: Profile;
  readonly now: UnixMs;
}

/** One judgement. `judge` is pure, synchronous and total: it never throws, whatever the facts say. */
export interface Check<N extends Needs = Needs> {
  /** What is true when it passes: "SPF stays within 10 DNS look-ups". */
  readonly title: string;
  /** What is wrong when it fails, with the consequence. */
  readonly failingTitle: string;
  /** Ids of PRODUCT.md. */
  readonly requirements: readonly string[];
  readonly stage: Stage;
  /** The kind of target judged; one verdict per target. */
  readonly target: TargetKind;
  readonly severity: Severity;
  readonly impact: Impact;
  /** Why it costs money, one sentence. */
  readonly why: string;
  readonly sources: readonly Source[];
  readonly needs: N;
  /** How to cure it, one or two sentences in the imperative. */
  readonly fix: string;
  readonly effortMinutes: number;
  /** A shell command with which anybody sees the same thing (dig, curl, openssl; not our own tool). */
  readonly reproduce: (context: JudgeContext) => string;
  readonly judge: (facts: Needed<N>, context: JudgeContext) => Verdict;
}

export const check = <const N extends Needs>(definition: Check<N>): Check<N> => definition;
