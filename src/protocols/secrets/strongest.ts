import type { Candidate, Judgement, SecretRule } from './rule.ts';

export interface Found {
  readonly rule: SecretRule;
  readonly order: number;
  readonly candidate: Candidate;
  /** null: has the form and is none. It still says so about weaker rules that match the same place. */
  readonly judgement: Judgement | null;
  readonly length: number;
  readonly isEncoded: boolean;
}
export type Proven = Found & { readonly judgement: Judgement };

const ranks = { shape: 2, named: 1, guess: 0 } as const;

/** One match per place: the kind of evidence decides, then the longer match, then the order of the rules. */
export function strongest(found: readonly Found[]): readonly Proven[] {
  const kept: Found[] = [];
  const telling = found.filter(({ rule, judgement }) => judgement !== null || rule.strength === 'shape');
  for (const each of telling.toSorted(
    (a, b) => a.candidate.valueStart - b.candidate.valueStart || better(b, a),
  )) {
    const last = kept.at(-1);
    if (last === undefined || endOf(last) <= each.candidate.valueStart) kept.push(each);
    else if (better(each, last) > 0) kept[kept.length - 1] = each;
  }
  return kept.filter((each): each is Proven => each.judgement !== null);
}

const endOf = ({ candidate, length }: Found): number => candidate.valueStart + length;

/** Above 0 when `a` is the better one. Among shapes one that was recognised beats one that was turned away. */
function better(a: Found, b: Found): number {
  if (
    isSame(a, b) &&
    a.rule.strength !== 'guess' &&
    b.rule.strength !== 'guess' &&
    a.judgement !== null &&
    b.judgement !== null
  ) {
    // The whole value is of a known form and the name says whose: the name knows better.
    return (
      ranks[b.rule.strength] - ranks[a.rule.strength] ||
      b.candidate.start - a.candidate.start ||
      b.order - a.order
    );
  }
  return (
    ranks[a.rule.strength] - ranks[b.rule.strength] ||
    Number(a.judgement !== null) - Number(b.judgement !== null) ||
    a.length - b.length ||
    b.order - a.order
  );
}

const isSame = (a: Found, b: Found): boolean =>
  a.candidate.valueStart === b.candidate.valueStart && a.length === b.length;
