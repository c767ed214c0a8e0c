import type { RehearsedMigration } from '../../collectors/data/rehearse.ts';
import type { SchemaDifference } from '../../collectors/data/schema.ts';
import { plural } from '../../model/words.ts';
import { blockingModes } from '../../protocols/sql/rule.ts';
import { worstFirst, type Problem } from '../gate/problem.ts';
import type { LookedMigrations } from './look.ts';
import type { Trial } from './trial.ts';

/** The result of `migrations`, as `--json` prints it. */
export interface MigrationsDocument {
  readonly schema: 'launch-ready/migrations@1';
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly totals: {
    readonly migrations: number;
    readonly judged: number;
    readonly statements: number;
    readonly tookMs: number;
  };
  readonly migrations: readonly {
    readonly id: string;
    readonly path: string;
    readonly tool: string;
    readonly hasWayBack: boolean;
    readonly problems: number;
  }[];
  readonly problems: readonly Problem[];
  readonly trial: Trial | null;
  readonly notLookedAt: readonly string[];
}

/** Above this a lock is felt: requests time out behind it. */
const longLockMs = 1_000;
const lockLimitMs = 5_000;

export function migrationsDocument(
  looked: LookedMigrations,
  trial: Trial | null,
  about: { readonly version: string; readonly tookMs: number },
): MigrationsDocument {
  const judged = looked.judgements.flatMap(({ problems }) =>
    problems.map(({ rule, title, severity, text, fix, path, line }): Problem => ({
      rule,
      title,
      severity,
      text,
      fix,
      path,
      line,
    })),
  );
  const problems = [...judged, ...trialProblems(trial)].toSorted(worstFirst);
  return {
    schema: 'launch-ready/migrations@1',
    tool: { name: 'launch-ready', version: about.version },
    totals: {
      migrations: looked.all.length,
      judged: looked.chosen.length,
      statements: looked.judgements.reduce((sum, each) => sum + each.statements, 0),
      tookMs: Math.round(about.tookMs),
    },
    migrations: looked.judgements.map(({ migration, problems: own }) => ({
      id: migration.id,
      path: migration.path,
      tool: migration.tool,
      hasWayBack: migration.down !== null,
      problems: own.length,
    })),
    problems,
    trial,
    notLookedAt: [
      ...looked.notLookedAt,
      ...(typeof trial?.gap === 'string' ? [`not tried: ${trial.gap}`] : []),
    ],
  };
}

/** What the real server said: failures, ways back that do not lead back, locks held too long. */
export function trialProblems(trial: Trial | null): readonly Problem[] {
  if (trial === null) return [];
  const found = trial.migrations.flatMap((each) => [...failures(each, trial), ...longLock(each, trial)]);
  const { command } = trial;
  const isFailed = command !== null && command.exitCode !== 0;
  const ended = `The command ended with ${command?.exitCode ?? 'a signal'} on an empty database`;
  const at = { path: 'launch.yaml', line: 1, severity: 'blocker' } as const;
  return [
    ...found,
    ...(isFailed ? [problem('command-fails', ended, at)] : []),
    ...differences(trial.difference),
  ];
}

function failures(
  { path, outcome, message, line, back }: RehearsedMigration,
  trial: Trial,
): readonly Problem[] {
  const failed = `it fails on PostgreSQL ${trial.version ?? ''}: ${message ?? ''}`;
  const isLost = back !== null && back.outcome !== 'applied';
  return [
    ...(outcome === 'failed' ? [problem('fails', failed, { path, line, severity: 'blocker' })] : []),
    ...(isLost
      ? [
          problem('way-back-fails', `taken back, ${back.message ?? 'it fails'}`, {
            path,
            line: 1,
            severity: 'high',
          }),
        ]
      : []),
  ];
}

function longLock({ path, lockedMs, locks, blocked }: RehearsedMigration, { on }: Trial): readonly Problem[] {
  if (on !== 'copy' || lockedMs <= longLockMs) return [];
  const tables = locks
    .filter(({ mode }) => blockingModes.includes(mode))
    .map(({ table }) => table)
    .slice(0, 5)
    .join(', ');
  const waited =
    blocked === null || blocked.statements === 0
      ? ''
      : `; a statement that came meanwhile waited ${(blocked.longestMs / 1000).toFixed(1)} s`;
  const severity = lockedMs > lockLimitMs ? 'blocker' : 'high';
  return [
    problem('long-lock', `on the copy ${tables} was locked for ${(lockedMs / 1000).toFixed(1)} s${waited}`, {
      path,
      line: 1,
      severity,
    }),
  ];
}

const titles = {
  fails: 'A migration fails on a real server',
  'way-back-fails': 'The way back does not lead back',
  'long-lock': 'Production would be locked for seconds',
  'command-fails': 'The migrations do not run on an empty database',
  'schema-differs': 'Two databases have different schemas',
} as const;

interface Place {
  readonly path: string;
  readonly line: number | null;
  readonly severity: Problem['severity'];
}

const problem = (kind: keyof typeof titles, text: string, { path, line, severity }: Place): Problem => ({
  rule: `migrations/${kind}`,
  title: titles[kind],
  severity,
  text,
  fix: null,
  path,
  line: line ?? 1,
});

const differences = (difference: SchemaDifference | null): readonly Problem[] => {
  const count = difference === null ? 0 : difference.onlyLeft.length + difference.onlyRight.length;
  if (difference === null || count === 0) return [];
  const [first] = [
    ...difference.onlyLeft.map((line) => `only here: ${line}`),
    ...difference.onlyRight.map((line) => `only there: ${line}`),
  ];
  const text = `${plural(count, 'difference')} between the schemas; ${first ?? ''}`;
  return [problem('schema-differs', text, { path: 'launch.yaml', line: 1, severity: 'high' })];
};
