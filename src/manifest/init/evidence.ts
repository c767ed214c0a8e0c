import type { Target } from '../../model/target.ts';

/** What was read before a manifest is proposed; plain data, so that proposing is pure. */
export interface ProjectEvidence {
  /** Paths below the folder, with slashes, in order; at most `limits.paths`. */
  readonly paths: readonly string[];
  /** Text of the files that say something about the launch, by path. */
  readonly texts: Readonly<Record<string, string>>;
  readonly branch: string | null;
  readonly remote: string | null;
}

export interface InitEvidence {
  /** As given by the user; null: look for it in the code. */
  readonly domain: string | null;
  /** null: guess it. */
  readonly profile: string | null;
  readonly project: ProjectEvidence;
  /** Targets a look at the domain found; empty without one. */
  readonly seen: readonly Target[];
}

/** A value and where it comes from: the comment beside it. */
export interface Guess<T> {
  readonly value: T;
  readonly found: string;
}

export const limits = { paths: 5_000, folders: 400, depth: 6, fileBytes: 262_144, texts: 60 } as const;
