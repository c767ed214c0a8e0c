import { alterCommands, existingRelation } from '../commands.ts';
import { documentation, type MigrationRule } from '../rule.ts';
import { as, field, isOn, joinedName, list, text } from '../tree.ts';

const indexPage = documentation('sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY');
const alterPage = documentation('sql-altertable.html');

export const indexRules: readonly MigrationRule[] = [
  {
    id: 'index-not-concurrent',
    title: 'An index is built while nobody can write to its table',
    severity: 'high',
    lock: 'SHARE',
    rewrites: false,
    why: 'Every insert, update and delete waits until the whole index is built.',
    safe: 'CREATE INDEX CONCURRENTLY, outside a transaction.',
    source: indexPage,
    breaks: 'CREATE INDEX users_email ON users (email);',
    holds: 'CREATE INDEX CONCURRENTLY users_email ON users (email);',
    judge: (statement, state) => {
      const table = statement.kind === 'IndexStmt' ? existingRelation(statement, state) : null;
      if (table === null || isOn(statement.node, 'concurrent')) return [];
      return [{ subject: table, found: `an index on ${table} is built under a lock that stops every write` }];
    },
  },
  {
    id: 'concurrently-in-transaction',
    title: 'CONCURRENTLY stands inside a transaction and fails there',
    severity: 'blocker',
    lock: null,
    rewrites: false,
    why: 'PostgreSQL refuses it, so the release stops half-way through its migrations.',
    safe: 'Put the statement in a migration of its own that the tool runs without a transaction.',
    source: indexPage,
    breaks: 'BEGIN; CREATE INDEX CONCURRENTLY users_email ON users (email); COMMIT;',
    holds: 'CREATE INDEX CONCURRENTLY users_email ON users (email);',
    judge: (statement, state) => {
      if (!state.isInTransaction || !isConcurrent(statement)) return [];
      return [{ subject: statement.kind, found: 'a CONCURRENTLY statement runs in a transaction' }];
    },
  },
  {
    id: 'drop-index-not-concurrent',
    title: 'An index is dropped under a lock that stops reads too',
    severity: 'medium',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'The drop waits for every running query on the table, and every new query waits behind it.',
    safe: 'DROP INDEX CONCURRENTLY, outside a transaction.',
    source: documentation('sql-dropindex.html'),
    breaks: 'DROP INDEX users_name_index;',
    holds: 'DROP INDEX CONCURRENTLY users_name_index;',
    judge: ({ kind, node }) => {
      if (kind !== 'DropStmt' || text(node, 'removeType') !== 'OBJECT_INDEX' || isOn(node, 'concurrent'))
        return [];
      return list(node, 'objects').map((each) => {
        const name = joinedName(list(as(each, 'List'), 'items'));
        return { subject: name, found: `dropping ${name} locks its table` };
      });
    },
  },
  {
    id: 'reindex-not-concurrent',
    title: 'An index is rebuilt while nobody can write to its table',
    severity: 'high',
    lock: 'SHARE',
    rewrites: false,
    why: 'Writes wait until every index is built again, and queries that would use it wait too.',
    safe: 'REINDEX TABLE CONCURRENTLY, outside a transaction.',
    source: documentation('sql-reindex.html'),
    breaks: 'REINDEX TABLE users;',
    holds: 'REINDEX TABLE CONCURRENTLY users;',
    judge: ({ kind, node }) => {
      if (kind !== 'ReindexStmt' || hasOption(node, 'concurrently')) return [];
      const name = text(field(node, 'relation'), 'relname') || text(node, 'name');
      return [{ subject: name, found: `${name} is reindexed under a lock` }];
    },
  },
  {
    id: 'unique-builds-index',
    title: 'A unique constraint builds its index under the strongest lock',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'Nobody can read or write the table until the index is built.',
    safe: 'CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT ... UNIQUE USING INDEX.',
    source: alterPage,
    breaks: 'ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);',
    holds: 'ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_unique;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ constraint }) =>
            /^CONSTR_(?:UNIQUE|PRIMARY)$/.test(text(constraint, 'contype')) &&
            text(constraint, 'indexname') === '',
        )
        .map(({ table }) => ({
          subject: table,
          found: `a unique index on ${table} is built while nobody can read it`,
        })),
  },
  {
    id: 'exclusion-constraint',
    title: 'An exclusion constraint builds its index under the strongest lock',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'Nobody can read or write the table until every row was compared, and there is no way to do it concurrently.',
    safe: 'Add it to a new table and move the rows over, or do it while the product is closed.',
    source: alterPage,
    breaks: 'ALTER TABLE orders ADD CONSTRAINT one_total EXCLUDE USING btree (total WITH =);',
    holds: 'CREATE TABLE bookings (room int, EXCLUDE USING btree (room WITH =));',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(({ constraint }) => text(constraint, 'contype') === 'CONSTR_EXCLUSION')
        .map(({ table }) => ({
          subject: table,
          found: `an exclusion constraint on ${table} is checked while nobody can read it`,
        })),
  },
];

function isConcurrent({
  kind,
  node,
}: {
  readonly kind: string;
  readonly node: Readonly<Record<string, unknown>>;
}): boolean {
  if (kind === 'IndexStmt' || kind === 'DropStmt') return isOn(node, 'concurrent');
  if (kind === 'ReindexStmt') return hasOption(node, 'concurrently');
  if (kind !== 'AlterTableStmt') return false;
  return list(node, 'cmds').some((each) =>
    isOn(as(field(as(each, 'AlterTableCmd'), 'def'), 'PartitionCmd'), 'concurrent'),
  );
}

/** REINDEX says it in its options; `(CONCURRENTLY false)` is none. */
const hasOption = (node: Readonly<Record<string, unknown>>, name: string): boolean =>
  list(node, 'params').some((each) => text(as(each, 'DefElem'), 'defname') === name);
