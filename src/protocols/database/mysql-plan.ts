import { asPostgres } from './mysql-spelling.ts';
import { mysqlTokens } from './mysql-text.ts';
import type { PlanNode } from './plan.ts';
import type { Statement } from './statement.ts';

/** What is known of a statement besides its plan. */
export interface MysqlAsked {
  readonly statement: Pick<Statement, 'aliases' | 'order' | 'isSummed' | 'hasLimit'>;
  /** Rows one run answers with; for a sum of many rows nothing follows from it. */
  readonly rowsPerCall: number;
}

const maxNodes = 2_000;
const maxDepth = 100;

/**
 * `EXPLAIN FORMAT=JSON` of MySQL (version 1) and MariaDB as the same kind of tree that PostgreSQL's plans become. Null when it is
 * no plan. MySQL guesses how many rows a condition without an index keeps, MariaDB says all: what was counted stands in for both.
 */
export function readMysqlPlan(value: unknown, asked: MysqlAsked): PlanNode | null {
  const whole: unknown = typeof value === 'string' ? parsed(value) : value;
  if (!isRecord(whole) || !isRecord(whole['query_block'])) return null;
  const left = { nodes: maxNodes };
  const inner = nodesIn(whole['query_block'], { asked, left }, 0);
  const { isSummed, hasLimit } = asked.statement;
  const summed = isSummed ? [branch('Aggregate', inner, { rows: 1 })] : inner;
  return hasLimit ? branch('Limit', summed, {}) : branch('Result', summed, {});
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface Walk {
  readonly asked: MysqlAsked;
  readonly left: { nodes: number };
}

/** Tables, and what sorts them, wherever the server put them; other wrappers are looked through. */
function nodesIn(value: unknown, walk: Walk, depth: number): readonly PlanNode[] {
  walk.left.nodes -= 1;
  if (walk.left.nodes < 0 || depth > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((each) => nodesIn(each, walk, depth + 1));
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, child]) => nodeOf(name, child, { walk, depth }));
}

function nodeOf(
  name: string,
  child: unknown,
  { walk, depth }: { readonly walk: Walk; readonly depth: number },
): readonly PlanNode[] {
  if (!isRecord(child)) return Array.isArray(child) ? nodesIn(child, walk, depth + 1) : [];
  if (name === 'table' && typeof child['table_name'] === 'string')
    return [tableNode(child, walk.asked), ...nodesIn(child, walk, depth + 1)];
  const below = nodesIn(child, walk, depth + 1);
  const isGrouped = name === 'temporary_table' || child['using_temporary_table'] === true;
  const inner = isGrouped ? [branch('Aggregate', below, { rows: walk.asked.rowsPerCall })] : below;
  const isSorted = name === 'filesort' || child['using_filesort'] === true;
  return isSorted ? [branch('Sort', inner, { sortKey: sortKeyOf(child, walk.asked) })] : inner;
}

/** MariaDB names the keys (`orders.ordered_at desc`), MySQL leaves them to the statement. */
function sortKeyOf(sort: Readonly<Record<string, unknown>>, { statement }: MysqlAsked): readonly string[] {
  const named = sort['sort_key'];
  if (typeof named !== 'string') return statement.order;
  return named.split(',').map((key) =>
    key
      .trim()
      .replaceAll('`', '')
      .replace(/ desc$/i, ' DESC'),
  );
}

function tableNode(
  table: Readonly<Record<string, unknown>>,
  { statement, rowsPerCall }: MysqlAsked,
): PlanNode {
  const rows = numberOf(table['rows']) ?? numberOf(table['rows_examined_per_scan']) ?? 0;
  const kept = (rows * (numberOf(table['filtered']) ?? 100)) / 100;
  const alias = String(table['table_name']);
  const condition = table['attached_condition'];
  const filter = typeof condition === 'string' ? spelled(condition) : null;
  const access = String(table['access_type'] ?? '');
  // An index that is read from end to end is a table that is read from end to end.
  const isWhole = access === 'ALL' || (access === 'index' && filter !== null);
  return {
    ...bareNode,
    type: isWhole ? 'Seq Scan' : access === 'index' ? 'Index Only Scan' : 'Index Scan',
    relation: statement.aliases.get(alias) ?? alias,
    alias,
    index: typeof table['key'] === 'string' ? table['key'] : null,
    filter,
    indexCondition: access === 'index' || access === 'ALL' ? null : access,
    totalCost: rows,
    rows: filter === null || statement.isSummed ? kept : Math.min(kept, rowsPerCall),
  };
}

/** Conditions the optimizer wrapped (`<cache>(...)`) are conditions still. */
const spelled = (condition: string): string =>
  asPostgres(mysqlTokens(condition.replaceAll(/<[a-z_]+>(?=\()/g, '')));

const bareNode: PlanNode = {
  type: '',
  relation: null,
  alias: null,
  index: null,
  filter: null,
  indexCondition: null,
  sortKey: [],
  joinType: null,
  joinCondition: null,
  totalCost: 0,
  rows: 0,
  actualRows: null,
  loops: 1,
  children: [],
};

const branch = (type: string, children: readonly PlanNode[], change: Partial<PlanNode>): PlanNode => ({
  ...bareNode,
  type,
  children,
  totalCost: children.reduce((sum, { totalCost }) => sum + totalCost, 0),
  rows: Math.max(0, ...children.map(({ rows }) => rows)),
  ...change,
});

/** Rows the plan expects to read in all: the product along joins is left to the server, so this is a floor. */
export const rowsRead = (root: PlanNode): number => root.totalCost;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** MySQL writes some figures as texts. */
function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
