import { lockModes, type LockMode } from '../../protocols/sql/rule.ts';
import type { Session } from './session.ts';

/** A lock a session held on a table, as pg_locks shows it. */
export interface SeenLock {
  readonly table: string;
  readonly mode: LockMode;
}

const lockQuery = (pid: number | null): string => `
select c.oid::text as oid, l.mode from pg_locks l
join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace
where l.pid = ${pid ?? 'pg_backend_pid()'} and l.locktype = 'relation' and l.granted and c.relkind in ('r', 'p', 'm')
and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;

/** The locks of this session (or of the one with this `pid`) on tables that were there before, by their old names, the strongest of each. */
export async function readLocks(
  session: Session,
  before: ReadonlyMap<string, string>,
  pid: number | null = null,
): Promise<readonly SeenLock[]> {
  const rows = await session.run(lockQuery(pid));
  const names = new Map([...before].map(([name, place]) => [place.split('/')[0] ?? '', name]));
  const seen = (rows.ok ? rows.value : []).flatMap(({ oid, mode }): readonly SeenLock[] => {
    const known = lockModes.find((each) => each === modeName(String(mode)));
    const table = names.get(String(oid));
    return known === undefined || table === undefined ? [] : [{ table, mode: known }];
  });
  return strongest(seen);
}

/** `AccessExclusiveLock` is documented as ACCESS EXCLUSIVE. */
const modeName = (mode: string): string =>
  mode
    .replace(/Lock$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase();

export function strongest(locks: readonly SeenLock[]): readonly SeenLock[] {
  const byTable = new Map<string, SeenLock>();
  for (const lock of locks) {
    const known = byTable.get(lock.table);
    if (known === undefined || lockModes.indexOf(lock.mode) > lockModes.indexOf(known.mode))
      byTable.set(lock.table, lock);
  }
  return [...byTable.values()].toSorted((a, b) => (a.table < b.table ? -1 : 1));
}

/** The file each table is kept in: it changes when the table is written anew. Names as SQL would write them. */
export async function readTables(session: Session): Promise<ReadonlyMap<string, string>> {
  const rows = await session.run(`
select c.oid::regclass::text as name, c.oid::text as oid, c.relfilenode::text as file from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`);
  return new Map(
    (rows.ok ? rows.value : []).map(({ name, oid, file }) => [
      String(name),
      `${String(oid)}/${String(file)}`,
    ]),
  );
}

/** Tables that are still the same table and lie in another file. */
export const rewrittenTables = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] =>
  [...before].flatMap(([name, place]) => {
    const now = after.get(name);
    return now !== undefined && now !== place && now.split('/')[0] === place.split('/')[0] ? [name] : [];
  });
