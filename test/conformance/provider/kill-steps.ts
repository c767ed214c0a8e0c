import { expect } from 'vitest';
import { snapshotOf } from '../../../src/protocols/edge/state.ts';
import { DyingWorld } from '../fix/dying-world.ts';
import { planBetween } from '../fix/plans.ts';
import type { Backend } from './backend.ts';
import { readState, seed, stateFrom, zone } from './run-case.ts';

const before = ['k1 A 89.187.162.1', 'k2 A 89.187.162.2'];
const after = ['k1 A 89.187.162.11', 'k3 TXT "new"'];
/** More touches of disk and back end than a run has. */
const maxTouches = 40;

export interface KillResult {
  readonly kills: number;
  readonly before: number;
  readonly after: number;
}

/**
 * FIX-2: one plan of three writes, killed at every touch of disk or back end, with the last write done and not done; taken up or
 * taken back, the zone is as before or as wanted.
 */
export async function killAtEveryStep(backend: Backend): Promise<KillResult> {
  const [from, to] = [stateFrom(before, backend.base), stateFrom(after, backend.base)];
  const found = { kills: 0, before: 0, after: 0 };
  for (let touch = 1; touch <= maxTouches; touch += 1) {
    let isOver = false;
    for (const luck of [0.2, 0.8]) {
      await seed(backend, from);
      const held = await readState(backend);
      const plan = planBetween({ before: held, after: to, apex: zone, provider: backend.provider });
      expect([plan.changes.length, plan.refused]).toEqual([3, []]);
      const world = new DyingWorld({}, { groupSize: 1, chance: () => luck, back: backend.provider });
      world.killAfter(touch);
      isOver = (await world.apply(plan)) !== null;
      if (isOver) break;
      found.kills += 1;
      world.killAfter(Number.POSITIVE_INFINITY);
      const isBack = touch % 2 === 0;
      const ended = await (isBack ? world.rollback(plan) : world.apply(plan));
      expect(ended?.state, `${backend.name}, touch ${touch}, ${luck}`).toBe(isBack ? 'rolled-back' : 'done');
      const now = snapshotOf(await readState(backend));
      expect(now, `${backend.name}, touch ${touch}, ${luck}`).toBe(snapshotOf(isBack ? held : to));
      found[isBack ? 'before' : 'after'] += 1;
    }
    if (isOver) return found;
  }
  throw new Error(`${backend.name}: the plan never ended`);
}
