import { plural } from '../../model/words.ts';
import { dbFinding, type DbFinding } from './finding.ts';
import type { Statement } from './statement.ts';
import type { StatementUse } from './statistics.ts';

/** What one route, or one step of a journey, always does. */
export interface RouteUse {
  readonly id: string;
  readonly isReading: boolean;
  /** For one request: the least of several. */
  readonly statements: readonly (StatementUse & { readonly statement: Statement | null })[];
  /** The quickest answer, and how much of it the database was at work. */
  readonly tookMs: number;
  readonly databaseMs: number;
  readonly budgetMs: number;
  /** The longest a connection with an open transaction had nothing to do meanwhile; the least over the requests. */
  readonly heldMs: number;
  /** Every answer was the same, to nobody in particular, and nothing told anybody to keep it. */
  readonly isRepeatedAnswer: boolean;
}

export const maxQueries = 10;
const listCalls = 5;
const repeatCalls = 3;
const maxRows = 500;
const wastedBlocks = 500;
/** With an offset it is known what the rest was read for. */
const pagedBlocks = 100;
/** The same where rows are counted instead. */
const wastedRows = 5_000;
const pagedRows = 1_000;
/** From here on a wait is no work of the program itself. */
const minWaitMs = 200;
const minHeldMs = 150;

type Use = RouteUse['statements'][number];

/** Findings that need no plan of their own. `worked`: texts of statements that work through a whole table. */
export function judgeRouteUse(route: RouteUse, worked: ReadonlySet<string>): readonly DbFinding[] {
  return [
    ...route.statements.flatMap((use) => judgeUse(route, use)),
    ...manyQueries(route),
    ...judgeWaiting(route),
    ...cacheCandidate(route, worked),
  ];
}

function judgeUse(route: RouteUse, use: Use): readonly DbFinding[] {
  const base = { route: route.id, query: use.text, subject: subjectOf(use) };
  const perCall = use.rows / use.calls;
  const found: DbFinding[] = [...repeats(route, use)];
  const isRead = use.statement?.kind === 'select';
  if (isRead && perCall >= maxRows)
    found.push(
      dbFinding('unbounded-result', {
        ...base,
        found: `${Math.round(perCall)} rows for one request`,
        remedy: 'Give the query a limit, and pages by the last key seen.',
      }),
    );
  const spilled = spill(use);
  if (spilled !== null) found.push(dbFinding('spills-to-disk', { ...base, ...spilled }));
  if (isRead) found.push(...wasted(use, base));
  const callMs = use.execMs / use.calls;
  if (callMs > route.budgetMs / 3)
    found.push(
      dbFinding('slow-query', {
        ...base,
        found: `${Math.round(callMs)} ms for one run, of a budget of ${Math.round(route.budgetMs)} ms`,
        remedy: 'Read its plan below; where no index helps, keep the answer or work it out beforehand.',
      }),
    );
  return found;
}

function spill({ tempBlocks, diskTables }: Use): Pick<DbFinding, 'found' | 'remedy'> | null {
  if (tempBlocks !== null && tempBlocks > 0)
    return {
      found: `${kilobytes(tempBlocks)} written to temporary files in one request`,
      remedy: `Raise work_mem for this role, for example: alter role <role> set work_mem = '${workMemory(tempBlocks)}MB'`,
    };
  if (diskTables !== null && diskTables > 0)
    return {
      found: `${plural(diskTables, 'temporary table or sort', 'temporary tables or sorts')} on disk in one request`,
      remedy:
        'Leave text columns out of what is grouped or sorted, or let an index hold its order; else raise tmp_table_size and max_heap_table_size, for sorts sort_buffer_size.',
    };
  return null;
}

/** How much one run reads, in what this kind of server counts, and from where on that is a waste. */
function effortOf({ calls, blocks, examinedRows }: Use): {
  readonly units: number;
  readonly text: string;
  /** Reading so many for one row of the answer is still no waste. */
  readonly perRow: number;
  readonly much: number;
  readonly muchPaged: number;
} {
  if (blocks === null) {
    const rows = (examinedRows ?? 0) / calls;
    return {
      units: rows,
      text: plural(Math.round(rows), 'row'),
      perRow: 20,
      much: wastedRows,
      muchPaged: pagedRows,
    };
  }
  const each = blocks / calls;
  return { units: each, text: kilobytes(each), perRow: 5, much: wastedBlocks, muchPaged: pagedBlocks };
}

function wasted(
  use: Use,
  base: { readonly route: string; readonly query: string; readonly subject: string },
): readonly DbFinding[] {
  const { units, text, perRow, much, muchPaged } = effortOf(use);
  const rows = use.rows / use.calls;
  const isPaged = use.statement?.hasOffset === true;
  if (units < (isPaged ? muchPaged : much) || rows * perRow > units) return [];
  const figures = `${text} read for ${plural(Math.round(rows), 'row')} of the answer`;
  return isPaged
    ? [
        dbFinding('deep-offset', {
          ...base,
          found: `${figures}, and the rows before the page were thrown away`,
          remedy: 'Go on from the last key seen: where (created_at, id) < ($1, $2) order by … limit 20.',
        }),
      ]
    : [
        dbFinding('reads-too-much', {
          ...base,
          found: figures,
          remedy: 'Narrow the query, or keep what it works out.',
        }),
      ];
}

