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
  /** Indexes of the keywords that begin a text in base64. */
  readonly encoded: ReadonlySet<number>;
  readonly reach: Reach;
}

/** Judges look this far around a match for its name, its line and its neighbours. */
const contextReach = 512;

export function compileRules(
  rules: readonly SecretRule[],
  encoded: { readonly prefixes: readonly string[]; readonly maxLength: number },
): CompiledRules {
  const compiled = rules.map((rule, order) => ({
    rule,
    order,
    sticky: new RegExp(rule.pattern.source, `${rule.pattern.flags}y`),
  }));
  const plain = [...new Set(rules.flatMap(({ keywords: own }) => own))];
  const keywords = [...new Set([...plain, ...encoded.prefixes.map((prefix) => prefix.toLowerCase())])];
  const reaches = rules.map((rule) => patternReach(rule.pattern));
  return {
    search: keywordSearch(keywords),
    keywords,
    encoded: new Set(encoded.prefixes.map((prefix) => keywords.indexOf(prefix.toLowerCase()))),
    rulesOf: keywords.map((word) => compiled.filter(({ rule }) => rule.keywords.includes(word))),
    reach: {
      ahead: Math.max(encoded.maxLength, ...reaches.map(({ ahead }) => ahead)) + contextReach,
      behind: Math.max(...reaches.map(({ behind }) => behind)) + contextReach,
    },
  };
}
