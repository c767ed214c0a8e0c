import type { Clock } from '../../model/outside.ts';
import { blockingModes } from '../../protocols/sql/rule.ts';
import { readLocks, readTables, strongest, type SeenLock } from './locks.ts';
import { openSession, type Session } from './session.ts';

/** What other connections see of a migration while it runs. */
export interface Watched {
  readonly locks: readonly SeenLock[];
  /** The longest stretch a table was seen locked against reads or writes, whichever statement did it. */
  readonly lockedMs: number;
  readonly blocked: BlockedStatements;
}

/** Statements a visitor would have sent meanwhile: how many had to wait for the migration, and the longest wait. */
export interface BlockedStatements {
  readonly statements: number;
  readonly longestMs: number;
}

const pauseMs = 5;

/**
 * Two further connections beside the one that migrates. One looks at its locks, also of statements that refuse a transaction
 * (VACUUM FULL, CONCURRENTLY); the other asks for a locked table as a visitor would, and waits.
 */
export class LockWatch implements AsyncDisposable {
  readonly #observer: Session;
  readonly #visitor: Session;
  readonly #clock: Clock;
  readonly #pids: { readonly migrating: number; readonly visiting: number };

  private constructor(
    sessions: readonly [observer: Session, visitor: Session],
    clock: Clock,
    pids: readonly [number, number],
  ) {
    [this.#observer, this.#visitor] = sessions;
    this.#clock = clock;
    this.#pids = { migrating: pids[0], visiting: pids[1] };
  }

  /** Null where the server has no connection left for it. */
  static async open(url: string, migrating: Session, clock: Clock): Promise<LockWatch | null> {
    const [observer, visitor] = [await openSession(url), await openSession(url)];
    if (observer.ok && visitor.ok)
      return new LockWatch([observer.value, visitor.value], clock, [
        await pidOf(migrating),
        await pidOf(visitor.value),
      ]);
    for (const each of [observer, visitor]) if (each.ok) await each.value[Symbol.asyncDispose]();
    return null;
  }

  /** Watches until the work is done. */
  async during<T>(work: () => Promise<T>): Promise<readonly [T, Watched]> {
    const before = await readTables(this.#observer);
    const look = new Look();
    const looking = this.#look(look, before);
    try {
      const done = await work();
      return [done, look];
    } finally {
      look.isOver = true;
      await looking;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#observer[Symbol.asyncDispose]();
    await this.#visitor[Symbol.asyncDispose]();
  }

  async #look(look: Look, before: ReadonlyMap<string, string>): Promise<void> {
    let visit: Promise<void> | null = null;
    while (!look.isOver) {
      const locks = await readLocks(this.#observer, before, this.#pids.migrating);
      const [blocking] = look.note(locks, this.#clock.monotonicMs());
      if (visit !== null) look.isVisitorWaiting ||= await this.#isVisitorWaiting();
      else if (blocking !== undefined) visit = this.#visit(blocking, look).then(() => void (visit = null));
      await this.#clock.sleep(pauseMs);
    }
    await visit;
  }

  /** A read where nobody may read, else the lock a write takes; nothing is changed by either. */
  async #visit({ table, mode }: SeenLock, look: Look): Promise<void> {
    const startedMs = this.#clock.monotonicMs();
    await this.#visitor.run(
      mode === 'ACCESS EXCLUSIVE'
        ? `select from ${table} limit 0`
        : `begin; lock table ${table} in row exclusive mode; rollback`,
    );
    look.visited(this.#clock.monotonicMs() - startedMs);
  }

  async #isVisitorWaiting(): Promise<boolean> {
    const { migrating, visiting } = this.#pids;
    const rows = await this.#observer.run(
      `select ${migrating} = any(pg_blocking_pids(${visiting})) as waits`,
    );
    return rows.ok && rows.value[0]?.['waits'] === true;
  }
}

/** What one migration showed so far. */
class Look implements Watched {
  isOver = false;
  isVisitorWaiting = false;
  locks: readonly SeenLock[] = [];
  lockedMs = 0;
  blocked: BlockedStatements = { statements: 0, longestMs: 0 };
  #lockedSinceMs: number | null = null;

  /** Returns those that keep others waiting. */
  note(locks: readonly SeenLock[], nowMs: number): readonly SeenLock[] {
    this.locks = strongest([...this.locks, ...locks]);
    const blocking = locks.filter(({ mode }) => blockingModes.includes(mode));
    this.#lockedSinceMs = blocking.length === 0 ? null : (this.#lockedSinceMs ?? nowMs);
    if (this.#lockedSinceMs !== null) this.lockedMs = Math.max(this.lockedMs, nowMs - this.#lockedSinceMs);
    return blocking;
  }

  visited(tookMs: number): void {
    const { statements, longestMs } = this.blocked;
    if (this.isVisitorWaiting)
      this.blocked = { statements: statements + 1, longestMs: Math.max(longestMs, tookMs) };
    this.isVisitorWaiting = false;
  }
}

async function pidOf(session: Session): Promise<number> {
  const rows = await session.run('select pg_backend_pid() as pid');
  return Number(rows.ok ? rows.value[0]?.['pid'] : 0);
}
