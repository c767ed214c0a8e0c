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
  /** Of a partial index; null: it holds all rows. */
  readonly where: string | null;
  /** As it is built on the live database: without locking out writes. */
  readonly sql: string;
  /** The same as a plain `create index`, for a copy or `hypopg`. */
  readonly plainSql: string;
  /** Needed before it. */
  readonly extension: 'pg_trgm' | null;
}

const maxKeys = 3;
const textTypes = ['text', 'varchar', 'bpchar', 'citext', 'name', 'character varying', 'character', 'char'];

/** Null where no index helps, or where it cannot be written down without knowing the constants of the query. */
export function proposalFor(problem: PlanProblem, kind: DatabaseKind = 'postgres'): IndexProposal | null {
  if (problem.kind === 'whole' || problem.kind === 'either') return null;
  const made = { table: problem.table, kind };
  if (problem.kind === 'sort') return btree(made, problem.order);
  const usable = problem.conditions.filter(
    (each) =>
      !isConverted(each, problem.table) &&
      each.open === null &&
      (kind === 'postgres' || each.expression === null),
  );
  if (kind === 'mysql') return usual(problem, usable, made);
  const marks = usable.filter(({ mark }) => mark !== null);
  const valued = usable.filter(({ mark }) => mark === null);
  // What is asked of few rows only belongs into a partial index, unless nothing else is asked.
  if (marks.length === 0 || (valued.length === 0 && problem.order.length === 0))
    return usual(problem, usable, made);
  const where = marks.map(({ mark }) => mark).join(' and ');
  return usual(problem, valued, { ...made, where });
}

interface Made {
  readonly table: TableFacts;
  readonly kind: DatabaseKind;
  /** Of a partial index. */
  readonly where?: string;
}

function usual(
  problem: PlanProblem & { readonly kind: 'filter' },
  usable: readonly Condition[],
  made: Made,
): IndexProposal | null {
  const equal = usable.filter((each) => each.kind === 'equal' || each.kind === 'null');
  if (equal.length > 0) return btree(made, equalityKeys(problem, equal, usable));
  const inside = made.kind === 'postgres' ? insideIndex(made, usable) : null;
  if (inside !== null) return inside;
  const range = usable.find((each) => each.kind === 'range');
  if (range !== undefined) return btree(made, [keyOf(range)]);
  return made.where !== undefined && problem.order.length > 0 ? btree(made, problem.order.slice(0, 1)) : null;
}

/** An index for each of the conditions of which either will do; PostgreSQL and MySQL put what they find together. */
export const eitherProposals = (
  { table, conditions }: PlanProblem & { readonly kind: 'either' },
  kind: DatabaseKind,
): readonly IndexProposal[] =>
  conditions
    .filter(({ expression }) => kind === 'postgres' || expression === null)
    .map((each) => btree({ table, kind }, [keyOf(each)]));

/** What is compared as another type than it is stored. Kinds of text are one and the same to an index. */
export function isConverted({ castTo, column }: Condition, table: TableFacts): boolean {
  if (castTo === null) return false;
  const type = table.columns.find(({ name }) => name === column)?.type ?? '';
  return !(textTypes.includes(type) && textTypes.includes(castTo));
}

/** Whether an index that serves the same is there already, and was passed over for a reason of the planner's own. */
export const isThere = ({ table, keys, where }: IndexProposal, indexes: readonly IndexFacts[]): boolean =>
  indexes.some(
    (index) =>
      index.table === table &&
      index.isValid &&
      (index.predicate === null || (where !== null && bareText(index.predicate) === bareText(where))) &&
      index.method.toLowerCase() === 'btree' &&
      keys.every((key, at) => index.keys[at] === bareKey(key)),
  );

/** Brackets and capitals are the server's own. */
const bareText = (predicate: string): string => predicate.toLowerCase().replaceAll(/[()\s]/g, '');

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
function insideIndex(made: Made, usable: readonly Condition[]): IndexProposal | null {
  const pattern = usable.find(({ kind }) => kind === 'pattern');
  if (pattern !== undefined)
    return gin(made, `${printed(keyOf(pattern))} gin_trgm_ops`, `${pattern.column}_trgm`);
  const contains = usable.find(({ kind }) => kind === 'contains');
  return contains === undefined ? null : gin(made, printed(keyOf(contains)), contains.column);
}

const keyOf = ({ expression, column }: Condition): string => expression ?? column;
const bareKey = (key: string): string => key.replace(/(?: DESC| ASC)?(?: NULLS (?:FIRST|LAST))?$/, '');

/** An expression stands as PostgreSQL wrote it; a column may need quotes. */
function printed(key: string): string {
  const bare = bareKey(key);
  return bare.includes('(') ? key : `${dialects.postgres.quoted(bare)}${key.slice(bare.length)}`;
}

const gin = (made: Made, on: string, part: string): IndexProposal => ({
  ...built(made, { on: `using gin (${on})`, parts: [part], keys: [] }),
  extension: on.endsWith('gin_trgm_ops') ? 'pg_trgm' : null,
});

function btree(made: Made, keys: readonly string[]): IndexProposal {
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
  { table, kind, where }: Made,
  index: { readonly on: string; readonly parts: readonly string[]; readonly keys: readonly string[] },
): IndexProposal {
  const { quoted, quotedTable, addIndex } = dialects[kind];
  const on = where === undefined ? index.on : `${index.on} where ${where}`;
  const bare = table.name.split('.').at(-1) ?? table.name;
  const words = [bare, ...index.parts.map((part) => part.replaceAll(/\W+/g, '_').replaceAll(/^_|_$/g, ''))];
  const name = `${words.join('_').slice(0, 50)}_idx`;
  return {
    table: table.name,
    name,
    keys: index.keys,
    where: where ?? null,
    sql: table.isPartitioned ? partitionedIndex(table.name, name, on) : addIndex(table.name, name, on),
    plainSql: `create index ${quoted(name)} on ${quotedTable(table.name)} ${on}`,
    extension: null,
  };
}
