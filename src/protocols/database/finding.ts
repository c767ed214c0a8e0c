import type { Severity } from '../../model/check.ts';

export type DbSeverity = Exclude<Severity, 'blocker'>;

interface Rule {
  readonly title: string;
  readonly severity: DbSeverity;
  readonly why: string;
  /** `now`: changes no answer and can be taken back. `later`: a change of code or schema that wants a test. */
  readonly when: 'now' | 'later';
}

/** Every way a database hurts its product that is told here, by id. */
export const dbRules = {
  'n-plus-one': {
    title: 'One query for each row of a list',
    severity: 'high',
    why: 'Every further row adds a round trip: the page slows down with each customer.',
    when: 'later',
  },
  'repeated-query': {
    title: 'The same query several times in one request',
    severity: 'medium',
    why: 'Asked once and kept for the request, it costs once.',
    when: 'later',
  },
  'many-queries': {
    title: 'More than 10 queries in one request',
    severity: 'medium',
    why: 'Each is a round trip and holds a connection of the pool longer.',
    when: 'later',
  },
  'unindexed-filter': {
    title: 'A search reads the whole table',
    severity: 'high',
    why: 'The time grows with the table, for a handful of rows.',
    when: 'now',
  },
  'unindexed-sort': {
    title: 'A list is sorted whole to show its first rows',
    severity: 'medium',
    why: 'Every request reads and sorts all rows; an index holds them in order.',
    when: 'now',
  },
  'cast-hides-index': {
    title: 'A converted column cannot use its index',
    severity: 'high',
    why: 'The index holds the column as it is, so the whole table is read.',
    when: 'later',
  },
  'whole-table-read': {
    title: 'Every row of a large table is worked through in each request',
    severity: 'medium',
    why: 'The time grows with the table; no index helps against it.',
    when: 'later',
  },
  'unbounded-result': {
    title: 'A query without a limit',
    severity: 'medium',
    why: 'The answer grows with the table until memory or patience ends.',
    when: 'later',
  },
  'deep-offset': {
    title: 'Pages are found by counting from the beginning',
    severity: 'medium',
    why: 'With offset every row before the page is read and thrown away.',
    when: 'later',
  },
  'reads-too-much': {
    title: 'Far more is read than is answered',
    severity: 'medium',
    why: 'What is read and thrown away is paid by every request.',
    when: 'later',
  },
  'spills-to-disk': {
    title: 'A query writes temporary files',
    severity: 'medium',
    why: 'What does not fit into memory is sorted or kept on disk, many times slower.',
    when: 'now',
  },
  'slow-query': {
    title: 'A single query takes most of the budget',
    severity: 'high',
    why: 'No request that needs it can be faster.',
    when: 'later',
  },
  'waits-outside-database': {
    title: 'The request waits for something else than the database',
    severity: 'medium',
    why: 'Mail, payment or another service on the way of the answer makes its slowness yours; what need not be waited for belongs in a queue.',
    when: 'later',
  },
  'transaction-held-open': {
    title: 'A transaction stays open while something else is waited for',
    severity: 'high',
    why: 'Its locks and its connection are held all that time: a slow service empties the pool and stops everybody.',
    when: 'later',
  },
  'cache-candidate': {
    title: 'The same answer is worked out anew each time',
    severity: 'medium',
    why: 'Kept for some seconds it costs the database nothing.',
    when: 'later',
  },
  'foreign-key-unindexed': {
    title: 'A foreign key without an index',
    severity: 'medium',
    why: 'Each delete or key change of the parent, and each join from it, reads the whole child table.',
    when: 'now',
  },
  'unused-index': {
    title: 'An index that no query uses',
    severity: 'low',
    why: 'Every write keeps it up to date for nobody.',
    when: 'later',
  },
  'duplicate-index': {
    title: 'Two indexes do the same work',
    severity: 'medium',
    why: 'Every write is paid twice, and both take memory.',
    when: 'now',
  },
  'index-bloat': {
    title: 'An index full of holes',
    severity: 'low',
    why: 'Its empty pages are read and kept in memory with the others.',
    when: 'now',
  },
  'invalid-index': {
    title: 'An index whose building failed',
    severity: 'high',
    why: 'It is kept up to date by every write and used by no query.',
    when: 'now',
  },
  'dead-rows': {
    title: 'Rows that were deleted or changed are not cleared away',
    severity: 'medium',
    why: 'Scans read the dead rows too, and the table only grows.',
    when: 'now',
  },
  'autovacuum-off': {
    title: 'Automatic clearing is switched off',
    severity: 'medium',
    why: 'Dead rows pile up and the planner works with old figures.',
    when: 'now',
  },
  'statistics-missing': {
    title: 'The planner knows nothing about a table',
    severity: 'medium',
    why: 'Without figures it guesses, and picks slow plans.',
    when: 'now',
  },
  'growing-scans': {
    title: 'A large table is read whole again and again',
    severity: 'medium',
    why: 'The time grows with the table.',
    when: 'later',
  },
  'table-locks': {
    title: 'A table that one write locks for everybody',
    severity: 'medium',
    why: 'Its engine locks the whole table, knows no transaction and can lose rows when the power goes.',
    when: 'later',
  },
  'primary-key-missing': {
    title: 'A table without a primary key',
    severity: 'medium',
    why: 'Rows cannot be told apart, found by their key or replicated.',
    when: 'later',
  },
  'ids-run-out': {
    title: 'Numbers of a key are nearly used up',
    severity: 'high',
    why: 'At the last number every insert fails, all at once.',
    when: 'later',
  },
  'connections-near-limit': {
    title: 'Nearly all connections are taken',
    severity: 'high',
    why: 'The next visitor gets an error instead of a page.',
    when: 'now',
  },
  'pool-too-large': {
    title: 'The pools may open more connections than the server has',
    severity: 'high',
    why: 'Under load, or while a deploy runs old and new side by side, requests fail.',
    when: 'now',
  },
  setting: {
    title: 'A setting that hurts',
    severity: 'medium',
    why: 'It makes every query slower, or one forgotten query stop the rest.',
    when: 'now',
  },
} as const satisfies Readonly<Record<string, Rule>>;

