import type { Collector, Consent } from '../model/collector.ts';
import type { Fact } from '../model/fact.ts';
import { unknownFact } from '../model/fact.ts';
import { factsSchema, type FactsFile, type StoredFact } from '../model/facts-file.ts';
import { deepFreeze } from '../model/json.ts';
import type { Manifest } from '../model/manifest.ts';
import { tokenOf, type Need, type Needs } from '../model/need.ts';
import type { Outside } from '../model/outside.ts';
import type { Profile } from '../model/profile.ts';
import { targetKey, type Target } from '../model/target.ts';
import { FactBook } from './fact-book.ts';
import { collectorLevels, type CollectorPlugin } from './levels.ts';
import { distinct, relatedTarget } from './targets.ts';

export interface CollectRequest {
  readonly collectors: readonly CollectorPlugin[];
  readonly seeds: readonly Target[];
  readonly manifest: Manifest;
  readonly profile: Profile;
  readonly outside: Outside;
  readonly consent: Consent;
  /** Of the whole run. */
  readonly timeoutMs: number;
  readonly tool: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CollectProgress) => void;
}
export interface CollectProgress {
  readonly settled: number;
  readonly started: number;
  readonly latest: string;
}

const maxTargets = 400;
/** What a collector gets beyond its own limit before the engine stops waiting for it. */
const graceMs = 500;

/** Runs the collectors as a data-flow graph over the seeds and everything they reveal; ends within the time limit. */
export async function collectFacts(request: CollectRequest): Promise<FactsFile> {
  const started = request.outside.clock.monotonicMs();
  const collectedAt = request.outside.clock.now();
  using deadline = request.outside.clock.deadline(request.timeoutMs, request.signal);
  const run = new CollectRun(request, deadline.signal);
  await run.finish();
  return deepFreeze({
    schema: factsSchema,
    tool: request.tool,
    collectedAt,
    collectMs: Math.round(request.outside.clock.monotonicMs() - started),
    manifest: request.manifest,
    ...run.result(),
  });
}

class CollectRun {
  readonly #request: CollectRequest;
  readonly #signal: AbortSignal;
  readonly #levels: ReadonlyMap<string, number>;
  readonly #targets = new Map<string, Target>();
  readonly #facts = new Map<
    string,
    { readonly stored: Omit<StoredFact, 'fact'>; readonly fact: Promise<Fact<unknown>> }
  >();
  readonly #settled: StoredFact[] = [];
  #releasedLevel = 0;
  #pending: Promise<unknown>[] = [];

  constructor(request: CollectRequest, signal: AbortSignal) {
    this.#request = request;
    this.#signal = signal;
    this.#levels = collectorLevels(request.collectors);
    for (const seed of distinct(request.seeds)) this.#addTarget(seed);
  }

