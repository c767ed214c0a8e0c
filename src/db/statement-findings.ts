import type { DbFinding, DbRule } from '../protocols/database/finding.ts';
import { judgePlanProblem, type PlanFinding } from '../protocols/database/judge-plan.ts';
import type { PlanProblem } from '../protocols/database/plan-problems.ts';
import { eitherProposals, isThere, proposalFor } from '../protocols/database/proposal.ts';
import type { Statement } from '../protocols/database/statement.ts';
import type { DatabaseFacts, StatementUse } from '../protocols/database/statistics.ts';
import type { Asked, Looked } from './looked.ts';

export interface Proposed extends PlanFinding {
  readonly use: Asked;
}

type Used = StatementUse & { readonly statement: Statement | null; readonly route: string | null };

/** The plan of each statement, judged. Routes that send the same statement share one plan. */
export async function statementFindings(
  uses: readonly Used[],
  about: {
    readonly looked: Looked;
    readonly facts: DatabaseFacts;
    readonly notLookedAt: string[];
  },
): Promise<readonly Proposed[]> {
  const plans = new Map<string, readonly PlanProblem[]>();
  const found: Proposed[] = [];
  for (const use of uses) {
    const { statement } = use;
    if (statement === null || statement.kind === 'insert') continue;
    const problems = plans.get(use.id) ?? (await problemsOf({ ...use, statement }, about));
    plans.set(use.id, problems);
    for (const problem of problems)
      found.push({
        ...judgePlanProblem(problem, { route: use.route, query: use.text, kind: about.facts.kind }),
        use: { ...use, statement },
      });
  }
  return found;
}

async function problemsOf(
  use: Asked,
  { looked, facts, notLookedAt }: Parameters<typeof statementFindings>[1],
): Promise<readonly PlanProblem[]> {
  const problems = await looked.problemsOf(use, facts);
  if (!problems.ok) {
    notLookedAt.push(`${shortened(use.text)}: ${problems.error.message}`);
    return [];
  }
  return problems.value.flatMap((problem) => withoutIndexed(problem, facts));
}

/** With its index in place the planner passed it over for a reason of its own; another one would not change that. */
function withoutIndexed(
  problem: PlanProblem,
  { kind, indexes }: Pick<DatabaseFacts, 'kind' | 'indexes'>,
): readonly PlanProblem[] {
  if (problem.kind === 'either') {
    const missing = problem.conditions.filter((condition) =>
      eitherProposals({ ...problem, conditions: [condition] }, kind).every((each) => !isThere(each, indexes)),
    );
    return missing.length === 0 ? [] : [{ ...problem, conditions: missing }];
  }
  const proposal = proposalFor(problem, kind);
  return proposal === null || proposal.keys.length === 0 || !isThere(proposal, indexes) ? [problem] : [];
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
