import type { Condition } from './predicate.ts';
import type { PlanProblem } from './plan-problems.ts';
import { dialects, partitionedIndex } from './dialect.ts';
import type { DatabaseKind, IndexFacts, TableFacts } from './statistics.ts';

/** An index against a problem of a plan. */
export interface IndexProposal {
  readonly table: string;
  readonly name: string;
  /** Columns and expressions in order, with their direction. */
  readonly keys: readonly string[];
  /** As it is built on the live database: without locking out writes. */
  readonly sql: string;
  /** The same as a plain `create index`, for a copy or `hypopg`. */
  readonly plainSql: string;
  /** Needed before it. */
  readonly extension: 'pg_trgm' | null;
}

const maxKeys = 3;
const textTypes = ['text', 'varchar', 'bpchar', 'citext', 'name', 'character varying', 'character', 'char'];

/** Null where no index helps: a converted column, a search for words inside a text (MySQL), or nothing that can be looked up. */
export function proposalFor(problem: PlanProblem, kind: DatabaseKind = 'postgres'): IndexProposal | null {
  if (problem.kind === 'whole') return null;
  const made = { table: problem.table, kind };
  if (problem.kind === 'sort') return btree(made, problem.order);
  const usable = problem.conditions.filter(
    (each) => !isConverted(each, problem.table) && (kind === 'postgres' || each.expression === null),
  );
  const equal = usable.filter((each) => each.kind === 'equal' || each.kind === 'null');
  if (equal.length > 0) return btree(made, equalityKeys(problem, equal, usable));
  if (kind === 'postgres') {
    const inside = insideIndex(problem.table, usable);
    if (inside !== null) return inside;
  }
  const range = usable.find((each) => each.kind === 'range');
  return range === undefined ? null : btree(made, [keyOf(range)]);
}

/** What is compared as another type than it is stored. Kinds of text are one and the same to an index. */
export function isConverted({ castTo, column }: Condition, table: TableFacts): boolean {
  if (castTo === null) return false;
  const type = table.columns.find(({ name }) => name === column)?.type ?? '';
  return !(textTypes.includes(type) && textTypes.includes(castTo));
}

/** Whether an index that serves the same is there already, and was passed over for a reason of the planner's own. */
export const isThere = ({ table, keys }: IndexProposal, indexes: readonly IndexFacts[]): boolean =>
  indexes.some(
    (index) =>
      index.table === table &&
      index.isValid &&
      index.predicate === null &&
      index.method.toLowerCase() === 'btree' &&
      keys.every((key, at) => index.keys[at] === bareKey(key)),
  );

/** Equal first, then what is ranged over or sorted by: the order in which a b-tree serves all of them. */
function equalityKeys(
  { order }: PlanProblem & { readonly kind: 'filter' },
  equal: readonly Condition[],
  usable: readonly Condition[],
): readonly string[] {
  const keys = [...new Set(equal.map(keyOf))].slice(0, maxKeys);
  const range = usable.find(({ kind }) => kind === 'range');
  const last = order.length > 0 ? order.slice(0, 1) : range === undefined ? [] : [keyOf(range)];
  return [...keys, ...last.filter((key) => !keys.includes(bareKey(key)))];
}

/** Words inside a text, or values inside a document, array or text vector. */
function insideIndex(table: TableFacts, usable: readonly Condition[]): IndexProposal | null {
  const pattern = usable.find(({ kind }) => kind === 'pattern');
  if (pattern !== undefined)
    return gin(table, `${printed(keyOf(pattern))} gin_trgm_ops`, `${pattern.column}_trgm`);
  const contains = usable.find(({ kind }) => kind === 'contains');
  return contains === undefined ? null : gin(table, printed(keyOf(contains)), contains.column);
}

const keyOf = ({ expression, column }: Condition): string => expression ?? column;
const bareKey = (key: string): string => key.replace(/(?: DESC| ASC)?(?: NULLS (?:FIRST|LAST))?$/, '');

/** An expression stands as PostgreSQL wrote it; a column may need quotes. */
function printed(key: string): string {
  const bare = bareKey(key);
  return bare.includes('(') ? key : `${dialects.postgres.quoted(bare)}${key.slice(bare.length)}`;
}

const gin = (table: TableFacts, on: string, part: string): IndexProposal => ({
  ...built({ table, kind: 'postgres' }, { on: `using gin (${on})`, parts: [part], keys: [] }),
  extension: on.endsWith('gin_trgm_ops') ? 'pg_trgm' : null,
});

function btree(
  made: { readonly table: TableFacts; readonly kind: DatabaseKind },
  keys: readonly string[],
): IndexProposal {
  const on = `(${keys.map((key) => (made.kind === 'mysql' ? mysqlKey(key, made.table) : printed(key))).join(', ')})`;
  return built(made, { on, parts: keys.map(bareKey), keys });
}

/** Of a text only the beginning can be held. */
const mysqlPrefix = 64;

function mysqlKey(key: string, table: TableFacts): string {
  const bare = bareKey(key);
  const type = table.columns.find(({ name }) => name === bare)?.type ?? '';
  const prefix = /(?:text|blob)$/.test(type) ? `(${mysqlPrefix})` : '';
  return `${dialects.mysql.quoted(bare)}${prefix}${/ DESC\b/.test(key) ? ' desc' : ''}`;
}

function built(
  { table, kind }: { readonly table: TableFacts; readonly kind: DatabaseKind },
  index: { readonly on: string; readonly parts: readonly string[]; readonly keys: readonly string[] },
): IndexProposal {
  const { quoted, quotedTable, addIndex } = dialects[kind];
  const bare = table.name.split('.').at(-1) ?? table.name;
  const words = [bare, ...index.parts.map((part) => part.replaceAll(/\W+/g, '_').replaceAll(/^_|_$/g, ''))];
  const name = `${words.join('_').slice(0, 50)}_idx`;
  return {
    table: table.name,
    name,
    keys: index.keys,
    sql: table.isPartitioned
      ? partitionedIndex(table.name, name, index.on)
      : addIndex(table.name, name, index.on),
    plainSql: `create index ${quoted(name)} on ${quotedTable(table.name)} ${index.on}`,
    extension: null,
  };
}
