import { ok, type Result } from '../../model/outside.ts';
import type { Session } from './session.ts';

/** A schema as sorted lines: `column users.email text not null`. Equal schemas give equal lines. */
const query = `
select line from (
  select format('column %s.%s.%s %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attnotnull then ' not null' else '' end, coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f')
  union all select format('%s %s.%s', case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end, n.nspname, c.relname)
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'S')
  union all select format('index %s', indexdef) from pg_indexes n where true and schemaname not like 'pg\\_%'
  union all select format('constraint %s on %s %s', conname, conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint where conrelid <> 0 and contype <> 'n'
  union all select format('type %s.%s %s', n.nspname, t.typname, (select string_agg(enumlabel, ', ' order by enumsortorder) from pg_enum where enumtypid = t.oid))
  from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'e'
  union all select format('trigger %s on %s', tgname, tgrelid::regclass) from pg_trigger where not tgisinternal
  union all select format('function %s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname not in ('pg_catalog', 'information_schema') and not exists (select 1 from pg_depend x where x.objid = p.oid and x.deptype = 'e')
  union all select format('extension %s', extname) from pg_extension where extname <> 'plpgsql'
) all_lines
where line not like '% pg\\_catalog.%' and line not like '% information\\_schema.%' and line not like '% pg\\_toast%'
order by line`;

const maxLines = 100_000;

export async function schemaLines(session: Session): Promise<Result<readonly string[]>> {
  const rows = await session.run(query);
  return rows.ok ? ok(rows.value.slice(0, maxLines).map(({ line }) => String(line))) : rows;
}

export interface SchemaDifference {
  readonly onlyLeft: readonly string[];
  readonly onlyRight: readonly string[];
}

export function compareSchemas(left: readonly string[], right: readonly string[]): SchemaDifference {
  const [leftSet, rightSet] = [new Set(left), new Set(right)];
  return {
    onlyLeft: left.filter((line) => !rightSet.has(line)),
    onlyRight: right.filter((line) => !leftSet.has(line)),
  };
}
