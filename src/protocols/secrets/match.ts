import { createHash } from 'node:crypto';
import type { Severity } from '../../model/check.ts';
import type { SecretConfidence, SecretKind, SecretRule } from './rule.ts';

/** One secret where it was found. Holds the secret itself: it never leaves memory; `SecretFinding` is what is shown. */
export interface SecretMatch {
  readonly rule: SecretRule;
  readonly kind: SecretKind;
  readonly severity: Severity;
  readonly confidence: SecretConfidence;
  readonly detail: string | null;
  readonly value: string;
  /** Offset of the value in bytes from the beginning of the text. */
  readonly offset: number;
  readonly length: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in bytes. */
  readonly column: number;
  /** The text of the line (bounded), for inline permission. */
  readonly lineText: string;
  readonly previousLineText: string;
  readonly isEncoded: boolean;
}

/** First characters, length, and a fingerprint by which the same secret is known again: never the secret. */
export function redacted(value: string): string {
  const shown = value.slice(0, value.length >= 16 ? 4 : 1).replaceAll(/[^\x21-\x7e]/g, '.');
  return `${shown}… (${value.length} characters, sha256 ${fingerprintOf(value)})`;
}

/** The first 12 hexadecimal digits of the SHA-256 of the value. */
export const fingerprintOf = (value: string): string =>
  createHash('sha256').update(Buffer.from(value, 'latin1')).digest('hex').slice(0, 12);
