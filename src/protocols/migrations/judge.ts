import type { Severity } from '../../model/check.ts';
import { judgeScript } from '../sql/judge-script.ts';
import { scriptOf, type Migration } from './migration.ts';

/** Something in a migration that hurts a running product, or cannot be told. */
export interface MigrationProblem {
  /** `migrations/drop-table`. */
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly text: string;
  readonly fix: string;
  readonly path: string;
  readonly line: number;
  readonly lock: string | null;
  readonly rewrites: boolean;
  readonly source: string | null;
}
export interface MigrationJudgement {
  readonly migration: Migration;
  readonly statements: number;
  readonly problems: readonly MigrationProblem[];
  /** Parts nothing can be said about. */
  readonly gaps: readonly string[];
}

/** Each migration against every rule, and whether there is a way back. */
export function judgeMigration(migration: Migration): MigrationJudgement {
  const { path, isWrapped } = migration;
  const judged = judgeScript(scriptOf(migration.up), { isWrapped });
  const found = judged.problems.map(({ rule, line, found: text }): MigrationProblem => ({
    rule: `migrations/${rule.id}`,
    title: rule.title,
    severity: rule.severity,
    text: `${text}${rule.lock === null ? '' : ` (${rule.lock})`}`,
    fix: rule.safe,
    path,
    line,
    lock: rule.lock,
    rewrites: rule.rewrites,
    source: rule.source,
  }));
  const gap =
    judged.gap === null
      ? []
      : [`${path}:${judged.gap.line} cannot be parsed as PostgreSQL: ${judged.gap.message}`];
  const untold = migration.untold.map(({ line, what }) => `${path}:${line} ${what}`);
  return {
    migration,
    statements: judged.statements,
    problems: [...found, ...wayBack(migration, found)],
    gaps: [...gap, ...untold],
  };
}

/** Tools that know a way back and have none here; where data is lost the rule itself says so. */
function wayBack(
  { tool, path, down, up }: Migration,
  found: readonly MigrationProblem[],
): readonly MigrationProblem[] {
  const hasWays = tool !== 'prisma' && tool !== 'drizzle' && tool !== 'flyway' && tool !== 'sql';
  if (down !== null || up.length === 0 || !hasWays) return [];
  const losesData = found.some(({ rule }) => /drop-(?:table|column|schema)|truncate|delete-all/.test(rule));
  return [
    {
      rule: 'migrations/irreversible',
      title: 'A migration has no way back',
      severity: losesData ? 'high' : 'low',
      text: `Nothing says how to take ${path.split('/').at(-1) ?? path} back`,
      fix: 'Write the way back, or keep the change compatible with the previous release so that none is needed.',
      path,
      line: up[0]?.line ?? 1,
      lock: null,
      rewrites: false,
      source: null,
    },
  ];
}
