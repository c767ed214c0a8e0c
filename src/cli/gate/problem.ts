import { severities, type Severity } from '../../model/check.ts';

/** One problem at one place of the repository: what `env`, `migrations` and `gate` print in every format. */
export interface Problem {
  /** `env/missing`, `migrations/index-not-concurrent`. */
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  /** A whole sentence without any secret. */
  readonly text: string;
  readonly fix: string | null;
  readonly path: string;
  readonly line: number;
}

export const worstFirst = (a: Problem, b: Problem): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line);

/** Whether any problem is at or above what the user wants to fail on. */
export function isFailing(problems: readonly Problem[], failOn: string): boolean {
  const limit = severities.indexOf(failOn as Severity);
  return problems.some(({ severity }) => severities.indexOf(severity) <= limit);
}
