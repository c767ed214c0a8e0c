import type { Fact, FactToken } from '../model/fact.ts';
import { unknownFact } from '../model/fact.ts';
import type { FactsFile, StoredFact } from '../model/facts-file.ts';
import { tokenOf, type Need, type Needs, type TargetFact } from '../model/need.ts';
import { targetKey, type Target } from '../model/target.ts';
import { relatedTarget } from './targets.ts';

const notCollected = unknownFact(
  'nobody looked',
  'run the audit again without --only, or with what this needs',
);

/** Settled facts, looked up the way checks and collectors ask for them. */
export class FactBook {
  readonly targets: readonly Target[];
  readonly #facts: ReadonlyMap<string, Fact<unknown>>;

  constructor(targets: readonly Target[], facts: readonly StoredFact[]) {
    this.targets = targets;
    this.#facts = new Map(facts.map((each) => [`${each.id} ${targetKey(each.target)}`, each.fact]));
  }

  static of(file: FactsFile): FactBook {
    return new FactBook(file.targets, file.facts);
  }

  get<T>(token: FactToken<T>, from: Target): Fact<T> {
    const at = relatedTarget(from, token.target, this.targets);
    if (at === null)
      return unknownFact(`no ${token.target} belongs to ${from.name}`, `declare the ${token.target}`);
    return (this.#facts.get(`${token.id} ${targetKey(at)}`) as Fact<T> | undefined) ?? notCollected;
  }

  every<T>(token: FactToken<T>): readonly TargetFact<T>[] {
    return this.targets
      .filter((each) => each.kind === token.target)
      .map((each) => ({ target: each, fact: this.get(token, each) }));
  }

  /** The values for `needs`, or the first plain need that is unknown. */
  needed(
    needs: Needs,
    from: Target,
  ): { readonly values: Record<string, unknown> } | { readonly missing: MissingFact } {
    const values: Record<string, unknown> = {};
    for (const [name, need] of Object.entries(needs)) {
      const value = this.#need(need, from);
      if (value.missing !== undefined) return { missing: value.missing };
      values[name] = value.value;
    }
    return { values };
  }

  #need(need: Need, from: Target): { readonly value?: unknown; readonly missing?: MissingFact } {
    const token = tokenOf(need);
    if ('mode' in need && need.mode === 'every') return { value: this.every(token) };
    const fact = this.get(token, from);
    if ('mode' in need) return { value: fact };
    if (fact.state === 'known') return { value: fact.value };
    return { missing: { token: token.id, reason: fact.reason, remedy: fact.remedy } };
  }
}

export interface MissingFact {
  readonly token: string;
  readonly reason: string;
  readonly remedy: string;
}
