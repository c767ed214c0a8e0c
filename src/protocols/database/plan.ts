/** A node of `EXPLAIN (FORMAT JSON)`; costs are the planner's units. */
export interface PlanNode {
  readonly type: string;
  readonly relation: string | null;
  readonly alias: string | null;
  readonly index: string | null;
  readonly filter: string | null;
  readonly indexCondition: string | null;
  readonly sortKey: readonly string[];
  readonly joinType: string | null;
  /** `(l.order_id = o.id)`, of a hash, merge or nested join. */
  readonly joinCondition: string | null;
  readonly totalCost: number;
  readonly rows: number;
  /** Null unless it was run. */
  readonly actualRows: number | null;
  readonly loops: number;
  readonly children: readonly PlanNode[];
}

export interface Plan {
  readonly root: PlanNode;
  /** Null unless it was run. */
  readonly executionMs: number | null;
}

const maxNodes = 2_000;
const maxDepth = 100;

/** The value of the one column PostgreSQL answers with; null when it is no plan, or larger than any real one. */
export function readPlan(value: unknown): Plan | null {
  const whole: unknown = typeof value === 'string' ? parsed(value) : value;
  const first: unknown = Array.isArray(whole) ? whole[0] : whole;
  if (!isRecord(first)) return null;
  const left = { nodes: maxNodes };
  const root = readNode(first['Plan'], left, 0);
  if (root === null) return null;
  const took = first['Execution Time'];
  return { root, executionMs: typeof took === 'number' ? took : null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function readNode(value: unknown, left: { nodes: number }, depth: number): PlanNode | null {
  left.nodes -= 1;
  if (!isRecord(value) || left.nodes < 0 || depth > maxDepth) return null;
  const children: unknown = value['Plans'];
  const sortKey: unknown = value['Sort Key'];
  return {
    type: textOf(value['Node Type']) ?? '',
    relation: textOf(value['Relation Name']),
    alias: textOf(value['Alias']),
    index: textOf(value['Index Name']),
    filter: textOf(value['Filter']),
    indexCondition: textOf(value['Index Cond']),
    sortKey: Array.isArray(sortKey) ? sortKey.filter((each) => typeof each === 'string') : [],
    joinType: textOf(value['Join Type']),
    joinCondition: textOf(value['Hash Cond']) ?? textOf(value['Merge Cond']) ?? textOf(value['Join Filter']),
    totalCost: numberOf(value['Total Cost']) ?? 0,
    rows: numberOf(value['Plan Rows']) ?? 0,
    actualRows: numberOf(value['Actual Rows']),
    loops: numberOf(value['Actual Loops']) ?? 1,
    children: (Array.isArray(children) ? children : []).flatMap((child) => {
      const node = readNode(child, left, depth + 1);
      return node === null ? [] : [node];
    }),
  };
}

/** Every node with those above it, the nearest first. */
export function* nodesOf(
  node: PlanNode,
  above: readonly PlanNode[] = [],
): Generator<{ readonly node: PlanNode; readonly above: readonly PlanNode[] }> {
  yield { node, above };
  for (const child of node.children) yield* nodesOf(child, [node, ...above]);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
