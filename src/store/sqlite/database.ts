import type { SQLInputValue } from 'node:sqlite';
import type { RollupRow, SampleRow } from '../sql/tables.ts';
import { backUp } from './backup.ts';
import { sqliteHotPath } from './hot-path.ts';
import { openFile } from './open-file.ts';
import { createStatementCache } from './statements.ts';

export interface Executed {
  readonly rows: readonly unknown[];
  readonly changes: number | bigint;
}

/** One open file, in this thread or in one of its own. Calls are done in the order they were made and reject with what SQLite says. */
export interface Database {
  readonly execute: (sql: string, values: readonly SQLInputValue[]) => Promise<Executed>;
  /** Ends an open transaction; after a full disk SQLite has done so by itself. */
  readonly rollBack: () => Promise<void>;
  /** Places of the rows that were known already. */
  readonly insertSamples: (rows: readonly SampleRow[]) => Promise<readonly number[]>;
  readonly mergeRollups: (rows: readonly RollupRow[]) => Promise<void>;
  readonly backUp: (path: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Opens it here: every statement holds up this thread until the disk has answered. Throws as `openFile` does. */
export function openDatabase(path: string, isChecked = true): Database {
  const database = openFile(path, isChecked);
  const statements = createStatementCache(database);
  // The tables it prepares for are made by the first migration.
  let hotPath: ReturnType<typeof sqliteHotPath> | null = null;
  const hot = (): ReturnType<typeof sqliteHotPath> => (hotPath ??= sqliteHotPath(database));
  return {
    execute: async (sql, values) => {
      const { statement, hasRows } = statements.get(sql);
      if (hasRows) return { rows: statement.all(...values), changes: 0 };
      return { rows: [], changes: statement.run(...values).changes };
    },
    rollBack: async () => {
      if (database.isTransaction) database.exec('rollback');
    },
    insertSamples: async (rows) => hot().insertSamples(rows),
    mergeRollups: async (rows) => hot().mergeRollups(rows),
    backUp: (copy) => backUp(database, copy),
    close: async () => {
      if (database.isOpen) database.close();
    },
  };
}
