import type { Session } from '../../collectors/data/session.ts';
import { failure, ok, type Result } from '../../model/outside.ts';
import { quoted, quotedTable } from '../../protocols/database/dialect.ts';
import type { IndexGain } from '../../protocols/database/finding.ts';
import { nodesOf, type Plan } from '../../protocols/database/plan.ts';
import type { Question } from '../looked.ts';
import { literal, mark, type PostgresSession } from './connect.ts';
import { prepare } from './explain.ts';

const runs = 5;

/** Told with a hypothetical index, which only this session sees. */
export async function hypotheticalGain(
  question: Question,
  { session, hypopg }: PostgresSession,
): Promise<Result<IndexGain>> {
  if (hypopg === null)
    return failure(
      'not-found',
      'hypopg is not installed there, and no copy was given (--copy, --throw-away)',
    );
  if (question.proposal.extension !== null)
    return failure('not-found', 'hypopg cannot try indexes of this kind; a copy can (--copy, --throw-away)');
  return hypothetical(question, session, hypopg);
}

async function hypothetical(
  { use, proposal }: Question,
  session: Session,
  schema: string,
): Promise<Result<IndexGain>> {
  const before = await planOf(session, use);
  if (!before.ok) return before;
  const made = await session.run(
    `select ${mark} indexname as name, ${schema}hypopg_relation_size(indexrelid)::float8 as bytes from ${schema}hypopg_create_index(${literal(proposal.plainSql)})`,
  );
  if (!made.ok) return made;
  try {
    const after = await planOf(session, use);
    if (!after.ok) return after;
    const name = String(made.value[0]?.['name'] ?? '');
    if (!usesIndex(after.value, name)) return unused;
    const bytes = made.value[0]?.['bytes'];
    return ok({
      by: 'hypothetical index',
      costUnit: 'cost',
      costBefore: before.value.root.totalCost,
      costAfter: after.value.root.totalCost,
      msBefore: null,
      msAfter: null,
      indexBytes: typeof bytes === 'number' ? bytes : null,
    });
  } finally {
    await session.run(`select ${mark} ${schema}hypopg_reset()`);
  }
}

const usesIndex = (plan: Plan, name: string): boolean =>
  [...nodesOf(plan.root)].some(({ node }) => node.index === name);

/** Of a partitioned table the indexes of its partitions are used, under names of their own. */
async function isUsed(session: Session, plan: Plan, name: string): Promise<boolean> {
  if (usesIndex(plan, name)) return true;
  const parts = await session.run(
    `select relid::regclass::text as name from pg_partition_tree(${literal(quoted(name))}::regclass)`,
  );
  return parts.ok && parts.value.some((part) => usesIndex(plan, String(part['name']).replaceAll('"', '')));
}

const unused = failure(
  'failed',
  'the planner would not use it: the figures of the table may be old, or it is too small',
);

async function planOf(session: Session, use: Question['use']): Promise<Result<Plan>> {
  const prepared = await prepare(session, use);
  if (!prepared.ok) return prepared;
  await using statement = prepared.value;
  return await statement.explain();
}

/** Built, measured and taken away again, so that the next proposal meets the same copy. */
export async function copyGain({ use, proposal }: Question, session: Session): Promise<Result<IndexGain>> {
  const before = await measured(session, use);
  if (!before.ok) return before;
  if (proposal.extension !== null) {
    const extended = await session.run(`create extension if not exists ${proposal.extension}`);
    if (!extended.ok) return extended;
  }
  const built = await session.run(proposal.plainSql.replace('create index', 'create index if not exists'));
  if (!built.ok) return built;
  const index = quoted(proposal.name);
  try {
    await session.run(`analyze ${quotedTable(proposal.table)}`);
    const after = await measured(session, use);
    if (!after.ok) return after;
    if (!(await isUsed(session, after.value.plan, proposal.name))) return unused;
    const size = await session.run(`select pg_relation_size(${literal(index)}::regclass)::float8 as bytes`);
    const bytes = size.ok ? size.value[0]?.['bytes'] : null;
    return ok({
      by: 'copy',
      costUnit: 'cost',
      costBefore: before.value.plan.root.totalCost,
      costAfter: after.value.plan.root.totalCost,
      msBefore: before.value.ms,
      msAfter: after.value.ms,
      indexBytes: typeof bytes === 'number' ? bytes : null,
    });
  } finally {
    await session.run(`drop index if exists ${index}`);
  }
}

/** A function that may do something each time it is called (send, count up, reach another server) is not called for a measurement. */
async function isHarmless(session: Session, functions: readonly string[]): Promise<boolean> {
  if (functions.length === 0) return true;
  const rows = await session.run(
    `select 1 from pg_proc where provolatile = 'v' and proname in (${functions.map(literal).join(', ')}) limit 1`,
  );
  return rows.ok && rows.value.length === 0;
}

/** The median of several runs; only what reads is run. */
async function measured(
  session: Session,
  use: Question['use'],
): Promise<Result<{ readonly plan: Plan; readonly ms: number | null }>> {
  const prepared = await prepare(session, use);
  if (!prepared.ok) return prepared;
  await using statement = prepared.value;
  const isRun = use.statement.kind === 'select' && (await isHarmless(session, use.statement.functions));
  let plan = await statement.explain({ isRun });
  const took: number[] = [];
  for (let run = 0; run < runs && plan.ok; run += 1) {
    if (plan.value.executionMs === null) break;
    took.push(plan.value.executionMs);
    plan = await statement.explain({ isRun });
  }
  if (!plan.ok) return plan;
  return ok({ plan: plan.value, ms: took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)] ?? null });
}
