import type { WorldPlan } from './plan.ts';

/** Lays what a vendor's customer set up over the plan. */
export type Layer = (base: WorldPlan) => WorldPlan;

/**
 * The plan servers read at every request: the world as it was made, changed by hand (`change`), with a vendor's settings laid
 * over it. Listeners and certificates stay as they were opened.
 */
export class LivePlan {
  #base: WorldPlan;
  #layer: Layer = (base) => base;
  #current: WorldPlan;
  readonly #listeners: ((plan: WorldPlan) => void)[] = [];

  constructor(base: WorldPlan) {
    this.#base = base;
    this.#current = base;
  }

  get current(): WorldPlan {
    return this.#current;
  }

  /** Changes the world itself, as its owner would behind the vendor's back. */
  change(edit: Layer): void {
    this.#base = edit(this.#base);
    this.#publish();
  }

  /** What the vendor lays over it from now on. */
  lay(layer: Layer): void {
    this.#layer = layer;
    this.#publish();
  }

  onChange(listener: (plan: WorldPlan) => void): void {
    this.#listeners.push(listener);
  }

  #publish(): void {
    this.#current = this.#layer(this.#base);
    for (const listener of this.#listeners) listener(this.#current);
  }
}
