import type { Condition } from './predicate.ts';
import type { PlanProblem } from './plan-problems.ts';
import type { TableFacts } from './statistics.ts';

/** An index against a problem of a plan. */
export interface IndexProposal {
  readonly table: string;
  /** As it is built on the live database: without locking out writes. */
  readonly sql: string;
  /** The same without `concurrently`, for a copy or `hypopg`. */
  readonly plainSql: string;
  /** Needed before it. */
  readonly extension: 'pg_trgm' | null;
}

const maxKeys = 3;
const textTypes = ['text', 'varchar', 'bpchar', 'citext', 'name', 'character varying', 'character'];

/** Null where no index helps: a converted column, or nothing that can be looked up. */
export function proposalFor(problem: PlanProblem): IndexProposal | null {
  if (problem.kind === 'whole') return null;
  if (problem.kind === 'sort') return btree(problem.table, problem.order);
  const usable = problem.conditions.filter((each) => !isConverted(each, problem.table));
  const pattern = usable.find(({ kind }) => kind === 'pattern');
  const equal = usable.filter(({ kind }) => kind === 'equal' || kind === 'null');
  if (equal.length > 0) return equalityIndex(problem, equal, usable);
  if (pattern !== undefined) return trigram(problem.table, pattern);
  const contains = usable.find(({ kind }) => kind === 'contains');
  if (contains !== undefined)
    return made(problem.table, `using gin (${keyOf(contains)})`, [contains.column], null);
  const range = usable.find(({ kind }) => kind === 'range');
  return range === undefined ? null : btree(problem.table, [keyOf(range)]);
}

/** What is compared as another type than it is stored. Kinds of text are one and the same to an index. */
export function isConverted({ castTo, column }: Condition, table: TableFacts): boolean {
  if (castTo === null) return false;
  const type = table.columns.find(({ name }) => name === column)?.type ?? '';
  return !(textTypes.includes(type) && textTypes.includes(castTo));
}

/** Equal first, then what is ranged over or sorted by: the order in which a b-tree serves all of them. */
function equalityIndex(
  { table, order }: PlanProblem & { readonly kind: 'filter' },
  equal: readonly Condition[],
  usable: readonly Condition[],
): IndexProposal {
  const keys = [...new Set(equal.map(keyOf))].slice(0, maxKeys);
  const range = usable.find(({ kind }) => kind === 'range');
  const last = order.length > 0 ? order.slice(0, 1) : range === undefined ? [] : [keyOf(range)];
  return btree(table, [...keys, ...last.filter((key) => !keys.includes(key.split(' ')[0] ?? ''))]);
}

const trigram = (table: TableFacts, pattern: Condition): IndexProposal =>
  made(table, `using gin (${keyOf(pattern)} gin_trgm_ops)`, [`${pattern.column}_trgm`], 'pg_trgm');

const btree = (table: TableFacts, keys: readonly string[]): IndexProposal =>
  made(
    table,
    `(${keys.join(', ')})`,
    keys.map((key) => key.split(' ')[0] ?? key),
    null,
  );

const keyOf = ({ expression, column }: Condition): string => expression ?? quoted(column);

function made(
  table: TableFacts,
  on: string,
  ...[names, extension]: readonly [readonly string[], IndexProposal['extension']]
): IndexProposal {
  const bare = table.name.split('.').at(-1) ?? table.name;
  const parts = [bare, ...names.map((name) => name.replaceAll(/\W+/g, '_').replaceAll(/^_|_$/g, ''))];
  const name = `${parts.join('_').slice(0, 50)}_idx`;
  const rest = `${quoted(name)} on ${quotedTable(table.name)} ${on}`;
  return {
    table: table.name,
    sql: `create index concurrently ${rest}`,
    plainSql: `create index ${rest}`,
    extension,
  };
}

/** Names that need no quotes stay as people write them. */
export const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
export const quotedTable = (name: string): string => name.split('.').map(quoted).join('.');
