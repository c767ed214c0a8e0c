/**
 * Counts per latency with log-linear buckets, after HdrHistogram (Tene): each power of two of microseconds is cut into
 * 1,024 equal parts, so every figure read back is within 0.1 % of the one recorded, up to about an hour.
 */
export class LatencyRecorder {
  readonly #counts = new Uint32Array(indexOf(maxMicros) + 1);
  #total = 0;
  #maxMs = 0;
  #sumMs = 0;

  /** Milliseconds; what is no finite number of at least 0 is left out, what is longer than an hour counts as an hour. */
  record(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0) return;
    const micros = Math.min(Math.round(ms * 1000), maxMicros);
    const at = indexOf(micros);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#total += 1;
    this.#sumMs += ms;
    if (ms > this.#maxMs) this.#maxMs = ms;
  }

  add(other: LatencyRecorder): void {
    for (const [ms, count] of other.entries()) {
      const at = indexOf(Math.round(ms * 1000));
      this.#counts[at] = (this.#counts[at] ?? 0) + count;
    }
    this.#total += other.#total;
    this.#sumMs += other.#sumMs;
    this.#maxMs = Math.max(this.#maxMs, other.#maxMs);
  }

  get count(): number {
    return this.#total;
  }

  get maxMs(): number {
    return this.#maxMs;
  }

  get meanMs(): number | null {
    return this.#total === 0 ? null : this.#sumMs / this.#total;
  }

  /** The figure at this rank of the sorted figures, from 1; null beyond. Milliseconds. */
  atRank(rank: number): number | null {
    if (rank < 1 || rank > this.#total) return null;
    let seen = 0;
    for (const [ms, count] of this.entries()) {
      seen += count;
      if (seen >= rank) return Math.min(ms, this.#maxMs);
    }
    return null;
  }

  /** How many were longer than `limitMs`, within the width of a bucket. */
  countAbove(limitMs: number): number {
    let above = 0;
    for (const [ms, count] of this.entries()) if (ms > limitMs) above += count;
    return above;
  }

  /** Buckets that hold something, shortest first: milliseconds of their middle and how many. */
  *entries(): Generator<readonly [ms: number, count: number]> {
    for (let at = 0; at < this.#counts.length; at += 1) {
      const count = this.#counts[at] ?? 0;
      if (count > 0) yield [middleOf(at) / 1000, count];
    }
  }
}

const perOctave = 1024;
/** One hour. */
const maxMicros = 3_600_000_000;

/** Below 2,048 µs a bucket is 1 µs wide; each octave above doubles the width. */
function indexOf(micros: number): number {
  if (micros < 2 * perOctave) return micros;
  const octave = Math.floor(Math.log2(micros)) - 10;
  return octave * perOctave + Math.floor(micros / 2 ** octave);
}

function middleOf(index: number): number {
  if (index < 2 * perOctave) return index;
  const octave = Math.floor(index / perOctave) - 1;
  const within = index - octave * perOctave;
  return (within + 0.5) * 2 ** octave;
}
