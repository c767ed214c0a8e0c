import { findMigrations } from '../../collectors/data/migration-files.ts';
import { rehearse } from '../../collectors/data/rehearse.ts';
import { openSession } from '../../collectors/data/session.ts';
import { startThrowAway } from '../../collectors/data/throw-away.ts';
import { git } from '../../collectors/secrets/git.ts';
import { gitLine, type GateAt, type GateOutcome, type GatePlan } from '../../deploy/gate.ts';
import type { GateProblem } from '../../model/deploy.ts';
import { note } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import { judgeMigration } from '../../protocols/migrations/judge.ts';
import type { Migration } from '../../protocols/migrations/migration.ts';

/** What the release brings to the database: judged, and tried on a throw-away server where one is installed. */
export const migrationsStep: GatePlan = {
  id: 'migrations',
  title: 'Migrations safe',
  run: async (at) => {
    const { outside, repository, signal } = at;
    const folder = at.options.manifest.repository.migrations;
    const { migrations, notLookedAt } = await findMigrations({ outside, root: repository, signal }, folder);
    if (migrations.length === 0)
      return folder === null
        ? { status: 'skipped', found: 'no migrations of a known kind are here' }
        : {
            status: 'unknown',
            found: `${folder} holds no migrations that could be read`,
            todo: 'Correct repository.migrations in launch.yaml.',
          };
    const { fresh, since } = await freshOnes(migrations, at);
    const judgements = fresh.map(judgeMigration);
    const problems = judgements.flatMap((each) =>
      each.problems.map(({ text, severity, path, line }): GateProblem => ({ text, severity, path, line })),
    );
    const tried = await tryAll(migrations, at);
    const all = [...tried.problems, ...problems];
    const gaps = [...notLookedAt, ...judgements.flatMap((each) => each.gaps)];
    const told = `${plural(fresh.length, 'new migration')} ${since}; ${tried.told}`;
    return outcomeOf(all, gaps, told);
  },
};

function outcomeOf(problems: readonly GateProblem[], gaps: readonly string[], told: string): GateOutcome {
  const bad = problems.filter(({ severity }) => severity === 'blocker' || severity === 'high');
  const evidence = [note(told)];
  const [worst] = bad;
  if (worst !== undefined)
    return {
      status: 'fail',
      found: `${plural(bad.length, 'problem')}: ${worst.path ?? ''}:${worst.line ?? 1} ${worst.text}`,
      todo: 'See: launch-ready migrations',
      problems,
      evidence,
    };
  const [gap] = gaps;
  if (gap !== undefined)
    return {
      status: 'unknown',
      found: gap,
      todo: 'See: launch-ready migrations --rehearse',
      problems,
      evidence,
    };
  return { status: 'pass', found: told, problems, evidence };
}

/** Those added since the last tag; without a tag, the newest: older ones are live already. */
async function freshOnes(
  migrations: readonly Migration[],
  { outside, repository, signal }: GateAt,
): Promise<{ readonly fresh: readonly Migration[]; readonly since: string }> {
  const newest = { fresh: migrations.slice(-1), since: '(the newest, as no tag says what is live)' };
  const tag = await gitLine(outside, { folder: repository, signal }, ['describe', '--tags', '--abbrev=0']);
  if (tag === null || tag.startsWith('-')) return newest;
  const done = await git({ outside, folder: repository, signal }, [
    'diff',
    '--name-only',
    '-z',
    '--relative',
    tag,
    '--',
  ]);
  if (!done.ok || done.value.exitCode !== 0) return newest;
  const changed = new Set(Buffer.from(done.value.stdout).toString('utf8').split('\0'));
  return { fresh: migrations.filter(({ path }) => changed.has(path)), since: `since ${tag}` };
}

interface Tried {
  readonly problems: readonly GateProblem[];
  readonly told: string;
}

/** All of them in order on an empty server, forward, back and forward. Tools that run code of their own are not tried here. */
async function tryAll(migrations: readonly Migration[], { outside, signal }: GateAt): Promise<Tried> {
  if (migrations.some(({ tool }) => /^(?:rails|django|knex|sequelize|typeorm)$/.test(tool)))
    return { problems: [], told: 'not tried: they are code, see launch-ready migrations --command' };
  const started = await startThrowAway(outside, signal);
  if (!started.ok) return { problems: [], told: `not tried: ${started.error.message}` };
  await using server = started.value;
  const opened = await openSession(server.url);
  if (!opened.ok) return { problems: [], told: `not tried: ${opened.error.message}` };
  await using session = opened.value;
  const done = await rehearse(migrations, { session, clock: outside.clock }, true);
  const problems = done.flatMap(({ path, outcome, message, line, back }): readonly GateProblem[] => [
    ...(outcome === 'failed'
      ? [
          {
            text: `it fails on PostgreSQL ${session.version}: ${message ?? ''}`,
            severity: 'blocker' as const,
            path,
            line: line ?? 1,
          },
        ]
      : []),
    ...(back !== null && back.outcome !== 'applied'
      ? [{ text: `taken back, ${back.message ?? 'it fails'}`, severity: 'high' as const, path, line: 1 }]
      : []),
  ]);
  return { problems, told: `${plural(done.length, 'migration')} tried on PostgreSQL ${session.version}` };
}
