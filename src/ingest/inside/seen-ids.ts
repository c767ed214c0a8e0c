const perGeneration = 25_000;

/** The last 25,000 to 50,000 ids, in two generations: what was sent twice counts once. */
export class SeenIds {
  #now = new Set<string>();
  #before = new Set<string>();

  /** False when it was here lately. */
  add(id: string): boolean {
    if (this.#now.has(id) || this.#before.has(id)) return false;
    this.#now.add(id);
    if (this.#now.size >= perGeneration) [this.#before, this.#now] = [this.#now, new Set()];
    return true;
  }
}
