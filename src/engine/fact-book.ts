import type { Fact, FactToken } from '../model/fact.ts';
import { unknownFact } from '../model/fact.ts';
import type { FactsFile, StoredFact } from '../model/facts-file.ts';
import { tokenOf, type Need, type Needs, type TargetFact } from '../model/need.ts';
import { targetKey, type Target, type TargetKind } from '../model/target.ts';
import { relatedTarget } from './targets.ts';

const notCollected = unknownFact(
  'nobody looked',
  'run the audit again without --only, or with what this needs',
);

/** Settled facts, looked up the way checks and collectors ask for them. */
export class FactBook {
  readonly targets: readonly Target[];
  /** By token, then by target. */
  readonly #facts = new Map<string, Map<string, Fact<unknown>>>();
  /** Keys of related targets: hundreds of checks ask the same of each target. */
  readonly #related = new Map<Target, Map<TargetKind, string | null>>();

  constructor(targets: readonly Target[], facts: readonly StoredFact[]) {
    this.targets = targets;
    for (const { id, target, fact } of facts) {
      const ofToken = this.#facts.get(id);
      if (ofToken === undefined) this.#facts.set(id, new Map([[targetKey(target), fact]]));
      else ofToken.set(targetKey(target), fact);
    }
  }

  static of(file: FactsFile): FactBook {
    return new FactBook(file.targets, file.facts);
  }

  get<T>(token: FactToken<T>, from: Target): Fact<T> {
    const at = this.#relatedKey(from, token.target);
    if (at === null)
      return unknownFact(`no ${token.target} belongs to ${from.name}`, `declare the ${token.target}`);
    return (this.#facts.get(token.id)?.get(at) as Fact<T> | undefined) ?? notCollected;
  }

  #relatedKey(from: Target, kind: TargetKind): string | null {
    const seen = this.#related.get(from) ?? new Map<TargetKind, string | null>();
    this.#related.set(from, seen);
    const known = seen.get(kind);
    if (known !== undefined) return known;
    const at = relatedTarget(from, kind, this.targets);
    const key = at === null ? null : targetKey(at);
    seen.set(kind, key);
    return key;
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
    for (const [name, need] of entriesOf(needs)) {
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

const keptEntries = new WeakMap<Needs, readonly (readonly [string, Need])[]>();

/** A check's needs never change, and they are asked for once per target. */
function entriesOf(needs: Needs): readonly (readonly [string, Need])[] {
  const known = keptEntries.get(needs) ?? Object.entries(needs);
  keptEntries.set(needs, known);
  return known;
}

export interface MissingFact {
  readonly token: string;
  readonly reason: string;
  readonly remedy: string;
}
