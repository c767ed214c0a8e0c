import type { DatabaseSync, StatementSync } from 'node:sqlite';

export interface Prepared {
  readonly statement: StatementSync;
  readonly hasRows: boolean;
}
export interface StatementCache {
  readonly get: (sql: string) => Prepared;
}

const cacheSize = 200;
const severalRows = '?), (?';

/**
 * Prepared statements by their text; the one not used for longest makes room. Rows written together are another text for each number of
 * them, and SQLite keeps with a statement what was bound to it last: these are prepared for the one time.
 */
export function createStatementCache(database: DatabaseSync): StatementCache {
  const known = new Map<string, Prepared>();
  return {
    get: (sql) => {
      if (sql.includes(severalRows)) return prepare(database, sql);
      const found = known.get(sql) ?? prepare(database, sql);
      known.delete(sql);
      known.set(sql, found);
      const [oldest] = known.keys();
      if (known.size > cacheSize && oldest !== undefined) known.delete(oldest);
      return found;
    },
  };
}

function prepare(database: DatabaseSync, sql: string): Prepared {
  const statement = database.prepare(sql);
  return { statement, hasRows: statement.columns().length > 0 };
}
