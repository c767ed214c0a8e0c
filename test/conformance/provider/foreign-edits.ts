import { expect } from 'vitest';
import { snapshotOf } from '../../../src/protocols/edge/state.ts';
import type { Backend } from './backend.ts';
import { changesBetween, readState, stateFrom } from './run-case.ts';

const signal = new AbortController().signal;

/** FIX-2: somebody edits between plan and write, so many times; how often our write was refused and theirs stayed. */
export async function foreignEditsKept(backend: Backend, times: number): Promise<number> {
  const { provider } = backend;
  let kept = 0;
  for (let n = 0; n < times; n += 1) {
    const before = await readState(backend);
    const to = (line: string): ReturnType<typeof changesBetween> =>
      changesBetween(provider.id, before, { ...before, ...stateFrom([line], []) });
    const planned = to(`race A 192.0.2.${n}`);
    const foreign = await provider.write(to(`race A 198.51.100.${n}`), signal);
    expect(foreign.ok && foreign.value.map(({ outcome }) => outcome)).toEqual(['done']);
    const edited = snapshotOf(await readState(backend));
    const written = await provider.write(planned, signal);
    const isRefused = written.ok && written.value.every(({ outcome }) => outcome === 'stale');
    if (isRefused && snapshotOf(await readState(backend)) === edited) kept += 1;
  }
  return kept;
}
