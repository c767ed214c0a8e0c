import { alterCommands, columnConstraints, hasConstraint, volatileFunction } from '../commands.ts';
import { documentation, type MigrationRule } from '../rule.ts';
import { field, isOn, list, text, typeName } from '../tree.ts';

const notes = documentation('sql-altertable.html#SQL-ALTERTABLE-NOTES');

export const columnRules: readonly MigrationRule[] = [
  {
    id: 'column-not-null-without-default',
    title: 'A column that must not be empty is added to rows that have no value for it',
    severity: 'blocker',
    lock: null,
    rewrites: false,
    why: 'It fails on the first table with rows, and the release that inserts without it fails from then on.',
    safe: 'Add it with a default, or add it empty, fill it in, then SET NOT NULL.',
    source: notes,
    breaks: 'ALTER TABLE users ADD COLUMN plan text NOT NULL;',
    holds: "ALTER TABLE users ADD COLUMN plan text NOT NULL DEFAULT 'free';",
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ subtype, column }) =>
            subtype === 'AT_AddColumn' && hasConstraint(column, 'CONSTR_NOTNULL') && !isFilled(column),
        )
        .map(({ table, column }) => ({
          subject: table,
          found: `${table}.${text(column, 'colname')} is NOT NULL and has no default`,
        })),
  },
  {
    id: 'column-volatile-default',
    title: 'A default that differs by row rewrites the whole table',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: true,
    why: 'Nobody can read or write the table until every row was written anew.',
    safe: 'Add the column without a default, set the default for new rows, fill old rows in batches.',
    source: notes,
    breaks: 'ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid();',
    holds: 'ALTER TABLE users ADD COLUMN created timestamptz DEFAULT now();',
    judge: (statement, state) =>
      alterCommands(statement, state).flatMap(({ subtype, column, table }) => {
        const standard = columnConstraints(column).find((each) => text(each, 'contype') === 'CONSTR_DEFAULT');
        const name =
          subtype === 'AT_AddColumn' && standard !== undefined
            ? volatileFunction(field(standard, 'raw_expr'))
            : null;
        return name === null
          ? []
          : [{ subject: table, found: `${table}.${text(column, 'colname')} gets ${name}() for every row` }];
      }),
  },
  {
    id: 'column-serial',
    title: 'A counting column rewrites the whole table',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: true,
    why: 'Every row is numbered and written anew while nobody can read the table.',
    safe: 'Add a plain column, make the sequence, set it as default, number old rows in batches.',
    source: notes,
    breaks: 'ALTER TABLE users ADD COLUMN number bigserial;',
    holds: 'ALTER TABLE users ADD COLUMN number bigint;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ subtype, column }) =>
            subtype === 'AT_AddColumn' &&
            (/^(?:small|big)?serial[248]?$/.test(typeName(column)) ||
              hasConstraint(column, 'CONSTR_IDENTITY')),
        )
        .map(({ table, column }) => ({
          subject: table,
          found: `${table}.${text(column, 'colname')} numbers every row`,
        })),
  },
  {
    id: 'column-generated',
    title: 'A stored generated column rewrites the whole table',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: true,
    why: 'It is worked out for every row while nobody can read the table.',
    safe: 'Add a plain column, keep it up to date with a trigger, fill old rows in batches.',
    source: documentation('ddl-generated-columns.html'),
    breaks: 'ALTER TABLE users ADD COLUMN lowered text GENERATED ALWAYS AS (lower(email)) STORED;',
    holds: 'ALTER TABLE users ADD COLUMN lowered text;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ subtype, column }) =>
            subtype === 'AT_AddColumn' &&
            columnConstraints(column).some(
              (each) => text(each, 'contype') === 'CONSTR_GENERATED' && text(each, 'generated_kind') !== 'v',
            ),
        )
        .map(({ table, column }) => ({
          subject: table,
          found: `${table}.${text(column, 'colname')} is worked out for every row`,
        })),
  },
  {
    id: 'column-type-change',
    title: 'A column changes its type and the whole table is rewritten',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: true,
    why: 'Nobody can read or write the table until every row and index was written anew; the running release may not know the new type.',
    safe: 'Add a column of the new type, write to both, fill old rows in batches, switch, drop the old one later.',
    source: notes,
    breaks: 'ALTER TABLE users ALTER COLUMN age TYPE bigint;',
    holds: 'ALTER TABLE users ALTER COLUMN email TYPE text;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ subtype, column }) =>
            subtype === 'AT_AlterColumnType' && (!isWidening(column) || field(column, 'collClause') !== null),
        )
        .map(({ table, name, column }) => ({
          subject: table,
          found: `${table}.${name} becomes ${typeName(column)}`,
        })),
  },
  {
    id: 'column-set-not-null',
    title: 'Every row is read under the strongest lock to see that a column is never empty',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'Nobody can read or write the table during the scan, and the release that still writes NULL fails.',
    safe: 'ADD CONSTRAINT ... CHECK (column IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, then SET NOT NULL (no scan from PostgreSQL 12 on).',
    source: documentation('sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL'),
    breaks: 'ALTER TABLE users ALTER COLUMN email SET NOT NULL;',
    holds:
      'ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID; ALTER TABLE users VALIDATE CONSTRAINT email_there; ALTER TABLE users ALTER COLUMN email SET NOT NULL;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ subtype, name, table }) =>
            subtype === 'AT_SetNotNull' && !state.checkedColumns.has(`${table}.${name}`),
        )
        .map(({ table, name }) => ({
          subject: table,
          found: `all rows of ${table} are read to see that ${name} is never empty`,
        })),
  },
  {
    id: 'column-inline-constraint',
    title: 'A new column brings a key that locks tables while it is checked',
    severity: 'medium',
    lock: 'SHARE ROW EXCLUSIVE',
    rewrites: false,
    why: 'The table it points at cannot be written to while the key is added; a unique one builds its index under the strongest lock.',
    safe: 'Add the column alone; add the key NOT VALID and validate it afterwards.',
    source: notes,
    breaks: 'ALTER TABLE orders ADD COLUMN team_id int REFERENCES teams (id);',
    holds: 'ALTER TABLE orders ADD COLUMN team_id int;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(
          ({ subtype, column }) =>
            subtype === 'AT_AddColumn' &&
            columnConstraints(column).some((each) =>
              /^CONSTR_(?:FOREIGN|UNIQUE|PRIMARY)$/.test(text(each, 'contype')),
            ),
        )
        .map(({ table, column }) => ({
          subject: table,
          found: `${table}.${text(column, 'colname')} comes with a key`,
        })),
  },
  {
    id: 'drop-column',
    title: 'A column and everything in it is dropped',
    severity: 'high',
    lock: 'ACCESS EXCLUSIVE',
    rewrites: false,
    why: 'The data is gone, the running release fails at its next query, and no rollback brings it back.',
    safe: 'Release code that no longer reads it, keep a copy, drop it one release later.',
    source: documentation('sql-altertable.html'),
    breaks: 'ALTER TABLE users DROP COLUMN age;',
    holds: 'ALTER TABLE users ALTER COLUMN age DROP DEFAULT;',
    judge: (statement, state) =>
      alterCommands(statement, state)
        .filter(({ subtype }) => subtype === 'AT_DropColumn')
        .map(({ table, name }) => ({ subject: table, found: `${table}.${name} and its data are dropped` })),
  },
  {
    id: 'id-runs-out',
    title: 'Ids of a new table end at 2,147 million',
    severity: 'low',
    lock: null,
    rewrites: false,
    why: 'When they run out every insert fails, and changing the type then rewrites a very large table.',
    safe: 'Use bigint (bigserial, or bigint GENERATED ALWAYS AS IDENTITY).',
    source: documentation('datatype-numeric.html#DATATYPE-INT'),
    breaks: 'CREATE TABLE visits (id serial PRIMARY KEY, page text);',
    holds: 'CREATE TABLE visits (id bigserial PRIMARY KEY, page text);',
    judge: ({ kind, node }) =>
      kind !== 'CreateStmt'
        ? []
        : list(node, 'tableElts').flatMap((each) => {
            const column = field(each, 'ColumnDef');
            const isCounting =
              /^(?:small)?serial[24]?$/.test(typeName(column)) ||
              (/^int[24]$/.test(typeName(column)) && hasConstraint(column, 'CONSTR_IDENTITY'));
            const table = text(field(node, 'relation'), 'relname');
            return isCounting && hasConstraint(column, 'CONSTR_PRIMARY')
              ? [{ subject: table, found: `${table}.${text(column, 'colname')} is a 32-bit number` }]
              : [];
          }),
  },
];

/** A default, or a kind of column that fills itself. */
const isFilled = (column: Readonly<Record<string, unknown>> | null): boolean =>
  ['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED'].some((type) => hasConstraint(column, type)) ||
  /serial/.test(typeName(column));

/** To unlimited text no row changes; anything else may rewrite, and the old type is not known from here. */
const isWidening = (column: Readonly<Record<string, unknown>> | null): boolean => {
  const type = field(column, 'typeName');
  const isUnlimited =
    typeName(column) === 'text' || (typeName(column) === 'varchar' && list(type, 'typmods').length === 0);
  return isUnlimited && field(column, 'raw_default') === null && !isOn(type, 'setof');
};
