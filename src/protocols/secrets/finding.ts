import type { Severity } from '../../model/check.ts';
import type { Allowance } from './allow.ts';
import { fingerprintOf, redacted, type SecretMatch } from './match.ts';
import type { Rotation, SecretConfidence, SecretKind } from './rule.ts';

/** The commit that brought a file’s content in, where a history was read. */
export interface CommitPlace {
  readonly commit: string;
  /** Seconds since 1970, by the author’s clock. */
  readonly at: number;
  readonly author: string;
}

/** What is shown and stored of a match: never the secret. */
export interface SecretFinding {
  readonly rule: string;
  readonly title: string;
  readonly kind: SecretKind;
  readonly severity: Severity;
  readonly confidence: SecretConfidence;
  /** What the value itself tells: account, role, expiry. */
  readonly detail: string | null;
  /** Path with `/`, `archive.zip!inner/file`, or `(standard input)`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  /** First characters, length, fingerprint. */
  readonly redacted: string;
  readonly fingerprint: string;
  readonly isEncoded: boolean;
  readonly rotate: Rotation;
  readonly commit: CommitPlace | null;
  readonly allowed: Allowance | null;
}

export function findingOf(
  match: SecretMatch,
  place: { readonly path: string; readonly commit: CommitPlace | null; readonly allowed: Allowance | null },
): SecretFinding {
  return {
    rule: match.rule.id,
    title: match.rule.title,
    kind: match.kind,
    severity: match.kind === 'secret' ? match.severity : 'low',
    confidence: match.confidence,
    detail: match.detail,
    path: place.path,
    line: match.line,
    column: match.column,
    redacted: redacted(match.value),
    fingerprint: fingerprintOf(match.value),
    isEncoded: match.isEncoded,
    rotate: match.rule.rotate,
    commit: place.commit,
    allowed: place.allowed,
  };
}
