import { alternativesOf, compared, conditionsOf, type Condition } from './predicate.ts';
import { nodesOf, type PlanNode } from './plan.ts';
import { largeTableRows, type TableFacts } from './statistics.ts';

/** Something in a plan that costs more with each row of a table. */
export type PlanProblem =
  | {
      readonly kind: 'filter';
      readonly table: TableFacts;
      readonly conditions: readonly Condition[];
      /** What the list is sorted by afterwards, for an index that serves both. */
      readonly order: readonly string[];
      readonly keptRows: number;
    }
  | {
      /** Either of several conditions will do. */
      readonly kind: 'either';
      readonly table: TableFacts;
      readonly conditions: readonly Condition[];
      readonly keptRows: number;
    }
  | { readonly kind: 'sort'; readonly table: TableFacts; readonly order: readonly string[] }
  | { readonly kind: 'whole'; readonly table: TableFacts };

/** A filter that keeps more than this share reads the table for good reason. */
const maxKeptShare = 0.2;

/** Problems of a plan, the outermost first; a table is named once for each kind. */
export function planProblems(root: PlanNode, tables: readonly TableFacts[]): readonly PlanProblem[] {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const found: PlanProblem[] = [];
  for (const { node, above } of nodesOf(root)) {
    const part = byName.get(node.relation ?? '');
    // An index belongs to the partitioned table, and so does the growth.
    const table = part?.partitionOf === null ? part : byName.get(part?.partitionOf ?? '');
    if (part === undefined || table === undefined || table.rows < largeTableRows) continue;
    const problem = problemOf(node, above, { part, table });
    if (problem === null) continue;
    if (!found.some((each) => each.kind === problem.kind && each.table === table)) found.push(problem);
  }
  return found;
}

/** `part` is what the node reads: the table itself, or one of its partitions. */
function problemOf(
  node: PlanNode,
  above: readonly PlanNode[],
  { part, table }: { readonly part: TableFacts; readonly table: TableFacts },
): PlanProblem | null {
  const isWhole = node.type === 'Seq Scan';
  const order = orderAbove(above, node);
  // An index that only gives the order, and whose rows are looked at one by one.
  const isWalked = node.type === 'Index Scan' && node.indexCondition === null;
  if ((isWhole || isWalked) && node.filter !== null) {
    const keptRows = node.actualRows ?? node.rows;
    const isWaste = keptRows <= part.rows * maxKeptShare && !stopsEarly(above, node);
    const found = isWaste ? filterProblem(node.filter, { table, order, keptRows }) : null;
    if (found !== null) return found;
  }
  const isRead = isWhole || (node.type === 'Index Only Scan' && node.indexCondition === null);
  const joined = isWhole && node.filter === null ? joinedColumn(node, above, part) : null;
  if (joined !== null)
    return { kind: 'filter', table, conditions: [joined.condition], order: [], keptRows: joined.rows };
  const readRows = part === table ? node.rows : table.rows;
  if (!isRead || node.filter !== null || readRows < largeTableRows) return null;
  if (order.length > 0 && isLimited(above)) return { kind: 'sort', table, order };
  return isSummed(above) ? { kind: 'whole', table } : null;
}

/** The table is read whole because the few rows on the other side of a join are not looked up in it. */
function joinedColumn(
  scan: PlanNode,
  above: readonly PlanNode[],
  part: TableFacts,
): { readonly condition: Condition; readonly rows: number } | null {
  const join = above.find(({ type }) => !besideJoins.includes(type) && !through.includes(type));
  if (join === undefined || join.joinCondition === null || join.rows > part.rows * maxKeptShare) return null;
  // A plan of a few rows reads all of it only where nothing leads to them; an outer join keeps all rows of its own side.
  if (!['Inner', 'Left', 'Right', 'Semi'].includes(join.joinType ?? '')) return null;
  for (const [, left, leftColumn, right, rightColumn] of join.joinCondition.matchAll(equalColumns)) {
    const column = left === scan.alias ? leftColumn : right === scan.alias ? rightColumn : undefined;
    if (column !== undefined) return { condition: compared(column.replaceAll('"', '')), rows: join.rows };
  }
  return null;
}

/** Nodes that stand between a join and what it reads. */
const besideJoins = ['Hash', 'Sort', 'Materialize', 'Memoize'];
const equalColumns = /\((\w+)\.(\w+|"[^"]{1,64}") = (\w+)\.(\w+|"[^"]{1,64}")\)/g;

function filterProblem(
  filter: string,
  of: { readonly table: TableFacts; readonly order: readonly string[]; readonly keptRows: number },
): PlanProblem | null {
  const conditions = conditionsOf(filter);
  if (conditions.length > 0) return { kind: 'filter', conditions, ...of };
  const either = alternativesOf(filter);
  if (either.length === 0) return null;
  return { kind: 'either', table: of.table, conditions: either, keptRows: of.keptRows };
}

/** Nodes that only pass on what they get; Append is that of a partitioned table. */
const through = ['Gather Merge', 'Gather', 'Result', 'Subquery Scan', 'Append', 'Merge Append'];

/** Between the scan and what it is sorted for stand only nodes that keep its rows apart. */
function orderAbove(above: readonly PlanNode[], scan: PlanNode): readonly string[] {
  for (const node of above) {
    if (node.type === 'Sort' || node.type === 'Incremental Sort') return ownKeys(node.sortKey, scan);
    if (!through.includes(node.type)) return [];
  }
  return [];
}

/** `posts.created_at DESC` without its table; another table's column, or an expression, is no key of ours. */
function ownKeys(keys: readonly string[], scan: PlanNode): readonly string[] {
  const own = keys.map((key) => /^(?:(\w+)\.)?(\w+)((?: DESC| ASC)?(?: NULLS (?:FIRST|LAST))?)$/.exec(key));
  const isOurs = own.every(
    (each) => each !== null && (each[1] === undefined || each[1] === (scan.alias ?? scan.relation)),
  );
  return isOurs ? own.map((each) => `${each?.[2] ?? ''}${each?.[3] ?? ''}`) : [];
}

/** The planner expects the limit to be reached after less than half of the table. */
function stopsEarly(above: readonly PlanNode[], scan: PlanNode): boolean {
  const next = above.find(({ type }) => !through.includes(type));
  return next?.type === 'Limit' && next.totalCost < scan.totalCost / 2;
}

const isLimited = (above: readonly PlanNode[]): boolean => above.some(({ type }) => type === 'Limit');

/** A few rows come out of an aggregate over all of them. */
const isSummed = (above: readonly PlanNode[]): boolean =>
  above.some(({ type, rows }) => type.endsWith('Aggregate') && rows <= 1000);
