import { alterCommands } from '../commands.ts';
import { documentation, type MigrationRule } from '../rule.ts';
import { as, field, isOn, list, relationName, text } from '../tree.ts';

const page = documentation('sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT');
const partitions = documentation('ddl-partitioning.html');

export const constraintRules: readonly MigrationRule[] = [
  {
    id: 'foreign-key-validated',
    title: 'A foreign key is checked while two tables cannot be written to',
    severity: 'high',
    lock: 'SHARE ROW EXCLUSIVE',
    rewrites: false,
    why: 'Writes to both tables wait until every row was looked up.',
    safe: 'ADD CONSTRAINT ... NOT VALID, then VALIDATE CONSTRAINT in a later transaction.',
    source: page,
    breaks: 'ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id);',
    holds:
      'ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ constraint }) =>
            text(constraint, 'contype') === 'CONSTR_FOREIGN' && !isOn(constraint, 'skip_validation'),
        )
        .map(({ table, constraint }) => ({
          subject: table,
          found: `${table} and ${relationName(field(constraint, 'pktable'))} cannot be written to while the key is checked`,
        })),
  },
  {
    id: 'check-validated',
    title: 'A check is held against every row under the strongest lock',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'Nobody can read or write the table during the scan.',
    safe: 'ADD CONSTRAINT ... NOT VALID, then VALIDATE CONSTRAINT in a later transaction.',
    source: page,
    breaks: 'ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0);',
    holds: 'ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total >= 0) NOT VALID;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ constraint }) =>
            text(constraint, 'contype') === 'CONSTR_CHECK' && !isOn(constraint, 'skip_validation'),
        )
        .map(({ table }) => ({
          subject: table,
          found: `all rows of ${table} are read under a lock that stops reads`,
        })),
  },
  {
    id: 'validate-under-lock',
    title: 'A constraint is validated in the transaction that still holds its strong lock',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'The lock of ADD CONSTRAINT is kept until the end, so the scan happens under it after all.',
    safe: 'Commit in between: validate in a migration of its own.',
    source: documentation('sql-altertable.html#SQL-ALTERTABLE-NOTES'),
    breaks:
      'BEGIN; ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c; COMMIT;',
    holds:
      'ALTER TABLE orders ADD CONSTRAINT c CHECK (total >= 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ subtype, table }) =>
            subtype === 'AT_ValidateConstraint' && state.isInTransaction && state.lockedTables.has(table),
        )
        .map(({ table, name }) => ({
          subject: table,
          found: `${name} is validated while ${table} is still locked`,
        })),
  },
  {
    id: 'partition-created',
    title: 'A partition is made under a lock on the whole table',
    severity: 'low',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'It waits for every running query on the table, and all later ones wait behind it; a default partition is read as well.',
    safe: 'CREATE TABLE ... (LIKE parent INCLUDING ALL), then ATTACH PARTITION, which lets readers and writers pass.',
    source: partitions,
    breaks: 'CREATE TABLE events_next PARTITION OF events FOR VALUES FROM (40) TO (50);',
    holds: 'CREATE TABLE events_next (LIKE events);',
    judge: ({ kind, node }, state) => {
      const parent = relationName(as(list(node, 'inhRelations')[0], 'RangeVar'));
      return kind === 'CreateStmt' && field(node, 'partbound') !== null && !state.newTables.has(parent)
        ? [{ subject: parent, found: `${parent} is locked while a partition is made` }]
        : [];
    },
  },
  {
    id: 'attach-partition',
    title: 'A partition is checked row by row while it is attached',
    severity: 'medium',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'The table that becomes a partition cannot be read while it is scanned.',
    safe: 'Give it a CHECK constraint that says the same as the partition bound first; then nothing is scanned.',
    source: partitions,
    breaks: 'ALTER TABLE events ATTACH PARTITION events_old FOR VALUES FROM (0) TO (10);',
    holds: 'CREATE TABLE events_new PARTITION OF events FOR VALUES FROM (10) TO (20);',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(({ subtype }) => subtype === 'AT_AttachPartition')
        .map(({ table, node }) => {
          const part = relationName(field(as(field(node, 'def'), 'PartitionCmd'), 'name'));
          return { subject: part, found: `${part} is scanned while it becomes part of ${table}` };
        })
        .filter(({ subject }) => !state.newTables.has(subject)),
  },
  {
    id: 'detach-partition',
    title: 'A partition is detached under a lock on all of the table',
    severity: 'medium',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'No query on any partition runs meanwhile, and it waits for all that already run.',
    safe: 'DETACH PARTITION ... CONCURRENTLY, outside a transaction.',
    source: partitions,
    breaks: 'ALTER TABLE events DETACH PARTITION events_first;',
    holds: 'ALTER TABLE events DETACH PARTITION events_first CONCURRENTLY;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ subtype, node }) =>
            subtype === 'AT_DetachPartition' && !isOn(as(field(node, 'def'), 'PartitionCmd'), 'concurrent'),
        )
        .map(({ table }) => ({ subject: table, found: `${table} is locked while a partition leaves it` })),
  },
];
