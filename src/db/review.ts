import { loadModule } from 'libpg-query';
import { ok, type Outside, type Result } from '../model/outside.ts';
import { plural } from '../model/words.ts';
import type { DbFinding } from '../protocols/database/finding.ts';
import { judgeRouteUse, type RouteUse } from '../protocols/database/judge-route.ts';
import { judgeSchema } from '../protocols/database/judge-schema.ts';
import { judgeServer } from '../protocols/database/judge-server.ts';
import { judgeTables } from '../protocols/database/judge-tables.ts';
import type { DatabaseFacts, StatementUse } from '../protocols/database/statistics.ts';
import { addGains } from './gains.ts';
import type { Copy, Looked, StatementCounters } from './looked.ts';
import type { Observation } from './observe.ts';
import { observeSubject, type Subject } from './subjects.ts';
import { settledFindings, statementFindings } from './statement-findings.ts';

export interface ReviewRequest {
  readonly looked: Looked;
  readonly outside: Outside;
  readonly signal: AbortSignal;
  readonly subjects: readonly Subject[];
  /** What all pools together may open; null: nobody said. */
  readonly poolSize: number | null;
  /** Opens the place where indexes may be built; null: none. */
  readonly openCopy: ((facts: DatabaseFacts) => Promise<Result<Copy>>) | null;
  readonly onProgress: (what: string) => void;
}

export interface ReviewedRoute {
  readonly id: string;
  readonly queries: number;
  readonly databaseMs: number;
  readonly tookMs: number;
  readonly budgetMs: number;
  readonly statements: readonly StatementUse[];
}

export interface Review {
  readonly facts: DatabaseFacts;
  readonly routes: readonly ReviewedRoute[];
  readonly findings: readonly DbFinding[];
  /** Since statistics began, the most time first. */
  readonly heaviest: readonly StatementUse[];
  /** Sentences. Nothing in here was judged. */
  readonly notLookedAt: readonly string[];
  /** Sentences: indexes whose gain could not be told. */
  readonly notes: readonly string[];
}

const heavyCount = 15;

/** Looks, asks, judges, and measures what the proposed indexes gain. What could not be seen is told, and the rest stays. */
export async function reviewDatabase(request: ReviewRequest): Promise<Result<Review>> {
  const { looked, onProgress } = request;
  await loadModule();
  const before = await looked.facts();
  if (!before.ok) return before;
  const notLookedAt: string[] = [];
  const notes: string[] = [];
  const seen = await observeAll(request, notLookedAt);
  onProgress('plans');
  const counters = 'counts' in looked.counters ? looked.counters : null;
  const heavy = counters === null ? ok([]) : await counters.heaviest(heavyCount);
  const uses = [
    ...seen.flatMap(({ use }) => use.statements.map((each) => ({ ...each, route: use.id }))),
    ...(counters === null || !heavy.ok ? [] : others(heavy.value, seen, counters)),
  ];
  const proposed = await statementFindings(uses, { looked, facts: before.value, notLookedAt });
  const after = await looked.facts();
  const facts = after.ok ? after.value : before.value;
  onProgress('indexes');
  const gained = await addGains(proposed, { request, facts, notes });
  const worked = new Set(
    gained.flatMap(({ rule, query }) => (rule === 'whole-table-read' && query !== null ? [query] : [])),
  );
  const symptoms = seen.flatMap(({ use }) => judgeRouteUse(use, worked));
  const findings = [
    ...settledFindings(symptoms, gained),
    ...judgeSchema(facts),
    ...judgeTables(facts),
    ...judgeServer(facts, request.poolSize),
  ];
  notLookedAt.push(...untold(looked, facts));
  return ok({
    facts,
    routes: seen.map(({ use, budgetMs }) => ({
      id: use.id,
      queries: use.statements.reduce((sum, { calls }) => sum + calls, 0),
      databaseMs: use.databaseMs,
      tookMs: use.tookMs,
      budgetMs,
      statements: use.statements.map(({ statement: _parsed, ...counted }) => counted),
    })),
    findings: findings.toSorted((a, b) => order[a.severity] - order[b.severity]),
    heaviest: heavy.ok ? heavy.value : [],
    notLookedAt,
    notes,
  });
}

const order = { high: 0, medium: 1, low: 2 } as const;

interface Seen {
  readonly use: RouteUse;
  readonly budgetMs: number;
}

async function observeAll(request: ReviewRequest, notLookedAt: string[]): Promise<readonly Seen[]> {
  const { looked, outside, signal, subjects, onProgress } = request;
  const { counters } = looked;
  if (!('counts' in counters)) {
    notLookedAt.push(`Queries of each request: ${counters.why}. ${counters.todo}`);
    return [];
  }
  const tools = { looked, counters, clock: outside.clock, signal };
  const seen: Seen[] = [];
  for (const subject of subjects) {
    if (signal.aborted) break;
    onProgress(subject.id);
    const observed = await observeSubject(subject, tools);
    for (const each of observed) {
      if (!each.ok) notLookedAt.push(`${subject.id}: ${each.error.message}`);
      else if (each.value.trouble !== null) notLookedAt.push(`${each.value.id}: ${each.value.trouble}`);
      else seen.push({ use: useOf(each.value, subject, counters), budgetMs: subject.budgetMs });
      if (each.ok && each.value.unseen > 0) notLookedAt.push(unseen(each.value, looked.product));
    }
  }
  return seen;
}

const useOf = (
  each: Observation,
  { isReading, budgetMs }: Subject,
  { read }: StatementCounters,
): RouteUse => ({
  ...each,
  isReading,
  budgetMs,
  statements: each.statements.map((use) => ({ ...use, statement: read(use.text) })),
});

const unseen = (each: Observation, product: string): string =>
  `${each.id}: ${plural(each.unseen, 'statement was', 'statements were')} prepared on the server and thrown away, which ${product} counts without their text. Let the driver send texts while this looks (Node mysql2: query instead of execute; JDBC: useServerPrepStmts=false; Go: interpolateParams=true; Rails: prepared_statements: false; PDO: ATTR_EMULATE_PREPARES).`;

/** Statements no route was seen to send: jobs, other routes, other programs. */
const others = (
  heavy: readonly StatementUse[],
  seen: readonly Seen[],
  { read }: StatementCounters,
): readonly (RouteUse['statements'][number] & { readonly route: null })[] => {
  const known = new Set(seen.flatMap(({ use }) => use.statements.map(({ id }) => id)));
  return heavy
    .filter(({ id }) => !known.has(id))
    .map((use) => ({ ...use, statement: read(use.text), route: null }));
};

function untold({ isReplica, blindSpots }: Looked, { tables }: DatabaseFacts): readonly string[] {
  return [
    ...blindSpots,
    ...(tables.length === 0
      ? ['The database holds no tables: run the migrations and put data in first.']
      : []),
    ...(isReplica
      ? [
          'This is a read replica: writes, dead rows and the use of indexes by the primary are not counted here. Look at the primary as well.',
        ]
      : []),
  ];
}
