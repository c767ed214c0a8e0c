import type { Outside } from '../../model/outside.ts';

/** Hellos in flight at once over all hosts of a run: a scan must not look like an attack, nor starve the visits beside it. */
const width = 64;

interface Gate {
  free: number;
  readonly waiting: (() => void)[];
}

const gates = new WeakMap<Outside, Gate>();

/** Runs `work` as soon as one of the run's places is free; first come, first served. */
export async function throughGate<T>(outside: Outside, work: () => Promise<T>): Promise<T> {
  const gate = gates.get(outside) ?? { free: width, waiting: [] };
  gates.set(outside, gate);
  if (gate.free > 0) gate.free -= 1;
  else await new Promise<void>((resolve) => void gate.waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = gate.waiting.shift();
    if (next === undefined) gate.free += 1;
    else next();
  }
}