export type DbRule = keyof typeof dbRules;

/** What an index would gain, or why that is not known. Times are the median of several runs. */
export interface IndexGain {
  readonly by: 'hypothetical index' | 'copy';
  /** What the two figures count: the planner's own units, or the rows it expects to read. */
  readonly costUnit: 'cost' | 'rows';
  readonly costBefore: number;
  readonly costAfter: number;
  readonly msBefore: number | null;
  readonly msAfter: number | null;
  readonly indexBytes: number | null;
}

export interface DbFinding {
  readonly rule: DbRule;
  readonly severity: DbSeverity;
  readonly title: string;
  /** Id of the route or journey step; null when the database as a whole is meant. */
  readonly route: string | null;
  /** Table, index, setting. */
  readonly subject: string;
  /** One sentence with the figure. */
  readonly found: string;
  /** The statement to blame, constants as `$1` or `?`. */
  readonly query: string | null;
  readonly why: string;
  /** SQL, or one sentence. */
  readonly remedy: string;
  readonly when: 'now' | 'later';
  readonly gain: IndexGain | null;
  /** What mending it should bring, as far as it can be told beforehand; null: only a try tells. */
  readonly expected: string | null;
}

export type FoundWhat = Pick<DbFinding, 'subject' | 'found' | 'remedy'> &
  Partial<Pick<DbFinding, 'route' | 'query' | 'severity' | 'expected'>>;

export function dbFinding(rule: DbRule, what: FoundWhat): DbFinding {
  const { title, severity, why, when } = dbRules[rule];
  return { rule, title, severity, why, when, route: null, query: null, gain: null, expected: null, ...what };
}
