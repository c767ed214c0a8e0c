import type { UnixMs } from './brand.ts';
import type { Target, TargetKind } from './target.ts';

/** Anything with a `parse` that returns the type or throws: a zod schema fits. */
export interface Parser<T> {
  parse(input: unknown): T;
}

/**
 * Names one kind of knowledge: its id (from the file's path), what it is about, and how its JSON is read back.
 * One token per file in `src/facts`.
 */
export interface FactToken<T> {
  readonly id: string;
  readonly target: TargetKind;
  /** One plain sentence: what is known when this fact is known. */
  readonly about: string;
  readonly schema: Parser<T>;
  /** Further targets this value reveals; pure, bounded by the engine. */
  discovers?(value: T): readonly Target[];
}

export interface KnownFact<T> {
  readonly state: 'known';
  readonly value: T;
  /** Who said so: `198.51.100.1:53 (ns1.example.net)`, a URL, a file. */
  readonly source: string;
  readonly collectedAt: UnixMs;
  readonly tookMs: number;
}

export interface UnknownFact {
  readonly state: 'unknown';
  /** What happened, in one sentence. */
  readonly reason: string;
  /** The cheapest way to find out. */
  readonly remedy: string;
}

export type Fact<T> = KnownFact<T> | UnknownFact;

export const unknownFact = (reason: string, remedy: string): UnknownFact => ({
  state: 'unknown',
  reason,
  remedy,
});

/** Declares a fact token; the id is `<folder>/<file>` below `src/facts` and is checked by `test/tidy`. */
export const factToken = <T>(token: FactToken<T>): FactToken<T> => token;
