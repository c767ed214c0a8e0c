import type { Clock } from '../../model/outside.ts';
import { scriptOf, type Migration, type MigrationStep } from '../../protocols/migrations/migration.ts';
import { parseSql, type SqlStatement } from '../../protocols/sql/parse.ts';
import { blockingModes } from '../../protocols/sql/rule.ts';
import type { BlockedStatements, LockWatch } from './lock-watch.ts';
import { readLocks, readTables, rewrittenTables, strongest, type SeenLock } from './locks.ts';
import { compareSchemas, schemaLines } from './schema.ts';
import type { Session } from './session.ts';

/** One migration as it went on a real server. */
export interface RehearsedMigration {
  readonly id: string;
  readonly path: string;
  readonly outcome: 'applied' | 'failed' | 'not run';
  /** PostgreSQL's sentence, or why it was not run. */
  readonly message: string | null;
  readonly line: number | null;
  readonly tookMs: number;
  /** How long tables that were there before were locked against reads or writes, at most. */
  readonly lockedMs: number;
  readonly locks: readonly SeenLock[];
  readonly rewritten: readonly string[];
  /** Statements of others that had to wait; null: nobody watched. */
  readonly blocked: BlockedStatements | null;
  /** The way back: not there, or how it went. */
  readonly back: {
    readonly outcome: 'applied' | 'failed' | 'differs';
    readonly message: string | null;
  } | null;
}

interface Stage {
  readonly session: Session;
  readonly clock: Clock;
  /** Where others would have to wait, too, that is to be seen. */
  readonly watch?: LockWatch | null;
}

/** Applies migrations in order; each that has a way back goes back and forward again, so that both ways are proven. */
export async function rehearse(
  migrations: readonly Migration[],
  stage: Stage,
  isGoingBack: boolean,
): Promise<readonly RehearsedMigration[]> {
  const done: RehearsedMigration[] = [];
  for (const migration of migrations) {
    const isStopped = done.some(({ outcome }) => outcome === 'failed');
    done.push(
      isStopped
        ? notRun(migration, 'an earlier one failed')
        : await rehearseOne(migration, stage, isGoingBack),
    );
  }
  return done;
}

export const notRun = ({ id, path }: Migration, message: string): RehearsedMigration => ({
  id,
  path,
  outcome: 'not run',
  message,
  line: null,
  tookMs: 0,
  lockedMs: 0,
  locks: [],
  rewritten: [],
  blocked: null,
  back: null,
});

async function rehearseOne(
  migration: Migration,
  stage: Stage,
  isGoingBack: boolean,
): Promise<RehearsedMigration> {
  const before = await schemaLines(stage.session);
  const forward = await watched(stage, () => applied(migration.up, migration.isWrapped, stage));
  const base = { id: migration.id, path: migration.path, ...forward };
  if (forward.outcome === 'failed' || migration.down === null || !isGoingBack) return { ...base, back: null };
  const back = await applied(migration.down, migration.isWrapped, stage);
  if (back.outcome === 'failed') return { ...base, back: { outcome: 'failed', message: back.message } };
  const after = await schemaLines(stage.session);
  const difference = before.ok && after.ok ? compareSchemas(before.value, after.value) : null;
  await applied(migration.up, migration.isWrapped, stage);
  if (difference === null)
    return { ...base, back: { outcome: 'failed', message: 'the schema could not be read' } };
  const [lost] = difference.onlyLeft;
  const [left] = difference.onlyRight;
  if (lost === undefined && left === undefined)
    return { ...base, back: { outcome: 'applied', message: null } };
  return {
    ...base,
    back: {
      outcome: 'differs',
      message: lost === undefined ? `it leaves behind: ${left ?? ''}` : `it does not bring back: ${lost}`,
    },
  };
}

type Applied = Omit<RehearsedMigration, 'id' | 'path' | 'back' | 'blocked'>;

/** What the migrating session saw of itself, and what others saw of it. */
async function watched(
  { watch }: Stage,
  work: () => Promise<Applied>,
): Promise<Applied & Pick<RehearsedMigration, 'blocked'>> {
  if (watch === undefined || watch === null) return { ...(await work()), blocked: null };
  const [own, seen] = await watch.during(work);
  return {
    ...own,
    lockedMs: Math.max(own.lockedMs, seen.lockedMs),
    locks: strongest([...own.locks, ...seen.locks]),
    blocked: seen.blocked,
  };
}

