import { alterCommands, columnConstraints } from '../commands.ts';
import { documentation, type MigrationRule } from '../rule.ts';
import { field, isOn, joinedName, list, text, typeName } from '../tree.ts';

const notes = documentation('sql-altertable.html#SQL-ALTERTABLE-NOTES');

/** Checks that come with a column or with its type. */
export const domainRules: readonly MigrationRule[] = [
  {
    id: 'column-check-validated',
    title: 'A new column brings a check that every row is read for',
    severity: 'medium',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'Nobody can read or write the table during the scan, though all old rows hold the same value.',
    safe: 'Add the column alone; ADD CONSTRAINT ... CHECK (...) NOT VALID; VALIDATE CONSTRAINT in a later transaction.',
    source: notes,
    breaks: 'ALTER TABLE users ADD COLUMN score int DEFAULT 0 CHECK (score >= 0);',
    holds:
      'ALTER TABLE users ADD COLUMN score int DEFAULT 0; ALTER TABLE users ADD CONSTRAINT score_range CHECK (score >= 0) NOT VALID;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ subtype, column }) =>
            subtype === 'AT_AddColumn' &&
            columnConstraints(column).some((each) => text(each, 'contype') === 'CONSTR_CHECK'),
        )
        .map(({ table, column }) => ({
          subject: table,
          found: `all rows of ${table} are read for the check of ${text(column, 'colname')}`,
        })),
  },
  {
    id: 'column-of-checked-domain',
    title: 'A column of a type with a check rewrites the whole table',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: true,
    why: 'Nobody can read or write the table until every row was written anew.',
    safe: 'Add the column with the plain type and the check as a constraint NOT VALID, then validate it.',
    source: notes,
    breaks: 'CREATE DOMAIN positive AS int CHECK (VALUE > 0); ALTER TABLE users ADD COLUMN score positive;',
    holds: 'CREATE DOMAIN positive AS int; ALTER TABLE users ADD COLUMN score positive;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ subtype, column }) => subtype === 'AT_AddColumn' && state.checkedDomains.has(typeName(column)),
        )
        .map(({ table, column }) => ({
          subject: table,
          found: `${table}.${text(column, 'colname')} is of ${typeName(column)}, which has a check`,
        })),
  },
  {
    id: 'domain-validated',
    title: 'A type gets a check, and every table that uses it is read for it',
    severity: 'high',
    lock: 'SHARE',
    rewrites: false,
    why: 'Nobody can write to any of these tables until all of their rows were read.',
    safe: 'ALTER DOMAIN ... ADD CONSTRAINT ... NOT VALID, then VALIDATE CONSTRAINT in a later transaction.',
    source: documentation('sql-alterdomain.html'),
    breaks: 'ALTER DOMAIN score ADD CONSTRAINT score_range CHECK (VALUE >= 0);',
    holds: 'ALTER DOMAIN score ADD CONSTRAINT score_range CHECK (VALUE >= 0) NOT VALID;',
    judge: ({ kind, node }, state) => {
      const name = joinedName(list(node, 'typeName'));
      // C adds a constraint, O makes it NOT NULL (AlterDomainStmt of PostgreSQL's parser).
      const isChecked =
        (text(node, 'subtype') === 'C' && !isOn(constraintOf(node), 'skip_validation')) ||
        text(node, 'subtype') === 'O';
      return kind === 'AlterDomainStmt' && isChecked && !state.newDomains.has(name)
        ? [
            {
              subject: name,
              found: `every table with a column of ${name} is read while nobody can write to it`,
            },
          ]
        : [];
    },
  },
];

const constraintOf = (node: Parameters<typeof field>[0]) => field(field(node, 'def'), 'Constraint');
