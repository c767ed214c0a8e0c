import { alterCommands } from '../commands.ts';
import { documentation, type MigrationRule } from '../rule.ts';
import { as, field, isOn, list, relationName, text } from '../tree.ts';
import type { SqlStatement } from '../parse.ts';
import type { ScriptState } from '../script.ts';

const locking = documentation('explicit-locking.html#LOCKING-TABLES');

export const operationRules: readonly MigrationRule[] = [
  {
    id: 'lock-timeout-missing',
    title: 'A strong lock is asked for without a limit to the waiting',
    severity: 'medium',
    lock: null,
    rewrites: false,
    why: 'Behind one long query the migration waits, and every other query on the table waits behind the migration.',
    safe: "SET lock_timeout = '5s' first, and try again when it fails.",
    source: documentation('runtime-config-client.html#GUC-LOCK-TIMEOUT'),
    breaks: 'ALTER TABLE users ADD COLUMN nick text;',
    holds: "SET lock_timeout = '5s'; ALTER TABLE users ADD COLUMN nick text;",
    judge: (statement, state) => {
      if (state.hasLockTimeout) return [];
      const table = stronglyLocked(statement, state);
      return table === null || state.lockedTables.has(table)
        ? []
        : [{ subject: table, found: `waiting for ${table} has no limit` }];
    },
  },
  {
    id: 'lock-table',
    title: 'A table is locked by hand',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'Without a mode it is the strongest lock: nobody reads or writes until the transaction ends.',
    safe: 'Leave it out, or take the weakest mode that does, for the shortest time.',
    source: documentation('sql-lock.html'),
    breaks: 'BEGIN; LOCK TABLE users; COMMIT;',
    holds: 'BEGIN; LOCK TABLE users IN ROW EXCLUSIVE MODE; COMMIT;',
    // Lock numbers are those of storage/lockdefs.h: 5 is SHARE, 8 ACCESS EXCLUSIVE.
    judge: ({ kind, node }, state) =>
      kind !== 'LockStmt' || Number(node['mode'] ?? 0) < 5
        ? []
        : list(node, 'relations')
            .map((each) => relationName(as(each, 'RangeVar')))
            .filter((name) => !state.newTables.has(name))
            .map((name) => ({ subject: name, found: `${name} is locked until the transaction ends` })),
  },
  {
    id: 'truncate',
    title: 'A table is emptied',
    severity: 'blocker',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: true,
    why: 'All rows are gone, and no rollback of the release brings them back.',
    safe: 'Delete what is meant, in batches, with a copy kept.',
    source: documentation('sql-truncate.html'),
    breaks: 'TRUNCATE orders;',
    holds: 'DELETE FROM orders WHERE total = 0;',
    judge: ({ kind, node }, state) =>
      kind !== 'TruncateStmt'
        ? []
        : list(node, 'relations')
            .map((each) => relationName(as(each, 'RangeVar')))
            .filter((name) => !state.newTables.has(name))
            .map((name) => ({ subject: name, found: `all rows of ${name} are removed` })),
  },
  {
    id: 'delete-all-rows',
    title: 'Every row of a table is deleted',
    severity: 'blocker',
    lock: 'ROW EXCLUSIVE',
    rewrites: false,
    why: 'The data is gone, and no rollback of the release brings it back.',
    safe: 'Say with WHERE what is meant, and delete in batches.',
    source: documentation('sql-delete.html'),
    breaks: 'DELETE FROM orders;',
    holds: 'DELETE FROM orders WHERE total = 0;',
    judge: ({ kind, node }, state) => {
      const table = relationName(field(node, 'relation'));
      return kind === 'DeleteStmt' && isEveryRow(node) && !state.newTables.has(table)
        ? [{ subject: table, found: `all rows of ${table} are deleted` }]
        : [];
    },
  },
  {
    id: 'update-all-rows',
    title: 'Every row of a table is updated in one statement',
    severity: 'high',
    lock: 'ROW EXCLUSIVE',
    rewrites: false,
    why: 'All rows stay locked until the end, the table doubles in size, and replicas fall behind.',
    safe: 'Update in batches of some thousands by key, each in a transaction of its own.',
    source: documentation('routine-vacuuming.html'),
    breaks: 'UPDATE users SET age = 0;',
    holds: 'UPDATE users SET age = 0 WHERE id BETWEEN 1 AND 1000;',
    judge: ({ kind, node }, state) => {
      const table = relationName(field(node, 'relation'));
      return kind === 'UpdateStmt' && isEveryRow(node) && !state.newTables.has(table)
        ? [{ subject: table, found: `all rows of ${table} are updated at once` }]
        : [];
    },
  },
  {
    id: 'backfill-under-lock',
    title: 'Rows are filled in while the table is still locked by the change before',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'The lock of ALTER TABLE is kept until the end of the transaction: nobody reads while rows are updated.',
    safe: 'Change the table in one migration, fill rows in the next, without a transaction around both.',
    source: locking,
    breaks:
      "BEGIN; ALTER TABLE users ADD COLUMN plan text; UPDATE users SET plan = 'free' WHERE id > 0; COMMIT;",
    holds: "ALTER TABLE users ADD COLUMN plan text; UPDATE users SET plan = 'free' WHERE id > 0;",
    judge: ({ kind, node }, state) => {
      const table = relationName(field(node, 'relation'));
      const isChange =
        kind === 'UpdateStmt' ||
        kind === 'DeleteStmt' ||
        (kind === 'InsertStmt' && field(node, 'selectStmt') !== null && !isValues(node));
      return isChange && state.isInTransaction && state.lockedTables.has(table) && !state.newTables.has(table)
        ? [{ subject: table, found: `${table} stays locked while its rows are changed` }]
        : [];
    },
  },
  {
    id: 'vacuum-full',
    title: 'A table is written anew under the strongest lock',
    severity: 'blocker',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: true,
    why: 'Nobody can read or write it until the whole copy is made.',
    safe: 'Plain VACUUM, or a tool that rebuilds online such as pg_repack.',
    source: documentation('sql-vacuum.html'),
    breaks: 'VACUUM FULL users;',
    holds: 'VACUUM users;',
    judge: ({ kind, node }) => {
      if (kind !== 'VacuumStmt' || !isOn(node, 'is_vacuumcmd')) return [];
      const isFull = list(node, 'options').some((each) => text(as(each, 'DefElem'), 'defname') === 'full');
      return isFull
        ? [{ subject: 'table', found: 'VACUUM FULL copies the table while nobody can read it' }]
        : [];
    },
  },
  {
    id: 'cluster',
    title: 'A table is sorted and written anew under the strongest lock',
    severity: 'blocker',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: true,
    why: 'Nobody can read or write it until the whole copy is made.',
    safe: 'Leave the order to an index.',
    source: documentation('sql-cluster.html'),
    breaks: 'CLUSTER users USING users_pkey;',
    holds: 'ANALYZE users;',
    judge: ({ kind, node }) =>
      kind === 'ClusterStmt' || kind === 'RepackStmt'
        ? [
            {
              subject: relationName(field(node, 'relation')),
              found: `${relationName(field(node, 'relation')) || 'every clustered table'} is written anew`,
            },
          ]
        : [],
  },
  {
    id: 'table-storage-change',
    title: 'A change of storage rewrites the whole table',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: true,
    why: 'Nobody can read or write the table until it was copied.',
    safe: 'Do it while the table is small, or copy to a new table and switch.',
    source: documentation('sql-altertable.html'),
    breaks: 'ALTER TABLE users SET UNLOGGED;',
    holds: 'ALTER TABLE users SET (fillfactor = 90);',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(({ subtype }) => /^AT_Set(?:Logged|UnLogged|TableSpace|AccessMethod)$/.test(subtype))
        .map(({ table }) => ({ subject: table, found: `${table} is copied to its new storage` })),
  },
  {
    id: 'row-security-without-policy',
    title: 'Row level security is switched on and no policy lets anybody in',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'Every role but the owner sees an empty table from that moment on.',
    safe: 'CREATE POLICY in the same transaction, before switching it on.',
    source: documentation('ddl-rowsecurity.html'),
    breaks: 'ALTER TABLE users ENABLE ROW LEVEL SECURITY;',
    holds: 'CREATE TABLE notes (id bigint); ALTER TABLE notes ENABLE ROW LEVEL SECURITY;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(({ subtype, table }) => subtype === 'AT_EnableRowSecurity' && !state.policies.has(table))
        .map(({ table }) => ({ subject: table, found: `${table} is closed to everybody but its owner` })),
  },
  {
    id: 'trigger-disabled',
    title: 'Triggers are switched off',
    severity: 'high',
    lock: 'SHARE ROW EXCLUSIVE',
    rewrites: false,
    why: 'Foreign keys and whatever the product does in triggers are not kept until somebody switches them on again.',
    safe: 'Leave them on; where a load needs it, use session_replication_role for that session only.',
    source: documentation('sql-altertable.html#SQL-ALTERTABLE-DESC-DISABLE-ENABLE-TRIGGER'),
    breaks: 'ALTER TABLE orders DISABLE TRIGGER ALL;',
    holds: 'ALTER TABLE orders ENABLE TRIGGER ALL;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(({ subtype }) => subtype.startsWith('AT_DisableTrig'))
        .map(({ table }) => ({ subject: table, found: `triggers of ${table} are off` })),
  },
  {
    id: 'commit-in-wrapped-file',
    title: 'The file ends the transaction its tool began',
    severity: 'medium',
    lock: null,
    rewrites: false,
    why: 'What stands before it stays when a later statement fails, and the tool believes nothing happened.',
    safe: 'Leave BEGIN and COMMIT to the tool, or tell it to run the file without a transaction.',
    source: documentation('sql-commit.html'),
    breaks: 'ALTER TABLE users ADD COLUMN x int; COMMIT;',
    holds: 'BEGIN; ALTER TABLE users ADD COLUMN x int; COMMIT;',
    judge: ({ kind, node }, state) =>
      kind === 'TransactionStmt' && text(node, 'kind') === 'TRANS_STMT_COMMIT' && !state.hasOwnTransaction
        ? [{ subject: 'COMMIT', found: 'a COMMIT stands here without its BEGIN' }]
        : [],
  },
];

