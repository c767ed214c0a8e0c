import type { Fact, FactToken } from './fact.ts';
import type { Target } from './target.ts';

/** The fact as it is, known or not: an unknown one does not make the verdict unknown. */
export interface OptionalNeed<T> {
  readonly mode: 'optional';
  readonly token: FactToken<T>;
}
/** The fact of every target of its kind. */
export interface EveryNeed<T> {
  readonly mode: 'every';
  readonly token: FactToken<T>;
}
export type Need = FactToken<unknown> | OptionalNeed<unknown> | EveryNeed<unknown>;
export type Needs = Readonly<Record<string, Need>>;

export interface TargetFact<T> {
  readonly target: Target;
  readonly fact: Fact<T>;
}

/**
 * What `judge` is handed. A plain token gives the value itself (of the same target, or of the one `site` / enclosing `zone`);
 * when that fact is unknown the engine answers `unknown` without calling `judge`.
 */
export type Needed<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends OptionalNeed<infer T>
    ? Fact<T>
    : N[K] extends EveryNeed<infer T>
      ? readonly TargetFact<T>[]
      : N[K] extends FactToken<infer T>
        ? T
        : never;
};

export const optional = <T>(token: FactToken<T>): OptionalNeed<T> => ({ mode: 'optional', token });
export const every = <T>(token: FactToken<T>): EveryNeed<T> => ({ mode: 'every', token });

export const tokenOf = (need: Need): FactToken<unknown> => ('mode' in need ? need.token : need);
