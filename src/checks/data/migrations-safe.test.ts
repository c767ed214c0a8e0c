import { expect, it } from 'vitest';
import type { MigrationsFact } from '../../facts/data/migrations.ts';
import { target } from '../../model/target.ts';
import migrationsSafe from './migrations-safe.ts';

const context = { target: target('repository', '.'), manifest: {}, profile: {}, now: 0 } as never;
const fact = (details: Partial<MigrationsFact> = {}): MigrationsFact => ({
  count: 12,
  tools: ['prisma'],
  newest: { id: '20261101_plan', path: 'm/plan.sql', hasWayBack: false },
  problems: [],
  notLookedAt: [],
  ...details,
});
const problem = {
  rule: 'migrations/drop-table',
  severity: 'blocker',
  text: 'orders and its data are dropped',
  fix: 'Keep it.',
  path: 'm/plan.sql',
  line: 3,
  lock: 'ACCESS EXCLUSIVE',
} as const;

it.each([
  [
    'nothing dangerous',
    fact(),
    { outcome: 'pass', found: '20261101_plan, the newest of 12, breaks no rule' },
  ],
  [
    'a dropped table',
    fact({ problems: [problem] }),
    {
      outcome: 'fail',
      severity: 'blocker',
      found: 'm/plan.sql:3 orders and its data are dropped',
      fix: 'Keep it.',
    },
  ],
  ['only small things', fact({ problems: [{ ...problem, severity: 'medium' }] }), { outcome: 'pass' }],
  [
    'code that says nothing in SQL',
    fact({ notLookedAt: ['m/x.py:4 RunPython says nothing in SQL'] }),
    { outcome: 'unknown', missing: 'm/x.py:4 RunPython says nothing in SQL' },
  ],
  ['no migrations', fact({ count: 0, newest: null }), { outcome: 'notApplicable' }],
] as const)('DEP-4: %s', (_story, migrations, expected) => {
  expect(migrationsSafe.judge({ migrations }, context)).toMatchObject(expected);
});
