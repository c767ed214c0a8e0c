import { ok, type Result } from '../../model/outside.ts';
import { planProblems } from '../../protocols/database/plan-problems.ts';
import { readStatement } from '../../protocols/database/statement.ts';
import type { Looked, StatementCounters } from '../looked.ts';
import { hypotheticalGain } from './advise.ts';
import { mark, openPostgres, type PostgresSession } from './connect.ts';
import { openCopy } from './copy.ts';
import { prepare } from './explain.ts';
import { heaviest, readCounts, withTexts } from './statements.ts';
import { readDatabase } from './statistics.ts';

/** A PostgreSQL that can be looked at. */
export async function lookAtPostgres(url: string): Promise<Result<Looked>> {
  const opened = await openPostgres(url);
  return opened.ok ? ok(lookedPostgres(opened.value)) : opened;
}

export function lookedPostgres(opened: PostgresSession): Looked {
  const { session, statements, isReplica } = opened;
  return {
    kind: 'postgres',
    product: 'PostgreSQL',
    isReplica,
    counters: 'schema' in statements ? countersIn(opened, statements.schema) : statements,
    blindSpots: [],
    facts: () => readDatabase(session),
    watchHeld: () => () => heldMs(opened),
    problemsOf: async (asked, { tables }) => {
      const prepared = await prepare(session, asked);
      if (!prepared.ok) return prepared;
      await using statement = prepared.value;
      const plan = await statement.explain();
      return plan.ok ? ok(planProblems(plan.value.root, tables)) : plan;
    },
    gainOf: (question) => hypotheticalGain(question, opened),
    openCopy: (url) => openCopy(url, opened),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

const countersIn = ({ session }: PostgresSession, schema: string): StatementCounters => ({
  counts: () => readCounts(session, schema),
  withTexts: (counts) => withTexts(session, schema, counts),
  heaviest: (count) => heaviest(session, schema, count),
  read: readStatement,
  unseen: async () => 0,
});

const heldSql = `select ${mark} coalesce(max(extract(epoch from clock_timestamp() - state_change) * 1000), 0)::float8 as held
  from pg_stat_activity where datname = current_database() and state like 'idle in transaction%' and pid <> pg_backend_pid()`;

async function heldMs({ session }: PostgresSession): Promise<number> {
  const rows = await session.run(heldSql);
  const held: unknown = rows.ok ? rows.value[0]?.['held'] : 0;
  return typeof held === 'number' ? held : 0;
}
