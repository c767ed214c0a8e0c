import { unixMs } from '../model/brand.ts';
import { deploySchema, deployStepIds, type DeployReport, type DeployVerdict } from '../model/deploy.ts';
import type { JournalState } from './journal.ts';

/** A deploy as its journal tells it. Without an end: interrupted. Pure. */
export function reportOf(state: JournalState, limitMs: number | null): DeployReport {
  const { plan, settled, startedAt, lastAt, open } = state;
  const steps = deployStepIds.flatMap((id) => state.ended.get(id) ?? []);
  const cut =
    open === null
      ? []
      : [
          {
            id: open.step,
            title: open.title,
            status: 'interrupted' as const,
            found: 'It began, and nobody knows how it ended',
            evidence: [],
            startedAt: unixMs(open.at),
            tookMs: Math.max(0, lastAt - open.at),
          },
        ];
  const verdict: DeployVerdict = settled?.verdict ?? 'interrupted';
  const rollbackMs = memoNumber(state.memos.get('rollbackMs'));
  return {
    schema: deploySchema,
    ...plan,
    startedAt: unixMs(startedAt),
    tookMs: lastAt - startedAt,
    verdict,
    headline: settled?.headline ?? `Interrupted${open === null ? '' : ` during ${open.title.toLowerCase()}`}`,
    steps: [...steps, ...cut],
    rollback: rollbackMs === null ? null : { tookMs: rollbackMs, limitMs },
  };
}

const memoNumber = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Production may have been touched and nobody has said what became of it. */
export function isUnsettled({ settled, ended, open }: JournalState): boolean {
  const isOver = settled !== null && settled.verdict !== 'interrupted';
  const touching = ['migrate', 'release', 'rollback'] as const;
  return !isOver && touching.some((id) => ended.has(id) || open?.step === id);
}
