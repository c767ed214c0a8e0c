import { documentation, type MigrationRule } from '../rule.ts';
import { as, field, isOn, joinedName, list, relationName, text } from '../tree.ts';
import type { SqlStatement } from '../parse.ts';

const dropPage = documentation('sql-droptable.html');

/** Names of a DROP: `public.users` comes as a list of strings, a type as a type name. */
const droppedNames = ({ node }: SqlStatement): readonly string[] =>
  list(node, 'objects').map(
    (each) =>
      joinedName(list(as(each, 'List'), 'items')) ||
      joinedName(list(as(each, 'TypeName'), 'names')) ||
      text(as(each, 'String'), 'sval'),
  );

const drops = ({ kind, node }: SqlStatement, type: string): boolean =>
  kind === 'DropStmt' && text(node, 'removeType') === type;

export const objectRules: readonly MigrationRule[] = [
  {
    id: 'drop-table',
    title: 'A table and everything in it is dropped',
    severity: 'blocker',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'The data is gone, the running release fails at its next query, and no rollback brings it back.',
    safe: 'Release code that no longer reads it, rename it or keep a copy, drop it one release later.',
    source: dropPage,
    breaks: 'DROP TABLE teams;',
    holds: 'CREATE TABLE scratch (id bigint); DROP TABLE scratch;',
    judge: (statement, state) =>
      !drops(statement, 'OBJECT_TABLE')
        ? []
        : droppedNames(statement)
            .filter((name) => !state.newTables.has(name))
            .map((name) => ({ subject: name, found: `${name} and its data are dropped` })),
  },
  {
    id: 'drop-schema',
    title: 'A whole schema or database is dropped',
    severity: 'blocker',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'Everything in it is gone.',
    safe: 'Drop its tables one by one after nothing reads them any more, with a copy kept.',
    source: documentation('sql-dropschema.html'),
    breaks: 'DROP SCHEMA archive CASCADE;',
    holds: 'CREATE SCHEMA archive2;',
    judge: (statement) =>
      drops(statement, 'OBJECT_SCHEMA') || statement.kind === 'DropdbStmt'
        ? [
            {
              subject: droppedNames(statement).join(', ') || text(statement.node, 'dbname'),
              found: `${droppedNames(statement).join(', ') || text(statement.node, 'dbname')} is dropped whole`,
            },
          ]
        : [],
  },
  {
    id: 'drop-cascade',
    title: 'CASCADE drops what else depends on it, unseen',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'Views, keys and columns of other tables go with it, and which ones is only known when it happens.',
    safe: 'Name what is dropped; without CASCADE PostgreSQL lists what is in the way.',
    source: documentation('ddl-depend.html'),
    breaks: 'DROP VIEW user_names CASCADE;',
    holds: 'DROP VIEW user_names;',
    judge: (statement) => {
      const isDrop =
        statement.kind === 'DropStmt' &&
        text(statement.node, 'behavior') === 'DROP_CASCADE' &&
        !drops(statement, 'OBJECT_SCHEMA');
      const parts =
        statement.kind === 'AlterTableStmt'
          ? list(statement.node, 'cmds').map((each) => as(each, 'AlterTableCmd'))
          : [];
      const part = parts.find(
        (each) => text(each, 'subtype').startsWith('AT_Drop') && text(each, 'behavior') === 'DROP_CASCADE',
      );
      if (!isDrop && part === undefined) return [];
      const name = isDrop
        ? droppedNames(statement).join(', ')
        : `${relationName(field(statement.node, 'relation'))}.${text(part, 'name')}`;
      return [{ subject: name, found: `whatever depends on ${name} is dropped too` }];
    },
  },
  {
    id: 'rename-table',
    title: 'A table is renamed under the running release',
    severity: 'blocker',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'The running release asks for the old name and fails until the new one is live; after a rollback it fails again.',
    safe: 'Make a view under the old name in the same transaction, or move over with a new table.',
    source: documentation('sql-altertable.html'),
    breaks: 'ALTER TABLE orders RENAME TO purchases;',
    holds: 'CREATE VIEW purchases AS SELECT * FROM orders;',
    judge: ({ kind, node }, state) => {
      const table = relationName(field(node, 'relation'));
      if (kind !== 'RenameStmt' || text(node, 'renameType') !== 'OBJECT_TABLE' || state.newTables.has(table))
        return [];
      return [{ subject: table, found: `${table} becomes ${text(node, 'newname')}` }];
    },
  },
  {
    id: 'rename-column',
    title: 'A column is renamed under the running release',
    severity: 'blocker',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'The running release asks for the old name and fails until the new one is live; after a rollback it fails again.',
    safe: 'Add a column of the new name, write to both, fill old rows, drop the old one a release later.',
    source: documentation('sql-altertable.html'),
    breaks: 'ALTER TABLE users RENAME COLUMN name TO full_name;',
    holds: 'ALTER TABLE users ADD COLUMN full_name text;',
    judge: ({ kind, node }, state) => {
      const table = relationName(field(node, 'relation'));
      if (kind !== 'RenameStmt' || text(node, 'renameType') !== 'OBJECT_COLUMN' || state.newTables.has(table))
        return [];
      return [
        { subject: table, found: `${table}.${text(node, 'subname')} becomes ${text(node, 'newname')}` },
      ];
    },
  },
  {
    id: 'enum-value-added',
    title: 'A value added to an enum can never be taken away',
    severity: 'low',
    lock: null,
    rewrites: false,
    why: 'There is no way back but a new type; inside a transaction the value cannot be used before the commit.',
    safe: 'Use a table of values or a CHECK constraint where values come and go.',
    source: documentation('sql-altertype.html'),
    breaks: "ALTER TYPE mood ADD VALUE 'calm';",
    holds: "CREATE TYPE weather AS ENUM ('sun', 'rain');",
    judge: ({ kind, node }) =>
      kind === 'AlterEnumStmt' && text(node, 'oldVal') === ''
        ? [
            {
              subject: joinedName(list(node, 'typeName')),
              found: `${joinedName(list(node, 'typeName'))} gets ${text(node, 'newVal')} for good`,
            },
          ]
        : [],
  },
  {
    id: 'enum-value-renamed',
    title: 'A value of an enum is renamed under the running release',
    severity: 'high',
    lock: null,
    rewrites: false,
    why: 'The running release writes the old value and fails, and reads a value it does not know.',
    safe: 'Add the new value, write it, convert rows, and leave the old one.',
    source: documentation('sql-altertype.html'),
    breaks: "ALTER TYPE mood RENAME VALUE 'happy' TO 'glad';",
    holds: "ALTER TYPE mood ADD VALUE 'glad';",
    judge: ({ kind, node }) =>
      kind === 'AlterEnumStmt' && text(node, 'oldVal') !== ''
        ? [
            {
              subject: joinedName(list(node, 'typeName')),
              found: `${text(node, 'oldVal')} becomes ${text(node, 'newVal')}`,
            },
          ]
        : [],
  },
  {
    id: 'drop-type',
    title: 'A type is dropped that the running release may use',
    severity: 'medium',
    lock: null,
    rewrites: false,
    why: 'The running release fails where it still names it, and a rollback does not bring it back.',
    safe: 'Drop it one release after nothing uses it.',
    source: documentation('sql-droptype.html'),
    breaks: 'DROP TYPE mood;',
    holds: "CREATE TYPE colour AS ENUM ('red');",
    judge: (statement) =>
      drops(statement, 'OBJECT_TYPE')
        ? droppedNames(statement).map((name) => ({ subject: name, found: `${name} is dropped` }))
        : [],
  },
  {
    id: 'trigger-created',
    title: 'A trigger is added while the table cannot be written to',
    severity: 'low',
    lock: 'SHARE ROW EXCLUSIVE',
    rewrites: false,
    why: 'It waits for every open transaction that wrote to the table, and every write waits behind it.',
    safe: 'Set a short lock_timeout and try again when it fails.',
    source: documentation('explicit-locking.html'),
    breaks:
      'CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();',
    holds:
      'CREATE TABLE fresh (id bigint); CREATE TRIGGER t BEFORE UPDATE ON fresh FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();',
    judge: ({ kind, node }, state) => {
      const table = relationName(field(node, 'relation'));
      return kind === 'CreateTrigStmt' && !state.newTables.has(table)
        ? [{ subject: table, found: `${table} gets the trigger ${text(node, 'trigname')}` }]
        : [];
    },
  },
  {
    id: 'refresh-materialized-view',
    title: 'A materialised view cannot be read while it is refreshed',
    severity: 'medium',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: true,
    why: 'Every query on it waits until the new rows are there.',
    safe: 'REFRESH MATERIALIZED VIEW CONCURRENTLY (it needs a unique index).',
    source: documentation('sql-refreshmaterializedview.html'),
    breaks: 'REFRESH MATERIALIZED VIEW user_totals;',
    holds: 'REFRESH MATERIALIZED VIEW CONCURRENTLY user_totals;',
    judge: ({ kind, node }) => {
      const name = relationName(field(node, 'relation'));
      return kind === 'RefreshMatViewStmt' && !isOn(node, 'concurrent')
        ? [{ subject: name, found: `${name} cannot be read while it is refreshed` }]
        : [];
    },
  },
];
