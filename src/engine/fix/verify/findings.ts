import type { Finding } from '../../../model/finding.ts';
import type { Plan } from '../../../model/fix.ts';
import type { Judgement } from '../../../model/finding.ts';
import { severities } from '../../../model/check.ts';
import { targetKey } from '../../../model/target.ts';

/** One look at the product: what failed, and every judgement, so that "unknown" is never taken for cured. */
export interface Looked {
  readonly findings: readonly Finding[];
  readonly judgements: readonly Judgement[];
}

export interface Effect {
  readonly cured: readonly Finding[];
  /** Fails now and did not before. */
  readonly introduced: readonly Finding[];
  /** Meant to be cured, and still there. */
  readonly uncured: readonly Finding[];
  /** Was decided before and cannot be told now. */
  readonly lost: readonly { readonly check: string; readonly target: string; readonly missing: string }[];
}

/** What a plan did to the judgements: the same comparison for facts that are planned and facts that were collected again. */
export function effectOf(plan: Pick<Plan, 'changes'>, before: Looked, after: Looked): Effect {
  const [old, now] = [byPrint(before.findings), byPrint(after.findings)];
  const wanted = new Set(plan.changes.flatMap(({ cures }) => cures));
  const open = new Map(after.judgements.map((each) => [keyOf(each), each.verdict]));
  const gone = before.findings.filter(({ fingerprint }) => !now.has(fingerprint));
  const isDecided = (finding: Finding): boolean => open.get(keyOf(finding))?.outcome !== 'unknown';
  return {
    cured: gone.filter(isDecided),
    introduced: after.findings.filter(({ fingerprint }) => !old.has(fingerprint)),
    uncured: after.findings.filter(({ fingerprint }) => old.has(fingerprint) && wanted.has(fingerprint)),
    lost: before.judgements.flatMap((judgement) => {
      const verdict = open.get(keyOf(judgement));
      if (judgement.verdict.outcome === 'unknown' || verdict?.outcome !== 'unknown') return [];
      return [{ check: judgement.check, target: targetKey(judgement.target), missing: verdict.missing }];
    }),
  };
}

const byPrint = (findings: readonly Finding[]): ReadonlyMap<string, Finding> =>
  new Map(findings.map((finding) => [finding.fingerprint, finding]));

const keyOf = ({ check, target }: { readonly check: string; readonly target: Finding['target'] }): string =>
  `${check} ${targetKey(target)}`;

/** New findings that make a plan wrong. Low ones are told, they do not undo it. */
export const serious = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severities.indexOf(severity) <= severities.indexOf('medium'));

/** "cures 9, introduces 1: eleven look-ups". */
export function effectSentence({ cured, introduced, lost }: Effect): string {
  const parts = [`cures ${cured.length}`, `introduces ${introduced.length}`];
  const what = introduced.slice(0, 3).map(({ found, target }) => `${target.name}: ${found}`);
  const text = parts.join(', ') + (what.length > 0 ? `: ${what.join('; ')}` : '');
  return lost.length === 0 ? text : `${text}; ${lost.length} cannot be told`;
}
