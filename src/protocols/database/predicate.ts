import { parseSql, type SqlNode } from '../sql/parse.ts';
import { as, field, list, text, typeName } from '../sql/tree.ts';

/** One condition of a plan node that an index could answer. */
export interface Condition {
  /** `equal`: one value or a few; `range`: an order; `pattern`: LIKE; `contains`: inside a document, an array or a text vector. */
  readonly kind: 'equal' | 'range' | 'pattern' | 'contains' | 'null';
  readonly column: string;
  /** Set when not the column itself is compared: `lower(email)`, as PostgreSQL wrote it. */
  readonly expression: string | null;
  /** The type the column is converted to before it is compared; null: it is compared as it is. */
  readonly castTo: string | null;
}

/** Filter texts come from the server, deparsed and fully bracketed. What is not understood is left out. */
export function conditionsOf(filter: string): readonly Condition[] {
  const statement = parseSql(`select 1 where ${filter}`);
  if (!statement.ok) return [];
  const where = field(statement.statements[0]?.node, 'whereClause');
  return conjuncts(where, 0).flatMap(conditionOf);
}

const maxDepth = 50;

/** The parts joined by AND. */
function conjuncts(node: SqlNode | null, depth: number): readonly SqlNode[] {
  if (node === null || depth > maxDepth) return [];
  const both = as(node, 'BoolExpr');
  if (both === null) return [node];
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
  const nullTest = as(node, 'NullTest');
  if (nullTest !== null) return sideOf(field(nullTest, 'arg'), 'null');
  const truth = as(node, 'ColumnRef');
  if (truth !== null) return sideOf(node, 'equal');
  const compared = as(node, 'A_Expr');
  if (compared === null) return [];
  const operator = text(as(list(compared, 'name').at(-1), 'String'), 'sval');
  const left = sideOf(field(compared, 'lexpr'), kinds[operator] ?? null);
  if (left.length > 0) return left;
  return sideOf(field(compared, 'rexpr'), kinds[mirrored[operator] ?? operator] ?? null);
}

function sideOf(side: SqlNode | null, kind: Condition['kind'] | null): readonly Condition[] {
  if (side === null || kind === null) return [];
  const bare = columnName(side);
  if (bare !== null) return [{ kind, column: bare, expression: null, castTo: null }];
  const cast = as(side, 'TypeCast');
  const inside = cast === null ? null : columnName(field(cast, 'arg'));
  if (inside !== null) return [{ kind, column: inside, expression: null, castTo: typeName(cast) }];
  const call = as(side, 'FuncCall');
  const [argument, ...more] = list(call, 'args');
  const column = columnName(stripCast(argument ?? null));
  if (call === null || column === null || more.length > 0) return [];
  const name = text(as(list(call, 'funcname').at(-1), 'String'), 'sval');
  return [{ kind, column, expression: `${name}(${column})`, castTo: null }];
}

const stripCast = (node: SqlNode | null): SqlNode | null => field(as(node, 'TypeCast'), 'arg') ?? node;

function columnName(node: SqlNode | null): string | null {
  const fields = list(as(node, 'ColumnRef'), 'fields');
  const name = text(as(fields.at(-1), 'String'), 'sval');
  return name === '' ? null : name;
}
