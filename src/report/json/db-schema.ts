import { z } from 'zod';
import { dbRules, type DbRule } from '../../protocols/database/finding.ts';

const count = z.number().min(0);
const texts = z.array(z.string()).readonly();
/** Guarantee: a table has at least one row. */
const rules = Object.keys(dbRules) as [DbRule, ...DbRule[]];

const statement = z.strictObject({
  id: z.string().describe('queryid of pg_stat_statements, or digest of performance_schema'),
  calls: count,
  rows: count,
  execMs: count,
  blocks: count.nullable().describe('shared blocks hit or read; null: not counted there'),
  tempBlocks: count.nullable(),
  examinedRows: count.nullable().describe('rows read to find them; null: not counted there'),
  diskTables: count.nullable().describe('temporary tables on disk and passes of sorting through files'),
  text: z.string().describe('constants stand as $1 or ?'),
});

const gain = z
  .strictObject({
    by: z.enum(['hypothetical index', 'copy']),
    costUnit: z.enum(['cost', 'rows']).describe('the planner’s units, or rows it expects to read'),
    costBefore: count,
    costAfter: count,
    msBefore: count.nullable().describe('median of several runs'),
    msAfter: count.nullable(),
    indexBytes: count.nullable(),
  })
  .nullable();

/** What `launch-ready db --json` prints. */
export const dbSchema = z.strictObject({
  schema: z.literal('launch-ready/db@1'),
  tool: z.strictObject({ name: z.literal('launch-ready'), version: z.string() }),
  product: z.string(),
  server: z.strictObject({
    product: z.string().describe('PostgreSQL, MySQL, MariaDB'),
    database: z.string(),
    version: z.string(),
    isReplica: z.boolean(),
    bytes: count,
    tables: count,
  }),
  verdict: z.enum(['good', 'failed', 'unknown']),
  headline: z.string(),
  routes: z
    .array(
      z.strictObject({
        id: z.string(),
        queries: count.describe('in one request'),
        databaseMs: count,
        tookMs: count,
        budgetMs: count,
        statements: z.array(statement).readonly(),
      }),
    )
    .readonly(),
  findings: z
    .array(
      z.strictObject({
        rule: z.enum(rules),
        severity: z.enum(['high', 'medium', 'low']),
        title: z.string(),
        route: z.string().nullable(),
        subject: z.string(),
        found: z.string(),
        query: z.string().nullable(),
        why: z.string(),
        remedy: z.string(),
        when: z.enum(['now', 'later']),
        gain,
        expected: z.string().nullable().describe('what mending it should bring'),
      }),
    )
    .readonly(),
  heaviest: z.array(statement).readonly().describe('since statistics began, the most time first'),
  notLookedAt: texts,
  notes: texts,
  notAsked: texts,
});
