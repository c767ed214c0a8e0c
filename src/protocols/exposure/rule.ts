import type { Severity } from '../../model/check.ts';

export const exposureKinds = [
  'environment',
  'repository',
  'credentials',
  'backup',
  'log',
  'debug',
  'admin',
  'docs',
  'graphql',
  'listing',
] as const;
export type ExposureKind = (typeof exposureKinds)[number];

/** The beginning of an answer, one character per byte (latin1). */
export interface ProbedAnswer {
  readonly url: string;
  readonly status: number;
  /** Media type in lower case, without parameters. */
  readonly type: string;
  readonly body: string;
  /** Of the whole file where the server says so. */
  readonly totalBytes: number | null;
}

/** What the content proves, in words, without values. */
export interface Confirmed {
  /** Completes "it ...": `holds 12 variables, among them DB_PASSWORD`. */
  readonly detail: string;
  readonly severity?: Severity;
}

/** One thing that should not be public: where it usually stands, and the content that proves it. */
export interface ExposureRule {
  readonly id: string;
  readonly kind: ExposureKind;
  /** What it is: `environment file`. */
  readonly title: string;
  readonly severity: Severity;
  /** `{host}` and `{label}` (its most telling word) are filled in. */
  readonly paths: readonly string[];
  readonly confirm: (answer: ProbedAnswer) => Confirmed | null;
  /** A body that is it, and one that looks alike and is not. Templates of `protocols/secrets/example.ts`. */
  readonly example: string;
  readonly nonExample: string;
}
