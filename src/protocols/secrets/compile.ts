import type { CodedRun, Codings } from './encoded.ts';
import { keywordSearch, type KeywordSearch } from './keyword-search.ts';
import { patternReach, type Reach } from './pattern-reach.ts';
import type { SecretRule } from './rule.ts';

export interface CompiledRule {
  readonly rule: SecretRule;
  readonly sticky: RegExp;
  /** Place in the list: the earlier one wins a tie. */
  readonly order: number;
}

/** Rules ready to run: one search for all keywords, all patterns sticky, tried only where a keyword stands. */
export interface CompiledRules {
  readonly search: KeywordSearch;
  readonly keywords: readonly string[];
  /** By keyword index. */
  readonly rulesOf: readonly (readonly CompiledRule[])[];
  /** What to decode near a keyword, by its index. */
  readonly codedRuns: readonly (((text: string, keywordStart: number) => readonly CodedRun[]) | undefined)[];
  readonly reach: Reach;
}

/** Judges look this far around a match for its name, its line and its neighbours. */
const contextReach = 512;

export function compileRules(
  rules: readonly SecretRule[],
  { keywords: coded, maxLength }: Codings,
): CompiledRules {
  const compiled = rules.map((rule, order) => ({
    rule,
    order,
    sticky: new RegExp(rule.pattern.source, `${rule.pattern.flags}y`),
  }));
  const plain = [...new Set(rules.flatMap(({ keywords: own }) => own))];
  const keywords = [...new Set([...plain, ...coded.keys()])];
  const reaches = rules.map((rule) => patternReach(rule.pattern));
  return {
    search: keywordSearch(keywords),
    keywords,
    codedRuns: keywords.map((word) => coded.get(word)),
    rulesOf: keywords.map((word) => compiled.filter(({ rule }) => rule.keywords.includes(word))),
    reach: {
      ahead: Math.max(maxLength, ...reaches.map(({ ahead }) => ahead)) + contextReach,
      behind: Math.max(maxLength, ...reaches.map(({ behind }) => behind)) + contextReach,
    },
  };
}