async function applied(
  steps: readonly MigrationStep[],
  isWrapped: boolean,
  { session, clock }: Stage,
): Promise<Applied> {
  const parsed = parseSql(scriptOf(steps));
  const nothing = { tookMs: 0, lockedMs: 0, locks: [], rewritten: [] };
  if (!parsed.ok) return { outcome: 'failed', message: parsed.message, line: parsed.line, ...nothing };
  const run = new MigrationRun(session, clock);
  await run.begin(isWrapped);
  for (const statement of parsed.statements) {
    const failed = await run.statement(statement);
    if (failed !== null) {
      await session.run('rollback');
      return { outcome: 'failed', message: failed, line: statement.line, ...run.seen() };
    }
  }
  const failed = await run.end();
  return failed === null
    ? { outcome: 'applied', message: null, line: null, ...run.seen() }
    : { outcome: 'failed', message: failed, line: null, ...run.seen() };
}

/** One migration under way: transactions as the tool and the file make them, locks noted after each statement. */
class MigrationRun {
  readonly #session: Session;
  readonly #clock: Clock;
  #tables: ReadonlyMap<string, string> = new Map();
  #locks: readonly SeenLock[] = [];
  #rewritten: readonly string[] = [];
  #isOpen = false;
  #startedMs = 0;
  #lockedSinceMs: number | null = null;
  #lockedMs = 0;

  constructor(session: Session, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
  }

  async begin(isWrapped: boolean): Promise<void> {
    this.#tables = await readTables(this.#session);
    this.#startedMs = this.#clock.monotonicMs();
    if (isWrapped) await this.#open();
  }

  async statement({ kind, node, text }: SqlStatement): Promise<string | null> {
    if (kind === 'TransactionStmt') return this.#transaction(String(node['kind']), text);
    const isOwn = !this.#isOpen && !mustRunAlone(kind, text);
    if (isOwn) await this.#open();
    const startedMs = this.#clock.monotonicMs();
    const done = await this.#session.run(text);
    if (!done.ok) return done.error.message;
    if (this.#isOpen) await this.#noteLocks(startedMs);
    await this.#noteRewritten();
    return isOwn ? this.#close() : null;
  }

  async end(): Promise<string | null> {
    return this.#isOpen ? this.#close() : null;
  }

  seen(): Pick<Applied, 'tookMs' | 'lockedMs' | 'locks' | 'rewritten'> {
    return {
      tookMs: this.#clock.monotonicMs() - this.#startedMs,
      lockedMs: this.#lockedMs,
      locks: this.#locks,
      rewritten: this.#rewritten,
    };
  }

  async #transaction(kind: string, text: string): Promise<string | null> {
    const isBegin = kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START';
    if (isBegin && this.#isOpen) return null;
    if (isBegin) return this.#open();
    if (kind === 'TRANS_STMT_COMMIT') return this.#isOpen ? this.#close() : null;
    const done = await this.#session.run(text);
    return done.ok ? null : done.error.message;
  }

  async #open(): Promise<null> {
    await this.#session.run('begin');
    this.#isOpen = true;
    return null;
  }

  async #close(): Promise<string | null> {
    const done = await this.#session.run('commit');
    if (this.#lockedSinceMs !== null)
      this.#lockedMs = Math.max(this.#lockedMs, this.#clock.monotonicMs() - this.#lockedSinceMs);
    this.#lockedSinceMs = null;
    this.#isOpen = false;
    return done.ok ? null : done.error.message;
  }

  async #noteLocks(startedMs: number): Promise<void> {
    const locks = await readLocks(this.#session, this.#tables);
    this.#locks = strongest([...this.#locks, ...locks]);
    if (locks.some(({ mode }) => blockingModes.includes(mode))) this.#lockedSinceMs ??= startedMs;
  }

  async #noteRewritten(): Promise<void> {
    const rewritten = rewrittenTables(this.#tables, await readTables(this.#session));
    this.#rewritten = [...new Set([...this.#rewritten, ...rewritten])];
  }
}

/** What PostgreSQL refuses inside a transaction. */
const mustRunAlone = (kind: string, text: string): boolean =>
  /\bCONCURRENTLY\b/i.test(text) ||
  /^(?:VacuumStmt|CreatedbStmt|DropdbStmt|AlterSystemStmt|CreateTableSpaceStmt)$/.test(kind) ||
  (kind === 'ReindexStmt' && /\b(?:DATABASE|SYSTEM|SCHEMA)\b/i.test(text)) ||
  (kind === 'ClusterStmt' && !/\bUSING\b|\bCLUSTER\s+\w/i.test(text));
