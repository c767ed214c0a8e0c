import { applyPlan } from '../../../src/engine/fix/apply/apply-plan.ts';
import { rollBack } from '../../../src/engine/fix/apply/roll-back.ts';
import { JournalFailure } from '../../../src/engine/fix/apply/standing.ts';
import type { ApplyDeps, Outcome } from '../../../src/engine/fix/apply/job.ts';
import { Journal } from '../../../src/engine/fix/apply/journal.ts';
import { stepsOf } from '../../../src/engine/fix/apply/steps.ts';
import type { Change, Plan, Provider } from '../../../src/model/fix.ts';
import type { Files } from '../../../src/model/outside.ts';
import { failure, ok } from '../../../src/model/outside.ts';
import type { Resources } from '../../../src/protocols/edge/state.ts';
import { memoryProvider } from '../../../src/providers/memory/provider.ts';
import type { MemoryProvider } from '../../../src/providers/memory/provider.ts';
import { now, zone } from './plans.ts';

/** The process is gone: nothing after this line ran. */
export class Killed extends Error {}

export interface DyingOptions {
  /** Changes of one write at most. */
  readonly groupSize: number;
  readonly chance: () => number;
  /** The back end; default a state in memory. */
  readonly back?: Provider;
}

/** A disk and a provider that outlive the process; the process dies at its n-th touch of either. */
export class DyingWorld {
  readonly disk = new Map<string, string>();
  readonly memory: MemoryProvider;
  readonly #back: Provider;
  readonly #groupSize: number;
  #touchesLeft = Number.POSITIVE_INFINITY;
  #chance: () => number;
  touches = 0;

  constructor(initial: Resources, options: DyingOptions) {
    this.memory = memoryProvider({ zone, clock: { now: () => now }, initial });
    this.#back = options.back ?? this.memory;
    this.#groupSize = options.groupSize;
    this.#chance = options.chance;
  }

  killAfter(touches: number): void {
    this.#touchesLeft = touches;
  }

  /** Counts a touch; the last one happens before, half, or after. */
  #touch(whole: () => void, half: () => void = whole): void {
    this.touches += 1;
    this.#touchesLeft -= 1;
    if (this.#touchesLeft > 0) return whole();
    const luck = this.#chance();
    if (luck > 0.66) whole();
    else if (luck > 0.33) half();
    throw new Killed('killed');
  }

  /** Like `#touch`, for a write that is done whole or not at all. */
  async #touchWrite<T>(write: () => Promise<T>): Promise<T> {
    this.touches += 1;
    this.#touchesLeft -= 1;
    if (this.#touchesLeft > 0) return write();
    if (this.#chance() > 0.5) await write();
    throw new Killed('killed');
  }

  get files(): Files {
    const unused = (): never => {
      throw new Error('not used here');
    };
    return {
      read: unused,
      readText: async (path) => {
        const text = this.disk.get(path);
        return text === undefined ? failure('not-found', `${path} is not there`) : ok(text);
      },
      write: async (path, data) => {
        this.#touch(
          () => this.disk.set(path, String(data)),
          () => undefined,
        );
        return ok(undefined);
      },
      append: async (path, data) => {
        const before = this.disk.get(path) ?? '';
        const torn = data.slice(0, Math.floor(data.length * this.#chance()));
        this.#touch(
          () => this.disk.set(path, before + data),
          () => this.disk.set(path, before + torn),
        );
        return ok(undefined);
      },
      list: unused,
      stat: unused,
      makeFolder: unused,
      remove: unused,
      rename: unused,
      temporaryFolder: unused,
    };
  }

  get provider(): Provider {
    const back = this.#back;
    return {
      ...back,
      groups: (changes) =>
        (back.groups?.(changes) ?? [changes]).flatMap((group) => chunks(group, this.#groupSize)),
      // A group is all or nothing: the kill comes before or after it, never inside.
      write: (changes, signal) => this.#touchWrite(() => back.write(changes, signal)),
    };
  }

  async job(plan: Plan, patch: Partial<ApplyDeps> = {}): Promise<Parameters<typeof applyPlan>[0]> {
    const journal = await Journal.open(this.files, 'journal');
    if (!journal.ok) throw new Error(journal.error.message);
    let clockMs: number = now;
    const clock = {
      now: () => clockMs as typeof now,
      monotonicMs: () => clockMs,
      sleep: async (ms: number) => void (clockMs += ms),
      after: () => () => undefined,
      deadline: () => ({ signal: new AbortController().signal, [Symbol.dispose]: () => undefined }),
    };
    const deps: ApplyDeps = {
      provider: this.provider,
      outside: { clock, files: this.files },
      signal: new AbortController().signal,
      preflight: async () => [],
      verify: async () => ({ checks: 1, failures: [] }),
      onStep: () => undefined,
      renew: async () => undefined,
      maxWaitMs: Number.POSITIVE_INFINITY,
      ...patch,
    };
    return { plan, steps: stepsOf(plan, this.provider), journal: journal.value, deps };
  }

  /** null: the process was killed. */
  async apply(plan: Plan, patch: Partial<ApplyDeps> = {}): Promise<Outcome | null> {
    return this.#live(async () => applyPlan(await this.job(plan, patch)));
  }

  async rollback(plan: Plan): Promise<Outcome | null> {
    return this.#live(async () => rollBack(await this.job(plan), 'on request'));
  }

  async #live(work: () => Promise<Outcome>): Promise<Outcome | null> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Killed || error instanceof JournalFailure) return null;
      throw error;
    }
  }
}

const chunks = (changes: readonly Change[], size: number): readonly (readonly Change[])[] =>
  Array.from({ length: Math.ceil(changes.length / size) }, (_, index) =>
    changes.slice(index * size, (index + 1) * size),
  );
