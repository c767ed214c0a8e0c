import { parseSql, type SqlNode } from '../sql/parse.ts';
import { as, below, field, list, relationName, text } from '../sql/tree.ts';

/** Where a parameter stands, so that a likely value can be found for it. */
export type ParameterPlace =
  | { readonly kind: 'limit' }
  | { readonly kind: 'offset' }
  | { readonly kind: 'pattern'; readonly table: string; readonly column: string }
  | { readonly kind: 'column'; readonly table: string; readonly column: string }
  | { readonly kind: 'unknown' };

export interface Statement {
  readonly kind: 'select' | 'insert' | 'update' | 'delete';
  /** Tables it names, each once. */
  readonly tables: readonly string[];
  /** The same tables by the names they go by in it. */
  readonly aliases: ReadonlyMap<string, string>;
  /** By number from 1; holes are unknown. */
  readonly parameters: readonly ParameterPlace[];
  /** Functions it calls, each once. */
  readonly functions: readonly string[];
  readonly hasLimit: boolean;
  readonly hasOffset: boolean;
  /** All its rows become one: an aggregate without GROUP BY. */
  readonly isSummed: boolean;
  /** What it is ordered by, as far as those are columns: `ordered_at DESC`. Empty when one is not. */
  readonly order: readonly string[];
}

const kinds: Readonly<Record<string, Statement['kind']>> = {
  SelectStmt: 'select',
  InsertStmt: 'insert',
  UpdateStmt: 'update',
  DeleteStmt: 'delete',
};
const maxParameters = 200;

/** A statement of `pg_stat_statements`; null when it is not one that reads or changes rows, or cannot be parsed. */
export function readStatement(sql: string): Statement | null {
  const parsed = parseSql(sql);
  const [first, second] = parsed.ok ? parsed.statements : [];
  const kind = kinds[first?.kind ?? ''];
  if (first === undefined || second !== undefined || kind === undefined) return null;
  const names = tableNames(first.node);
  const select = kind === 'select' ? first.node : null;
  return {
    kind,
    tables: [...new Set(names.values())].toSorted(),
    aliases: names,
    parameters: parametersOf(first.node, names),
    functions: functionNames(first.node),
    hasLimit: field(select, 'limitCount') !== null,
    hasOffset: field(select, 'limitOffset') !== null,
    isSummed: select !== null && isSummed(select),
    order: orderOf(list(select, 'sortClause')),
  };
}

const aggregates = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'group_concat',
  'json_arrayagg',
  'json_agg',
  'array_agg',
];

const isSummed = (select: SqlNode): boolean =>
  list(select, 'groupClause').length === 0 &&
  list(select, 'targetList').some((target) =>
    functionNames(target).some((name) => aggregates.includes(name.toLowerCase())),
  );

function orderOf(sorts: readonly SqlNode[]): readonly string[] {
  const keys = sorts.map((each) => {
    const sort = as(each, 'SortBy');
    const column = text(as(list(as(field(sort, 'node'), 'ColumnRef'), 'fields').at(-1), 'String'), 'sval');
    return { column, isDown: text(sort, 'sortby_dir') === 'SORTBY_DESC' };
  });
  if (keys.some(({ column }) => column === '')) return [];
  return keys.map(({ column, isDown }) => `${column}${isDown ? ' DESC' : ''}`);
}

function functionNames(root: SqlNode): readonly string[] {
  const names = new Set<string>();
  for (const { type, node } of below({ root }))
    if (type === 'FuncCall') names.add(text(as(list(node, 'funcname').at(-1), 'String'), 'sval'));
  return [...names].toSorted();
}

/** Tables by the name they go by in the statement. */
function tableNames(root: SqlNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const note = (range: SqlNode): void => {
    const table = relationName(range);
    if (table !== '') names.set(text(field(range, 'alias'), 'aliasname') || table, table);
  };
  for (const { type, node } of below(root)) if (type === 'RangeVar' || type === 'relation') note(node);
  return names;
}

function parametersOf(root: SqlNode, names: ReadonlyMap<string, string>): readonly ParameterPlace[] {
  const found = new Map<number, ParameterPlace>();
  const note = (node: SqlNode | null, place: ParameterPlace): void => {
    for (const number of numbersIn(node)) if (!found.has(number)) found.set(number, place);
  };
  for (const { type, node } of below({ root })) {
    if (type === 'A_Expr') noteComparison(node, names, note);
    note(field(node, 'limitCount'), { kind: 'limit' });
    note(field(node, 'limitOffset'), { kind: 'offset' });
  }
  const count = Math.min(maxParameters, Math.max(0, ...numbersIn(root)));
  return Array.from({ length: count }, (_, at) => found.get(at + 1) ?? { kind: 'unknown' });
}

function noteComparison(
  node: SqlNode,
  names: ReadonlyMap<string, string>,
  note: (node: SqlNode | null, place: ParameterPlace) => void,
): void {
  const operator = text(as(list(node, 'name').at(-1), 'String'), 'sval');
  const kind = operator.startsWith('~~') || operator.startsWith('!~~') ? 'pattern' : 'column';
  const left = columnIn(field(node, 'lexpr'), names);
  const right = columnIn(field(node, 'rexpr'), names);
  if (left !== null) note(anything(node, 'rexpr'), { kind, ...left });
  else if (right !== null) note(field(node, 'lexpr'), { kind, ...right });
}

/** The right side of IN is a list. */
const anything = (node: SqlNode, name: string): SqlNode | null =>
  field(node, name) ?? (list(node, name).length > 0 ? { items: list(node, name) } : null);

function columnIn(
  side: SqlNode | null,
  names: ReadonlyMap<string, string>,
): { readonly table: string; readonly column: string } | null {
  if (side === null) return null;
  for (const { type, node } of below({ side })) {
    if (type !== 'ColumnRef') continue;
    const parts = list(node, 'fields').map((each) => text(as(each, 'String'), 'sval'));
    const column = parts.at(-1) ?? '';
    const alias = parts.length > 1 ? (parts.at(-2) ?? '') : '';
    const table = alias === '' ? (names.size === 1 ? [...names.values()][0] : '') : names.get(alias);
    return column === '' ? null : { table: table ?? '', column };
  }
  return null;
}

function numbersIn(node: SqlNode | null): readonly number[] {
  if (node === null) return [];
  const numbers: number[] = [];
  for (const { type, node: inner } of below({ node })) {
    const number = inner['number'];
    if (type === 'ParamRef' && typeof number === 'number') numbers.push(number);
  }
  return numbers;
}
