import { parseSql, type SqlNode } from '../sql/parse.ts';
import { as, field, list, text, typeName } from '../sql/tree.ts';
import { quoted } from './dialect.ts';

/** One condition of a plan node that an index could answer. */
export interface Condition {
  /** `equal`: one value or a few; `range`: an order; `pattern`: LIKE; `contains`: inside a document, an array or a text vector. */
  readonly kind: 'equal' | 'range' | 'pattern' | 'contains' | 'null';
  readonly column: string;
  /** Set when not the column itself is compared: `lower(email)`, as PostgreSQL wrote it. */
  readonly expression: string | null;
  /** The type the column is converted to before it is compared; null: it is compared as it is. */
  readonly castTo: string | null;
  /** What it says of few values, fit for a partial index: `deleted_at is null`, `not archived`; null: it compares with a value. */
  readonly mark: string | null;
  /** Why its index cannot be written down: counted statements no longer hold the constants inside of it. Null: it can. */
  readonly open: 'document' | 'search' | 'call' | 'member' | null;
}

/** A column compared with a value of its own type. */
export const compared = (column: string): Condition => plain('equal', column);

const plain = (kind: Condition['kind'], column: string): Condition => ({
  kind,
  column,
  expression: null,
  castTo: null,
  mark: null,
  open: null,
});

/** Filter texts come from the server, deparsed and fully bracketed. What is not understood is left out. */
export function conditionsOf(filter: string): readonly Condition[] {
  const statement = parseSql(`select 1 where ${filter}`);
  if (!statement.ok) return [];
  const where = field(statement.statements[0]?.node, 'whereClause');
  return conjuncts(where, 0).flatMap(conditionOf);
}

const maxDepth = 50;

/** Conditions of which either will do, as long as each could be answered by an index of its own; empty where there is no such. */
export function alternativesOf(filter: string): readonly Condition[] {
  const statement = parseSql(`select 1 where ${filter}`);
  if (!statement.ok) return [];
  const either = as(field(statement.statements[0]?.node, 'whereClause'), 'BoolExpr');
  if (text(either, 'boolop') !== 'OR_EXPR') return [];
  const arms = list(either, 'args').map((arm) => conjuncts(arm, 0).flatMap(conditionOf)[0]);
  const known = arms.filter((arm) => arm !== undefined);
  const isEach =
    known.length === arms.length && known.every(({ castTo, open }) => castTo === null && open === null);
  return isEach ? known : [];
}

/** The parts joined by AND. */
function conjuncts(node: SqlNode | null, depth: number): readonly SqlNode[] {
  if (node === null || depth > maxDepth) return [];
  const both = as(node, 'BoolExpr');
  if (both === null) return [node];
  if (text(both, 'boolop') === 'NOT_EXPR') return [node];
  if (text(both, 'boolop') !== 'AND_EXPR') return [];
  return list(both, 'args').flatMap((each) => conjuncts(each, depth + 1));
}

const kinds: Readonly<Record<string, Condition['kind']>> = {
  '=': 'equal',
  '<': 'range',
  '>': 'range',
  '<=': 'range',
  '>=': 'range',
  BETWEEN: 'range',
  '~~': 'pattern',
  '~~*': 'pattern',
  '~': 'pattern',
  '~*': 'pattern',
  '@>': 'contains',
  '<@': 'contains',
  '@@': 'contains',
  '&&': 'contains',
  '?': 'contains',
};
const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

function conditionOf(node: SqlNode): readonly Condition[] {
  const marked = markOf(node);
  if (marked !== null) return [marked];
  const compared = as(node, 'A_Expr');
  if (compared === null) return [];
  const operator = text(as(list(compared, 'name').at(-1), 'String'), 'sval');
  const left = sideOf(field(compared, 'lexpr'), kinds[operator] ?? null);
  if (left.length > 0) return left;
  const right = sideOf(field(compared, 'rexpr'), kinds[mirrored[operator] ?? operator] ?? null);
  // `'red' = any (tags)`: the column is the list, and a b-tree holds lists whole.
  if (text(compared, 'kind') !== 'AEXPR_OP_ANY') return right;
  return right.map((each) => ({ ...each, kind: 'contains', open: 'member' }));
}

/** Nothing is compared with a value: null or not, true or not. */
function markOf(node: SqlNode): Condition | null {
  const nullTest = as(node, 'NullTest');
  if (nullTest !== null) {
    const column = columnName(field(nullTest, 'arg'));
    const is = text(nullTest, 'nulltesttype') === 'IS_NOT_NULL' ? 'is not null' : 'is null';
    return column === null ? null : { ...plain('null', column), mark: `${quoted(column)} ${is}` };
  }
  const negated = as(node, 'BoolExpr');
  const isNegated = text(negated, 'boolop') === 'NOT_EXPR';
  const column = columnName(isNegated ? (list(negated, 'args')[0] ?? null) : node);
  if (column === null) return null;
  return { ...plain('equal', column), mark: `${isNegated ? 'not ' : ''}${quoted(column)}` };
}

function sideOf(side: SqlNode | null, kind: Condition['kind'] | null): readonly Condition[] {
  if (side === null || kind === null) return [];
  const bare = columnName(side);
  if (bare !== null) return [plain(kind, bare)];
  const cast = as(side, 'TypeCast');
  const inside = cast === null ? null : columnName(field(cast, 'arg'));
  if (inside !== null) return [{ ...plain(kind, inside), castTo: typeName(cast) }];
  return [...called(as(side, 'FuncCall'), kind), ...picked(as(side, 'A_Expr'), kind)];
}

/** What a moment is reduced to: an index on it would depend on the time zone of whoever asks, so none can be built. */
const timeParts = ['date', 'date_trunc', 'date_part', 'extract', 'to_char', 'timezone'];

function called(call: SqlNode | null, kind: Condition['kind']): readonly Condition[] {
  const args = list(call, 'args');
  const [column, ...others] = args.flatMap((each) => columnName(stripCast(each)) ?? []);
  if (call === null || column === undefined || others.length > 0) return [];
  const name = text(as(list(call, 'funcname').at(-1), 'String'), 'sval');
  if (timeParts.includes(name)) return [{ ...plain(kind, column), castTo: timePart }];
  const expression = `${name}(${column})`;
  if (args.length === 1) return [{ ...plain(kind, column), expression }];
  return [{ ...plain(kind, column), expression, open: name === 'to_tsvector' ? 'search' : 'call' }];
}

/** `data ->> 'state'`: a value inside a document. */
function picked(pick: SqlNode | null, kind: Condition['kind']): readonly Condition[] {
  const operator = text(as(list(pick, 'name').at(-1), 'String'), 'sval');
  const column = columnName(field(pick, 'lexpr'));
  if (column === null || !['->', '->>', '#>', '#>>'].includes(operator)) return [];
  return [{ ...plain(kind, column), expression: `${column} ${operator} …`, open: 'document' }];
}

export const timePart = 'a part of its time';

const stripCast = (node: SqlNode | null): SqlNode | null => field(as(node, 'TypeCast'), 'arg') ?? node;

function columnName(node: SqlNode | null): string | null {
  const fields = list(as(node, 'ColumnRef'), 'fields');
  const name = text(as(fields.at(-1), 'String'), 'sval');
  return name === '' ? null : name;
}
