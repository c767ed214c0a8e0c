import type { Severity } from '../../model/check.ts';
import { plainRandom, random } from './judge/judges.ts';
import type { Judge, Rotation, SecretKind, SecretRule, Strength } from './rule.ts';

interface Common {
  readonly id: string;
  readonly title: string;
  readonly kind?: SecretKind;
  readonly severity?: Severity;
  readonly judge?: Judge;
  readonly example: string;
  readonly nonExample: string;
  readonly rotate?: Rotation;
}
export interface ShapeSpec extends Common {
  readonly pattern: RegExp;
  /** `named` for patterns whose value is recognised by what stands around it only. */
  readonly strength?: Strength;
  /** Needed only where the pattern does not begin with literal text. */
  readonly keywords?: readonly string[];
}
export interface NamedSpec extends Common {
  /** What the name begins with: `twilio`. */
  readonly names: readonly string[];
  /** What else the name says, as pattern; default: key, token, secret, password and the like. */
  readonly words?: string;
  /** The value's pattern, bounded. */
  readonly value: string;
}

/** All rules of one vendor share how to rotate. */
export const vendor = (rotate: Rotation, specs: readonly (ShapeSpec | NamedSpec)[]): readonly SecretRule[] =>
  specs.map((spec) => ('names' in spec ? named(spec, rotate) : shaped(spec, rotate)));

/** Not inside a longer word, unless what is before is an escape: `\nghp_…`, `%3Dghp_…`. */
const tokenStart = '(?:(?<![A-Za-z0-9])|(?<=\\\\[nrtbf]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}))';

function shaped(spec: ShapeSpec, rotate: Rotation): SecretRule {
  const { source, flags } = spec.pattern;
  return {
    ...base(spec, rotate),
    strength: spec.strength ?? 'shape',
    keywords: spec.keywords ?? [literalPrefix(source)],
    pattern: new RegExp(
      /^(?:\(\?|\\[.:+]|:)/.test(source) ? source : tokenStart + source,
      flags.replace(/[gy]/g, ''),
    ),
    judge: spec.judge ?? random,
  };
}

const keyWords = '(?:key|token|secret|passw|pwd|auth|bearer|cred|pat\\b|sid\\b)';
const quotes = '["\'`\\\\]{0,4}';
/** From the end of a name to its value: assignments, arguments, JSON, XML, YAML, flags, shell. */
const operator = '[ \\t]{0,12}(?:=>|:=|\\?\\?=?|\\|\\|=?|==?|[:,>(])[ \\t]{0,12}';
const annotation = '(?:\\??:[ \\t]?[Ss]tr(?:ing)?)?';
export const assignment = `(?:${quotes}[\\])]{0,2}${annotation}${operator}|[ \\t]{1,12})(?:[Nn]ew [A-Za-z]{1,30}\\()?${quotes}`;

/** Where a plain value ends: a quote, a separator, a line's end, markup. */
export const valueEnd = '(?=["\'`\\\\\\s<>,;)&|}\\]]|$)';

function named(spec: NamedSpec, rotate: Rotation): SecretRule {
  const names = spec.names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const words = spec.words ?? keyWords;
  const source = `(?:${names})(?:[\\w. -]{0,30}?|["'\`]{0,2}[ \\t]{0,4}[:=]?[ \\t]{0,4}[{(][^{}()]{0,200}?)${words}[\\w.-]{0,24}${assignment}(?<secret>${spec.value})(?![A-Za-z0-9_/+-])`;
  return {
    ...base(spec, rotate),
    strength: 'named',
    keywords: spec.names.map((name) => name.toLowerCase()),
    pattern: new RegExp(source, 'i'),
    judge: spec.judge ?? plainRandom,
  };
}

const base = (spec: Common, rotate: Rotation) => ({
  id: spec.id,
  title: spec.title,
  kind: spec.kind ?? 'secret',
  severity: spec.severity ?? 'high',
  rotate: spec.rotate ?? rotate,
  example: spec.example,
  nonExample: spec.nonExample,
});

/** The literal text a pattern begins with, in lower case. */
function literalPrefix(source: string): string {
  const [prefix = ''] = /^(?:\\[-.$/:]|[A-Za-z0-9_:@"'=-])+/.exec(source) ?? [];
  // A quantifier belongs to the last character: that one is not fixed.
  const fixed = /^[{?*+]/.test(source.slice(prefix.length)) ? prefix.slice(0, -1) : prefix;
  return fixed.replaceAll('\\', '').toLowerCase();
}
