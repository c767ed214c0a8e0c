import { keywordAutomaton, type KeywordAutomaton } from './keyword-automaton.ts';
import { patternReach, type Reach } from './pattern-reach.ts';
import type { SecretRule } from './rule.ts';

export interface CompiledRule {
  readonly rule: SecretRule;
  readonly sticky: RegExp;
  /** Place in the list: the earlier one wins a tie. */
  readonly order: number;
}

/** Rules ready to run: all keywords in one automaton, all patterns sticky, tried only where a keyword stands. */
export interface CompiledRules {
  readonly automaton: KeywordAutomaton;
  readonly keywords: readonly string[];
  /** By keyword index; a keyword without rules begins a text in base64. */
  readonly rulesOf: readonly (readonly CompiledRule[])[];
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
  const plain = [...new Set(rules.flatMap((rule) => rule.keywords))];
  const keywords = [...plain, ...encoded.prefixes.map((prefix) => prefix.toLowerCase())];
  const reaches = rules.map((rule) => patternReach(rule.pattern));
  return {
    automaton: keywordAutomaton(keywords),
    keywords,
    rulesOf: plain.map((word) => compiled.filter(({ rule }) => rule.keywords.includes(word))),
    reach: {
      ahead: Math.max(encoded.maxLength, ...reaches.map(({ ahead }) => ahead)) + contextReach,
      behind: Math.max(...reaches.map(({ behind }) => behind)) + contextReach,
    },
  };
}
