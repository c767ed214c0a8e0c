import type { Row, Session } from '../../collectors/data/session.ts';
import { failure, ok, type Result } from '../../model/outside.ts';
import { readPlan, type Plan } from '../../protocols/database/plan.ts';
import type { ParameterPlace, Statement } from '../../protocols/database/statement.ts';
import type { StatementUse } from '../../protocols/database/statistics.ts';
import { literal, mark } from './connect.ts';

/** A statement that was prepared in a session, with likely values for its parameters. */
export interface Prepared extends AsyncDisposable {
  /** `analyze` runs it: only ever on a copy. */
  readonly explain: (how?: { readonly isRun: boolean }) => Promise<Result<Plan>>;
}

type Asked = Pick<StatementUse, 'text' | 'rows' | 'calls'> & { readonly statement: Statement };

const name = 'launch_ready_plan';
const maxPattern = 6;

/** The beginning is often the same in every row. */
function inside(value: string): string {
  const from = Math.max(0, Math.floor((value.length - maxPattern) / 2));
  return value.slice(from, from + maxPattern).replaceAll(/[%_\\]/g, '');
}

/**
 * Constants of a normalised statement are gone; values that occur in the columns they are compared with stand in for them.
 * Where one cannot be found, PostgreSQL plans for any value (`force_generic_plan`).
 */
export async function prepare(session: Session, asked: Asked): Promise<Result<Prepared>> {
  const made = await session.run(`prepare ${name} as ${asked.text}`);
  if (!made.ok) return failure('failed', `its plan cannot be asked for: ${made.error.message}`);
  const types = await parameterTypes(session);
  const values: (string | null)[] = [];
  for (const [at, type] of types.entries())
    values.push(await likelyValue(session, { place: asked.statement.parameters[at], type, asked }));
  const isGeneric = values.includes(null);
  await session.run(`set plan_cache_mode = ${isGeneric ? 'force_generic_plan' : 'force_custom_plan'}`);
  const list = values.map((value) => (value === null ? 'null' : literal(value))).join(', ');
  const execute = `execute ${name}${values.length === 0 ? '' : `(${list})`}`;
  return ok({
    explain: async (how) => {
      const isRun = how?.isRun === true && !isGeneric;
      const rows = await session.run(
        `explain (format json${isRun ? ', analyze, timing off' : ''}) ${execute}`,
      );
      if (!rows.ok) return rows;
      const plan = readPlan(rows.value[0]?.['QUERY PLAN']);
      return plan === null ? failure('protocol', 'the plan cannot be read') : ok(plan);
    },
    [Symbol.asyncDispose]: async () => void (await session.run(`deallocate ${name}`)),
  });
}

async function parameterTypes(session: Session): Promise<readonly string[]> {
  const rows = await session.run(
    `select ${mark} parameter_types::text[] as types from pg_prepared_statements where name = '${name}'`,
  );
  const types: unknown = rows.ok ? rows.value[0]?.['types'] : [];
  return Array.isArray(types) ? types.map(String) : [];
}

async function likelyValue(
  session: Session,
  what: { readonly place: ParameterPlace | undefined; readonly type: string; readonly asked: Asked },
): Promise<string | null> {
  const { place, type, asked } = what;
  switch (place?.kind) {
    case 'limit':
      return String(Math.max(1, Math.round(asked.rows / Math.max(1, asked.calls))));
    case 'offset':
      return '0';
    case 'column':
    case 'pattern': {
      const value = await valueOf(session, place, asked.statement.tables);
      if (value === null) return null;
      if (place.kind === 'pattern') return `%${inside(value)}%`;
      return type.endsWith('[]') ? `{${JSON.stringify(value)}}` : value;
    }
    case 'unknown':
    case undefined:
      return null;
  }
}

/** One that occurs, neither the first nor the most common: the middle of the histogram, else the rarest of the common ones. */
async function valueOf(
  session: Session,
  { table, column }: { readonly table: string; readonly column: string },
  tables: readonly string[],
): Promise<string | null> {
  const names = (table === '' ? tables : [table]).map((each) => literal(each.split('.').at(-1) ?? each));
  const rows = await session.run(
    `select ${mark} coalesce(
       (histogram_bounds::text::text[])[(cardinality(histogram_bounds::text::text[]) + 1) / 2],
       (most_common_vals::text::text[])[cardinality(most_common_vals::text::text[])]) as value
     from pg_stats where tablename in (${names.join(', ') || "''"}) and attname = ${literal(column)} limit 1`,
  );
  const value = rows.ok ? (rows.value[0] as Row | undefined)?.['value'] : null;
  return typeof value === 'string' ? value : null;
}
