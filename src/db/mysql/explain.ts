import { failure, ok, type Result } from '../../model/outside.ts';
import { mysqlConversions } from '../../protocols/database/mysql-conversions.ts';
import { readMysqlPlan } from '../../protocols/database/mysql-plan.ts';
import { asReading } from '../../protocols/database/mysql-values.ts';
import type { PlanNode } from '../../protocols/database/plan.ts';
import { planProblems, type PlanProblem } from '../../protocols/database/plan-problems.ts';
import type { ParameterPlace } from '../../protocols/database/statement.ts';
import { largeTableRows, type DatabaseFacts } from '../../protocols/database/statistics.ts';
import type { Asked } from '../looked.ts';
import type { MysqlSession } from './session.ts';
import { literal, name } from './sql.ts';

const maxDigestText = 1_000;

/** The statement with likely values, and the plan the server makes for it. */
export interface Planned {
  readonly sql: string;
  readonly root: PlanNode;
}

export async function planOf(session: MysqlSession, asked: Asked): Promise<Result<Planned>> {
  if (asked.text.endsWith('...') && asked.text.length >= maxDigestText)
    return failure('failed', 'its text is longer than performance_schema keeps (max_digest_length)');
  const values: string[] = [];
  for (const place of asked.statement.parameters) values.push(await likelyValue(session, place, asked));
  const sql = asReading(asked.text, values);
  if (sql === null) return failure('failed', 'its plan cannot be asked for in a session that only reads');
  const chosen = await session.run(`use ${name(session.database)}`);
  if (!chosen.ok) return chosen;
  const rows = await session.run(`explain format = json ${sql}`);
  if (!rows.ok) return failure('failed', `its plan cannot be asked for: ${rows.error.message}`);
  const rowsPerCall = asked.rows / Math.max(1, asked.calls);
  const root = readMysqlPlan(rows.value[0]?.['EXPLAIN'], { statement: asked.statement, rowsPerCall });
  return root === null ? failure('protocol', 'the plan cannot be read') : ok({ sql, root });
}

/** What grows with a table, where as much was read as the plan says: a reading that stops at its limit is none. */
export async function mysqlProblems(
  session: MysqlSession,
  asked: Asked,
  facts: DatabaseFacts,
): Promise<Result<readonly PlanProblem[]>> {
  const examined = (asked.examinedRows ?? 0) / Math.max(1, asked.calls);
  // Whatever its plan is, it never read a large table whole.
  if (examined < largeTableRows / 2) return ok([]);
  const planned = await planOf(session, asked);
  if (!planned.ok) return planned;
  const { root } = planned.value;
  const problems = planProblems(root, facts.tables).filter(({ table }) => examined >= table.rows / 2);
  return ok(problems.length > 0 ? problems : mysqlConversions(root, asked, facts));
}

/** A row that is there stands for the rows that are asked for. */
async function likelyValue(session: MysqlSession, place: ParameterPlace, asked: Asked): Promise<string> {
  switch (place.kind) {
    case 'limit':
      return String(Math.max(1, Math.round(asked.rows / Math.max(1, asked.calls))));
    case 'offset':
      return '0';
    case 'column':
    case 'pattern': {
      const found = await valueOf(session, place, asked.statement.tables);
      if (found === null) return literal('1');
      if (place.kind === 'column') return found.isNumber ? found.value : literal(found.value);
      return literal(`%${found.value.slice(0, maxPattern).replaceAll(/[%_\\]/g, '')}%`);
    }
    case 'unknown':
      return literal('1');
  }
}

const maxPattern = 6;
const numberTypes = /^(?:tiny|small|medium|big)?int$|^(?:float|double)$/;

/** Null when the column is empty, or of another table than is told. */
async function valueOf(
  session: MysqlSession,
  { table, column }: { readonly table: string; readonly column: string },
  tables: readonly string[],
): Promise<{ readonly value: string; readonly isNumber: boolean } | null> {
  for (const each of table === '' ? tables : [table]) {
    const rows = await session.run(
      `select cast(${name(column)} as char(200)) as value,
        (select data_type from information_schema.columns where table_schema = ${literal(session.database)} and table_name = ${literal(each)} and column_name = ${literal(column)}) as type
        from ${name(session.database)}.${name(each)} where ${name(column)} is not null limit 1`,
    );
    const [row] = rows.ok ? rows.value : [];
    const value = row?.['value'];
    if (typeof value === 'string') return { value, isNumber: numberTypes.test(String(row?.['type'])) };
  }
  return null;
}
