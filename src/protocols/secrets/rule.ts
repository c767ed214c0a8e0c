import type { Severity } from '../../model/check.ts';

/**
 * - secret: whoever has it can act as the owner
 * - publishable: made to be seen by browsers; told, never counted as a leak
 * - test: works only against a sandbox, or on this machine
 */
export type SecretKind = 'secret' | 'publishable' | 'test';
export type SecretConfidence = 'proven' | 'likely' | 'possible';

/** How to replace what leaked, in the imperative, and where. */
export interface Rotation {
  readonly text: string;
  readonly url: string;
}

/** A place where a rule's pattern matched, before its structure was looked at. */
export interface Candidate {
  /** The whole text, one character per byte (latin1). */
  readonly text: string;
  /** Where the match begins in `text`. */
  readonly start: number;
  /** The match, from its keyword on. */
  readonly match: string;
  /** The secret itself. */
  readonly value: string;
  /** Where the secret begins in `text`. */
  readonly valueStart: number;
  /** Milliseconds since 1970: expired tokens are told apart. */
  readonly now: number;
}

/** What the structure of a candidate says; null: it is no secret. */
export interface Judgement {
  readonly kind?: SecretKind;
  readonly confidence?: SecretConfidence;
  readonly severity?: Severity;
  /** What could be read from it without asking anybody: an account, a role, an expiry. */
  readonly detail?: string;
}
export type Judge = (candidate: Candidate) => Judgement | null;

/**
 * - shape: the value is recognised by itself
 * - named: the value is plain, the name before it says whose it is
 * - guess: neither; only name, randomness and place speak for it
 */
export type Strength = 'shape' | 'named' | 'guess';

export interface SecretRule {
  readonly id: string;
  readonly title: string;
  readonly kind: SecretKind;
  readonly severity: Severity;
  readonly strength: Strength;
  /** Lower case. Every match begins with one of them (whatever its case): the prefilter relies on it. */
  readonly keywords: readonly string[];
  /** Bounded. Group `secret` is the value, else the whole match; group `head` (in a look-behind) comes before it. */
  readonly pattern: RegExp;
  readonly judge: Judge;
  readonly rotate: Rotation;
  /** Templates of `example.ts`: one that must be found, one that must not. */
  readonly example: string;
  readonly nonExample: string;
}