const isValues = (node: SqlStatement['node']): boolean =>
  list(as(field(node, 'selectStmt'), 'SelectStmt'), 'valuesLists').length > 0;

/** Tables on which a statement asks for a lock that stops reads or writes. */
function stronglyLocked({ kind, node }: SqlStatement, state: ScriptState): string | null {
  const kinds = ['AlterTableStmt', 'RenameStmt', 'CreateTrigStmt', 'ClusterStmt'];
  const isIndex = kind === 'IndexStmt' && !isOn(node, 'concurrent');
  if (!kinds.includes(kind) && !isIndex) return null;
  if (kind === 'AlterTableStmt' && text(node, 'objtype') !== 'OBJECT_TABLE') return null;
  const commands = list(node, 'cmds').map((each) => text(as(each, 'AlterTableCmd'), 'subtype'));
  // SHARE UPDATE EXCLUSIVE lets reads and writes pass.
  const isWeak =
    commands.length > 0 &&
    commands.every((subtype) =>
      /^AT_(?:ValidateConstraint|SetStatistics|SetRelOptions|ResetRelOptions|ClusterOn)$/.test(subtype),
    );
  const table = relationName(field(node, 'relation'));
  return table === '' || isWeak || state.newTables.has(table) ? null : table;
}

/** No condition, or `WHERE true`. */
function isEveryRow(node: Parameters<typeof field>[0]): boolean {
  const condition = field(node, 'whereClause');
  return condition === null || isOn(field(as(condition, 'A_Const'), 'boolval'), 'boolval');
}
