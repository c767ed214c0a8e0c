import { unknown, type Verdict } from '../model/check.ts';

/**
 * A check that says "not applicable, see tls/handshake" leaves the matter to another one. When that one is not part of the run
 * nobody answers, and the question stays open: unknown, never silently fine.
 */
export function unlessDeferred(verdict: Verdict, selected: ReadonlySet<string>, domain: string): Verdict {
  if (verdict.outcome !== 'notApplicable' || !verdict.why.includes('/')) return verdict;
  const others = [...verdict.why.matchAll(reference)].map(([, id]) => id ?? '');
  const [first] = others;
  if (first === undefined || others.some((id) => selected.has(id))) return verdict;
  return unknown(
    `${verdict.why}, which is not part of this run`,
    `launch-ready audit ${domain} --only ${first}`,
  );
}

/** How judgements name the check that answers instead of them. */
export const reference = /\b(?:see|which) ([a-z]+\/[a-z0-9-]+)/g;