  async finish(): Promise<void> {
    const highest = Math.max(0, ...this.#levels.values());
    for (let level = 0; level <= highest; level += 1) {
      this.#releasedLevel = level;
      for (const each of this.#targets.values()) this.#startAll(each);
      await this.#quiet();
    }
  }

  /** Sorted, so that the same world gives the same file. */
  result(): { readonly targets: readonly Target[]; readonly facts: readonly StoredFact[] } {
    const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    return {
      targets: [...this.#targets.values()].toSorted((a, b) => byKey(targetKey(a), targetKey(b))),
      facts: this.#settled.toSorted((a, b) => byKey(factKey(a.id, a.target), factKey(b.id, b.target))),
    };
  }

  async #quiet(): Promise<void> {
    while (this.#pending.length > 0) {
      const batch = this.#pending;
      this.#pending = [];
      await Promise.all(batch);
    }
  }

  #addTarget(target: Target): void {
    const key = targetKey(target);
    if (this.#targets.has(key) || this.#targets.size >= maxTargets) return;
    this.#targets.set(key, target);
    this.#startAll(target);
  }

  #startAll(target: Target): void {
    for (const { definition } of this.#request.collectors) {
      const isReleased = (this.#levels.get(definition.yields.id) ?? 0) <= this.#releasedLevel;
      if (definition.yields.target === target.kind && isReleased) void this.#start(definition, target);
    }
  }

  #start(collector: Collector<unknown, Needs>, target: Target): Promise<Fact<unknown>> {
    const id = collector.yields.id;
    const key = factKey(id, target);
    const running = this.#facts.get(key);
    if (running !== undefined) return running.fact;
    const fact = Promise.resolve().then(() => this.#run(collector, target));
    this.#facts.set(key, { stored: { id, target }, fact });
    this.#pending.push(fact.then((settled) => this.#settle(collector, target, settled)));
    return fact;
  }

  #settle(collector: Collector<unknown, Needs>, target: Target, fact: Fact<unknown>): void {
    const id = collector.yields.id;
    this.#settled.push({ id, target, fact });
    if (fact.state === 'known')
      for (const each of collector.yields.discovers?.(fact.value) ?? []) this.#addTarget(each);
    this.#request.onProgress?.({
      settled: this.#settled.length,
      started: this.#facts.size,
      latest: `${id} ${target.name}`,
    });
  }

  async #run(collector: Collector<unknown, Needs>, target: Target): Promise<Fact<unknown>> {
    const inputs: Record<string, unknown> = {};
    for (const [name, value] of await this.#inputs(collector, target)) {
      if (value.missing !== undefined) return value.missing;
      inputs[name] = value.value;
    }
    if (this.#signal.aborted) return outOfTime(this.#request.timeoutMs);
    return this.#guarded(collector, target, inputs);
  }

  #inputs(collector: Collector<unknown, Needs>, target: Target): Promise<readonly [string, InputValue][]> {
    const entries = Object.entries(collector.inputs);
    return Promise.all(
      entries.map(async ([name, need]): Promise<[string, InputValue]> => [
        name,
        await this.#input(need, target),
      ]),
    );
  }

  async #input(need: Need, from: Target): Promise<InputValue> {
    const token = tokenOf(need);
    if ('mode' in need && need.mode === 'every') {
      return { value: new FactBook([...this.#targets.values()], this.#settled).every(token) };
    }
    const at = relatedTarget(from, token.target, this.#targets.values());
    const collector = this.#request.collectors.find(
      (each) => each.definition.yields.id === token.id,
    )?.definition;
    const fact =
      at === null || collector === undefined
        ? unknownFact(`${token.id} is not known for ${from.name}`, 'run the audit again without --only')
        : await this.#start(collector, at);
    if ('mode' in need) return { value: fact };
    return fact.state === 'known' ? { value: fact.value } : { missing: fact };
  }

  /** The torn-cable promise: whatever a collector does, an unknown fact is the worst outcome. */
  async #guarded(
    collector: Collector<unknown, Needs>,
    target: Target,
    inputs: Record<string, unknown>,
  ): Promise<Fact<unknown>> {
    const { clock } = this.#request.outside;
    const { timeoutMs } = collector.limits;
    using deadline = clock.deadline(timeoutMs, this.#signal);
    let cancel = (): void => {};
    const tooLong = new Promise<Fact<unknown>>((resolve) => {
      const stop = (): void => {
        cancel = clock.after(graceMs, () => resolve(outOfTime(timeoutMs)));
      };
      deadline.signal.addEventListener('abort', stop, { once: true });
    });
    try {
      const work = collector.collect({
        ...this.#context(target),
        inputs: inputs as never,
        signal: deadline.signal,
      });
      return checked(collector, await Promise.race([work, tooLong]));
    } catch (error) {
      return unknownFact(
        `looking for ${collector.yields.id} failed: ${String(error).slice(0, 300)}`,
        'report this as a bug',
      );
    } finally {
      cancel();
    }
  }

  #context(
    target: Target,
  ): Pick<CollectRequest, 'manifest' | 'profile' | 'outside' | 'consent'> & { readonly target: Target } {
    const { manifest, profile, outside, consent } = this.#request;
    return { target, manifest, profile, outside, consent };
  }
}

interface InputValue {
  readonly value?: unknown;
  readonly missing?: Fact<unknown>;
}

const factKey = (id: string, target: Target): string => `${id} ${targetKey(target)}`;

const outOfTime = (limitMs: number): Fact<unknown> =>
  unknownFact(
    `no answer within ${limitMs / 1000} s`,
    'run again with a larger --timeout, or from a better connected place',
  );

/** A value that does not have its token's shape is a bug of ours and must not be judged. */
function checked(collector: Collector<unknown, Needs>, fact: Fact<unknown>): Fact<unknown> {
  if (fact.state === 'unknown') return fact;
  collector.yields.schema.parse(fact.value);
  return fact;
}
