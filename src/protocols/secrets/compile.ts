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
  /** By keyword index. */
  readonly rulesOf: readonly (readonly CompiledRule[])[];
  /** Indexes of the keywords that begin a text in base64. */
  readonly encoded: ReadonlySet<number>;
  readonly reach: Reach;
}

/** A few characters single a place out; whole keywords would only make the table too large for the processor’s cache. */
const short = (keyword: string): string => keyword.slice(0, 7);

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
  const plain = [...new Set(rules.flatMap((rule) => rule.keywords.map(short)))];
  const keywords = [...new Set([...plain, ...encoded.prefixes.map((prefix) => short(prefix.toLowerCase()))])];
  const reaches = rules.map((rule) => patternReach(rule.pattern));
  return {
    automaton: keywordAutomaton(keywords),
    keywords,
    encoded: new Set(encoded.prefixes.map((prefix) => keywords.indexOf(short(prefix.toLowerCase())))),
    rulesOf: keywords.map((word) =>
      compiled.filter(({ rule }) => rule.keywords.some((keyword) => short(keyword) === word)),
    ),
    reach: {
      ahead: Math.max(encoded.maxLength, ...reaches.map(({ ahead }) => ahead)) + contextReach,
      behind: Math.max(...reaches.map(({ behind }) => behind)) + contextReach,
    },
  };
}
