import { dbFinding, type DbFinding } from './finding.ts';
import type { PlanProblem } from './plan-problems.ts';
import { eitherProposals, isConverted, proposalFor, type IndexProposal } from './proposal.ts';
import { timePart, type Condition } from './predicate.ts';
import type { DatabaseKind } from './statistics.ts';

/** A finding of a plan and the index that would end it. */
export interface PlanFinding {
  readonly finding: DbFinding;
  readonly proposal: IndexProposal | null;
}

export function judgePlanProblem(
  problem: PlanProblem,
  of: { readonly route: string | null; readonly query: string; readonly kind: DatabaseKind },
): PlanFinding {
  const { table } = problem;
  const { kind, ...asked } = of;
  const proposal = proposalFor(problem, kind);
  const base = { ...asked, subject: table.name };
  const rows = `about ${Math.round(table.rows)} rows`;
  switch (problem.kind) {
    case 'filter': {
      const converted = problem.conditions.find((each) => isConverted(each, table));
      if (proposal === null && converted !== undefined)
        return { finding: castFinding(base, converted, rows), proposal };
      const by = [...new Set(problem.conditions.map(nameOf))].join(', ');
      const found = `${table.name} (${rows}) is read whole to find about ${Math.round(problem.keptRows)} by ${by}`;
      return {
        finding: dbFinding('unindexed-filter', {
          ...base,
          found,
          remedy: proposal === null ? withoutIndex(problem.conditions, kind) : remedyOf(proposal),
        }),
        proposal,
      };
    }
    case 'either': {
      const by = problem.conditions.map(nameOf).join(' or ');
      const remedy = eitherProposals(problem, kind).map(({ sql }) => sql);
      const found = `${table.name} (${rows}) is read whole to find about ${Math.round(problem.keptRows)} by ${by}`;
      return {
        finding: dbFinding('unindexed-filter', {
          ...base,
          found,
          remedy: `The planner puts together what an index for each of them finds: ${remedy.join('; ')}`,
        }),
        proposal,
      };
    }
    case 'sort': {
      const found = `${table.name} (${rows}) is sorted by ${problem.order.join(', ')} for its first rows`;
      return {
        finding: dbFinding('unindexed-sort', { ...base, found, remedy: remedyOf(proposal) }),
        proposal,
      };
    }
    case 'whole': {
      const remedy =
        'Keep a running figure (a counter row, a materialized view), or the answer for a while; for a count, an estimate may do.';
      const found = `all of ${table.name} (${rows}) is worked through for a figure`;
      return { finding: dbFinding('whole-table-read', { ...base, found, remedy }), proposal };
    }
  }
}

function castFinding(
  base: { readonly route: string | null; readonly query: string; readonly subject: string },
  { column, castTo }: Condition,
  rows: string,
): DbFinding {
  return dbFinding('cast-hides-index', {
    ...base,
    found: `${base.subject} (${rows}) is read whole because ${column} is converted to ${castTo ?? 'another type'} before it is compared`,
    remedy:
      castTo === timePart || castTo === 'date'
        ? `Ask for the time between two moments: where ${column} >= $1 and ${column} < $2.`
        : `Convert the value instead of the column: where ${column} = $1 with a value of the column’s own type.`,
  });
}

const nameOf = ({ expression, column, mark }: Condition): string => mark ?? expression ?? column;

const openRemedies: Readonly<Record<NonNullable<Condition['open']>, (open: Condition) => string>> = {
  document: ({ column }) =>
    `Index the value that is asked for, with the key as the query has it: create index concurrently on … ((${column} ->> 'key')); or using gin (${column} jsonb_path_ops), and ask with @>.`,
  search: ({ column }) =>
    `Index the words, with the language as the query has it: create index concurrently on … using gin (to_tsvector('english', ${column})); or keep them in a generated column.`,
  call: ({ expression }) =>
    `Index the same expression, with the constants as the query has them: create index concurrently on … ((${expression ?? ''})).`,
  member: ({ column }) =>
    `create index concurrently on … using gin (${column}), and ask with ${column} @> array[$1]: any (${column}) uses no index.`,
};

/** What else helps where no index answers the condition as it stands. */
function withoutIndex(conditions: readonly Condition[], kind: DatabaseKind): string {
  const [pattern] = conditions.filter((each) => each.kind === 'pattern');
  const [computed] = conditions.filter(({ expression }) => expression !== null);
  if (kind === 'mysql' && pattern !== undefined)
    return `An index only helps a search from the beginning of the text (like 'abc%'). For words anywhere: add a fulltext index on ${pattern.column}, and ask with match (${pattern.column}) against (?).`;
  if (kind === 'mysql' && computed !== undefined)
    return `Compare ${computed.column} itself: a collation ending in _ci knows no case. Else keep ${computed.expression ?? ''} in a generated column with an index.`;
  const [open] = conditions.filter((each) => each.open !== null);
  if (kind === 'postgres' && open?.open !== undefined && open.open !== null)
    return openRemedies[open.open](open);
  return 'No index answers this condition; change the query.';
}

function remedyOf(proposal: IndexProposal | null): string {
  if (proposal === null) return 'No index answers this order; change the query.';
  const before = proposal.extension === null ? '' : `create extension if not exists ${proposal.extension}; `;
  return `${before}${proposal.sql}`;
}