function repeats(route: RouteUse, use: Use): readonly DbFinding[] {
  if (use.calls < repeatCalls) return [];
  const base = { route: route.id, query: use.text, subject: subjectOf(use) };
  const isWrite = use.statement !== null && use.statement.kind !== 'select';
  const list = parentOf(route.statements, use);
  if (use.calls >= listCalls && !isWrite && list !== null)
    return [
      dbFinding('n-plus-one', {
        ...base,
        found: `${use.calls} times in one request, once for each of the ${plural(Math.round(list.rows), 'row')} of: ${brief(list.text)}`,
        remedy: 'Fetch them together: one query with a join, or where id = any($1) with the ids of the list.',
        expected: fewer(route, use),
      }),
    ];
  return [
    dbFinding('repeated-query', {
      ...base,
      severity: use.calls >= listCalls ? 'high' : 'medium',
      expected: fewer(route, use),
      found: `${use.calls} times in one request`,
      remedy: isWrite
        ? 'Write all rows with one statement.'
        : 'Ask once and keep the answer for the request.',
    }),
  ];
}

/** One call stays; each of the others is a round trip less. */
const fewer = ({ statements }: RouteUse, { calls }: Use): string =>
  `${calls - 1} of ${plural(
    statements.reduce((sum, each) => sum + each.calls, 0),
    'query',
    'queries',
  )} less in each request`;

/** The list whose every row asks again: about as many rows as there are calls, and asked less often. */
function parentOf(all: readonly Use[], use: Use): Use | null {
  const lists = all.filter(
    (each) => each !== use && each.calls * 2 <= use.calls && each.rows >= use.calls * 0.8,
  );
  return lists.toSorted((a, b) => Math.abs(a.rows - use.calls) - Math.abs(b.rows - use.calls))[0] ?? null;
}

function manyQueries({ id, statements }: RouteUse): readonly DbFinding[] {
  const count = statements.reduce((sum, { calls }) => sum + calls, 0);
  const isTold = statements.some(({ calls }) => calls >= listCalls);
  if (count <= maxQueries || isTold) return [];
  const found = `${count} queries, ${maxQueries} are the most a page should need`;
  return [
    dbFinding('many-queries', {
      route: id,
      subject: id,
      found,
      remedy: 'Join what belongs together; leave out what the answer does not show.',
    }),
  ];
}

function judgeWaiting(route: RouteUse): readonly DbFinding[] {
  const elsewhereMs = route.tookMs - route.databaseMs;
  const expected = `up to ${Math.round(elsewhereMs)} of ${Math.round(route.tookMs)} ms less for the visitor`;
  const base = { route: route.id, subject: route.id };
  if (route.heldMs >= minHeldMs)
    return [
      dbFinding('transaction-held-open', {
        ...base,
        expected: `the connection is free ${Math.round(route.heldMs)} ms earlier in each request`,
        found: `a transaction stood open with nothing to do for ${Math.round(route.heldMs)} ms while the request waited`,
        remedy: 'Commit before calling another service, and begin a new transaction with its answer.',
      }),
    ];
  if (elsewhereMs < Math.max(minWaitMs, route.budgetMs / 2)) return [];
  return [
    dbFinding('waits-outside-database', {
      ...base,
      expected,
      found: `${Math.round(elsewhereMs)} of ${Math.round(route.tookMs)} ms went by outside the database`,
      remedy: route.isReading
        ? 'Ask the other service beforehand and keep its answer, with a short time-out.'
        : 'Answer first, and let a queue do what the visitor need not wait for (mail, calls to others).',
    }),
  ];
}

function cacheCandidate(
  { id, statements, isRepeatedAnswer }: RouteUse,
  worked: ReadonlySet<string>,
): readonly DbFinding[] {
  const heavy = statements.filter((use) => {
    const { units, much } = effortOf(use);
    return worked.has(use.text) || units * use.calls >= much;
  });
  const [heaviest] = heavy.toSorted((a, b) => effortOf(b).units * b.calls - effortOf(a).units * a.calls);
  if (!isRepeatedAnswer || heaviest === undefined) return [];
  return [
    dbFinding('cache-candidate', {
      expected: `${effortOf(heaviest).text} less read, and ${Number(heaviest.execMs.toPrecision(2))} ms less of the database, for each answer that is kept`,
      route: id,
      subject: id,
      query: heaviest.text,
      found: `every answer was the same, and each read ${effortOf(heaviest).text} anew`,
      remedy: 'Keep the answer for 5 to 60 seconds: cache-control: public, s-maxage=30, or in the program.',
    }),
  ];
}

export const subjectOf = ({ statement }: Pick<Use, 'statement'>): string =>
  statement?.tables.join(', ') || 'no table';

const brief = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
};

const blockKilobytes = 8;
function kilobytes(blocks: number): string {
  const size = blocks * blockKilobytes;
  return size >= 1024 ? `${(size / 1024).toFixed(1)} MB` : `${Math.round(size)} KB`;
}

/** Sorting in memory takes about twice what it takes on disk. */
const workMemory = (blocks: number): number =>
  Math.max(8, Math.min(64, 2 ** Math.ceil(Math.log2((blocks * blockKilobytes * 2) / 1024))));
