import { nodesOf, type PlanNode } from './plan.ts';
import type { PlanProblem } from './plan-problems.ts';
import { compared } from './predicate.ts';
import type { Statement } from './statement.ts';
import { largeTableRows, type DatabaseFacts, type StatementCount } from './statistics.ts';

const maxKeptShare = 0.2;

/**
 * The whole table was read although a value of the column's own type finds its rows through an index: the value that was asked for
 * is of another type or collation (`reference = 5` where reference is a text), so the server converts the column of every row. The
 * digest does not show the value; what was counted does.
 */
export function mysqlConversions(
  root: PlanNode,
  asked: StatementCount & { readonly statement: Statement },
  { tables, indexes }: Pick<DatabaseFacts, 'tables' | 'indexes'>,
): readonly PlanProblem[] {
  const { statement, calls, rows, examinedRows } = asked;
  const [name, ...others] = statement.tables;
  const table = tables.find((each) => each.name === name);
  // A sum or a grouping answers with few rows however many it needs.
  if (table === undefined || others.length > 0 || statement.functions.length > 0) return [];
  const isWhole = (examinedRows ?? 0) / calls >= table.rows / 2;
  if (table.rows < largeTableRows || !isWhole || rows / calls > table.rows * maxKeptShare) return [];
  const node = [...nodesOf(root)].find((each) => each.node.relation === name)?.node;
  const column = indexes.find((index) => index.table === name && index.name === node?.index)?.keys[0];
  const isAsked = statement.parameters.some((place) => place.kind === 'column' && place.column === column);
  if (node === undefined || column === undefined || !isAsked || node.rows > table.rows * maxKeptShare)
    return [];
  const condition = { ...compared(column), castTo: 'the type or collation of the value' };
  return [{ kind: 'filter', table, conditions: [condition], order: [], keptRows: rows / calls }];
}
