import { sharedScanner } from '../../secrets/redact.ts';
import type { EnvVariable } from '../inventory.ts';
import { addressProblem } from './address.ts';
import { testKey } from './test-keys.ts';
import { typeProblem } from './value-type.ts';

/** What a value by itself says; kinds in the order they matter. */
export type ValueProblemKind =
  | 'public-secret'
  | 'test-key'
  | 'local-address'
  | 'placeholder'
  | 'empty'
  | 'wrong-type'
  | 'mangled';
export interface ValueProblem {
  readonly kind: ValueProblemKind;
  /** One clause without the value: `it is a Stripe test key`. */
  readonly text: string;
}

/** Everything wrong with a value as production would use it. The value itself appears in no text. */
export function valueProblems(variable: EnvVariable, value: string, now = 0): readonly ValueProblem[] {
  if (value.trim() === '')
    return variable.isRequired ? [{ kind: 'empty', text: 'it is set to nothing' }] : [];
  const found: ValueProblem[] = [];
  const secret = liveSecret(value, now);
  if (variable.isPublic && secret !== null)
    found.push({ kind: 'public-secret', text: `it holds a ${secret}, which every visitor can read` });
  const test = testKey(variable.name, value, now);
  if (test !== null) found.push({ kind: 'test-key', text: `it is ${test}` });
  const placeholder = placeholderText(value);
  if (placeholder !== null) return [...found, { kind: 'placeholder', text: placeholder }];
  const address = addressProblem(value, variable.name);
  if (address !== null) found.push({ kind: 'local-address', text: address });
  const mangled = mangling(value);
  if (mangled !== null) found.push({ kind: 'mangled', text: mangled });
  const wrong = mangled === null ? typeProblem(value, variable) : null;
  if (wrong !== null) found.push({ kind: 'wrong-type', text: wrong });
  return found;
}

/** The title of a secret that works by itself; publishable and test keys are none. */
function liveSecret(value: string, now: number): string | null {
  const found = sharedScanner()
    .scan(Buffer.from(value.slice(0, 20_000)), { now })
    .find((match) => match.kind === 'secret' && match.confidence !== 'possible');
  return found?.rule.title ?? null;
}

/** Texts people leave where a value belongs. */
function placeholderText(value: string): string | null {
  const plain = value.trim();
  const isLeft =
    /^(?:<[^<>]{1,80}>|\[[^[\]]{1,80}\]|\{\{[^{}]{1,80}\}\}|x{3,}|\.{3,}|\*{3,}|-{3,}|change[-_ ]?(?:me|this|it)\w*|replace[-_ ]?(?:me|this|with)\w*|(?:to[-_ ]?do|fix[-_ ]?me|tbd|n\/a|null|none|undefined|your[-_ ].{1,60}|my[-_ ]?(?:secret|password|key|token)|insert[-_ ].{1,40}|enter[-_ ].{1,40}|dummy\w*|placeholder|example|sample|secret|password|foo|bar|foobar|test123|12345678?9?0?|super[-_ ]?secret\w*|s3cr3t))$/i.test(
      plain,
    ) ||
    /(?:^|[-_:/.@])(?:your[-_][a-z-_]{2,40}|changeme|change_me|replace[-_]me|xxxxx+)(?:$|[-_:/.@])/i.test(
      plain,
    ) ||
    /^(?:sk|pk|rk|whsec|re|key|token)[-_](?:live|test)?[-_]?(?:\.{3}|x{3,}|\*{3,}|your.*|replace.*|change.*)$/i.test(
      plain,
    );
  return isLeft ? 'it is a placeholder' : null;
}

/** Quotes and white space that came along when the value was pasted. */
function mangling(value: string): string | null {
  if (/^(["'`]).*\1$/s.test(value)) return 'it carries its quotes with it';
  if (/^\s|\s$/.test(value))
    return value.endsWith('\n') ? 'it ends with a line break' : 'it begins or ends with white space';
  if (/^[A-Z][A-Z0-9_]{2,60}=/.test(value)) return 'it carries its own name and an equals sign';
  return /[\u200B-\u200D\uFEFF]/.test(value) ? 'it holds an invisible character' : null;
}
