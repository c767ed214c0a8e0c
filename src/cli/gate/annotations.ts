import { createHash } from 'node:crypto';
import type { Environment } from '../../model/outside.ts';
import { inertLine } from '../../report/inert.ts';
import type { Problem } from './problem.ts';

/** GitHub shows at most ten annotations of a kind a step; more is noise in any log. */
const maxAnnotations = 50;

/** Workflow commands (docs.github.com, "Workflow commands"): one line each on standard output of the step. */
export const githubAnnotations = (problems: readonly Problem[]): string =>
  problems.slice(0, maxAnnotations).map(githubLine).join('');

function githubLine({ severity, path, line, title, text }: Problem): string {
  const level =
    severity === 'blocker' || severity === 'high' ? 'error' : severity === 'medium' ? 'warning' : 'notice';
  return `::${level} file=${property(path)},line=${Math.max(1, line)},title=${property(inertLine(title))}::${message(inertLine(text))}\n`;
}

const message = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const gitlabSeverity = { blocker: 'blocker', high: 'critical', medium: 'major', low: 'minor' } as const;

/** GitLab's Code Quality report (docs.gitlab.com, "Code Quality report format"). */
export const gitlabCodeQuality = (problems: readonly Problem[]): string =>
  `${JSON.stringify(
    problems.map(({ rule, severity, text, path, line }) => ({
      description: text,
      check_name: rule,
      fingerprint: createHash('sha256').update(`${rule}\0${path}\0${text}`).digest('hex'),
      severity: gitlabSeverity[severity],
      location: { path, lines: { begin: Math.max(1, line) } },
    })),
    null,
    2,
  )}\n`;

/** The CI this runs under, by the variable each documents. */
export function ciOf(env: Environment): 'github' | 'gitlab' | null {
  if (env.get('GITHUB_ACTIONS') === 'true') return 'github';
  return env.get('GITLAB_CI') === 'true' ? 'gitlab' : null;
}
