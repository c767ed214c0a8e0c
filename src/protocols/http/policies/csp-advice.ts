import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import type { Finding } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';

export interface CspAdvice {
  readonly directive: string;
  readonly source: string | null;
  readonly text: string;
  readonly weight: 'high' | 'medium' | 'syntax';
}

const weights: ReadonlyMap<Severity, CspAdvice['weight']> = new Map([
  [Severity.HIGH, 'high'],
  [Severity.MEDIUM, 'medium'],
  [Severity.SYNTAX, 'syntax'],
]);
const maxAdvice = 30;

/**
 * What the field's evaluator says about a policy: allow-lists that can be bypassed, missing directives, misspelt names.
 * Its remarks about `'self'` are left out: they are true of every site with an upload, and of no other.
 */
export function cspAdvice(policy: string): readonly CspAdvice[] {
  return findingsOf(policy.slice(0, 16_384))
    .flatMap((finding) => {
      const weight = weights.get(finding.severity);
      if (weight === undefined || finding.value === "'self'") return [];
      const { directive, value, description } = finding;
      return [{ directive, source: value ?? null, text: description.slice(0, 300), weight }];
    })
    .slice(0, maxAdvice);
}

function findingsOf(policy: string): readonly Finding[] {
  try {
    return new CspEvaluator(new CspParser(policy).csp).evaluate();
  } catch {
    return []; // it throws on sources that are no addresses; headers/csp-syntax and our own verdict judge those
  }
}
