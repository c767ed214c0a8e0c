import type { SqlNode, SqlStatement } from './parse.ts';
import type { ScriptState } from './script.ts';
import { as, below, field, list, relationName, text } from './tree.ts';

/** One part of an ALTER TABLE: `AT_AddColumn`, its definition, its name. */
export interface AlterCommand {
  readonly table: string;
  readonly subtype: string;
  readonly name: string;
  readonly column: SqlNode | null;
  readonly constraint: SqlNode | null;
  readonly node: SqlNode;
}

/** The parts of an ALTER TABLE on a table that was there before; none for a table this migration made. */
export function alterCommands({ kind, node }: SqlStatement, state: ScriptState): readonly AlterCommand[] {
  if (kind !== 'AlterTableStmt' || text(node, 'objtype') !== 'OBJECT_TABLE') return [];
  const table = relationName(field(node, 'relation'));
  if (state.newTables.has(table)) return [];
  return list(node, 'cmds').flatMap((each): readonly AlterCommand[] => {
    const command = as(each, 'AlterTableCmd');
    if (command === null) return [];
    const definition = field(command, 'def');
    return [
      {
        table,
        subtype: text(command, 'subtype'),
        name: text(command, 'name'),
        column: as(definition, 'ColumnDef'),
        constraint: as(definition, 'Constraint'),
        node: command,
      },
    ];
  });
}

/** Constraints written with a new column: `not null default 0 references teams(id)`. */
export const columnConstraints = (column: SqlNode | null): readonly SqlNode[] =>
  list(column, 'constraints')
    .map((each) => as(each, 'Constraint'))
    .filter((each) => each !== null);

export const hasConstraint = (column: SqlNode | null, type: string): boolean =>
  columnConstraints(column).some((each) => text(each, 'contype') === type);

/** Functions whose result differs from row to row, so that a default of theirs is worked out for every row (pg_proc.provolatile = v). */
const stableFunctions = new Set([
  'now',
  'current_timestamp',
  'transaction_timestamp',
  'statement_timestamp',
  'current_date',
  'localtimestamp',
  'to_jsonb',
  'jsonb_build_object',
  'json_build_object',
  'jsonb_build_array',
  'array_fill',
  'lower',
  'upper',
  'concat',
  'coalesce',
  'length',
  'abs',
  'round',
  'timezone',
  'date_trunc',
  'make_interval',
  'current_setting',
  'md5',
  'format',
  'to_char',
  'to_date',
  'to_timestamp',
  'least',
  'greatest',
  'nullif',
  'floor',
  'ceil',
  'date',
  'text',
  'int4',
  'int8',
  'numeric',
]);

/** The name of a function that is volatile or not known to be stable; null when the expression is fine. */
export function volatileFunction(expression: SqlNode | null): string | null {
  for (const { type, node } of below(expression)) {
    if (type !== 'FuncCall') continue;
    const name = text(as(list(node, 'funcname').at(-1), 'String'), 'sval');
    if (!stableFunctions.has(name)) return name;
  }
  return null;
}

/** The relation a statement is about, when it was there before this migration. */
export function existingRelation({ node }: SqlStatement, state: ScriptState): string | null {
  const name = relationName(field(node, 'relation'));
  return name === '' || state.newTables.has(name) ? null : name;
}
