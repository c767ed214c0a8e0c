import type { DbFinding, DbRule } from '../protocols/postgres/finding.ts';
import { judgePlanProblem, type PlanFinding } from '../protocols/postgres/judge-plan.ts';
import { planProblems } from '../protocols/postgres/plan-problems.ts';
import type { Statement } from '../protocols/postgres/statement.ts';
import type { StatementUse, TableFacts } from '../protocols/postgres/statistics.ts';
import type { Looked } from './connect.ts';
import { prepare } from './explain.ts';

export interface Proposed extends PlanFinding {
  readonly use: StatementUse & { readonly statement: Statement };
}

type Asked = StatementUse & { readonly statement: Statement | null; readonly route: string | null };

/** The plan of each statement, judged. Routes that send the same statement share one plan. */
export async function statementFindings(
  uses: readonly Asked[],
  about: {
    readonly looked: Looked;
    readonly tables: readonly TableFacts[];
    readonly notLookedAt: string[];
  },
): Promise<readonly Proposed[]> {
  const plans = new Map<string, ReturnType<typeof planProblems>>();
  const found: Proposed[] = [];
  for (const use of uses) {
    const { statement } = use;
    if (statement === null || statement.kind === 'insert') continue;
    const problems = plans.get(use.id) ?? (await problemsOf({ ...use, statement }, about));
    plans.set(use.id, problems);
    for (const problem of problems)
      found.push({
        ...judgePlanProblem(problem, { route: use.route, query: use.text }),
        use: { ...use, statement },
      });
  }
  return found;
}

async function problemsOf(
  use: StatementUse & { readonly statement: Statement },
  { looked, tables, notLookedAt }: Parameters<typeof statementFindings>[1],
): Promise<ReturnType<typeof planProblems>> {
  const prepared = await prepare(looked.session, use);
  if (!prepared.ok) {
    notLookedAt.push(`${shortened(use.text)}: ${prepared.error.message}`);
    return [];
  }
  await using asked = prepared.value;
  const plan = await asked.explain();
  if (plan.ok) return planProblems(plan.value.root, tables);
  notLookedAt.push(`${shortened(use.text)}: ${plan.error.message}`);
  return [];
}

/** What a plan explains is told once: the symptom gives way to its cause. */
const explainedBy: Partial<Record<DbRule, readonly DbRule[]>> = {
  'slow-query': [
    'unindexed-filter',
    'unindexed-sort',
    'cast-hides-index',
    'whole-table-read',
    'spills-to-disk',
    'unbounded-result',
    'deep-offset',
  ],
  'reads-too-much': ['unindexed-filter', 'unindexed-sort', 'cast-hides-index', 'whole-table-read'],
  'deep-offset': ['unindexed-filter', 'unindexed-sort', 'cast-hides-index'],
  'cache-candidate': ['unindexed-filter', 'unindexed-sort', 'cast-hides-index'],
  'spills-to-disk': ['unindexed-sort'],
  'whole-table-read': ['cache-candidate'],
};

export function settledFindings(
  symptoms: readonly DbFinding[],
  causes: readonly DbFinding[],
): readonly DbFinding[] {
  const all = [...symptoms, ...causes];
  return all.filter(
    ({ rule, route, query }) =>
      !all.some(
        (other) =>
          other.route === route && other.query === query && explainedBy[rule]?.includes(other.rule) === true,
      ),
  );
}

export function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
