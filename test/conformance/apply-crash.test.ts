import { describe, expect, it } from 'vitest';
import { readJournal, lineOf } from '../../src/engine/fix/apply/journal.ts';
import type { Plan } from '../../src/model/fix.ts';
import { snapshotOf } from '../../src/protocols/edge/state.ts';
import type { Resources } from '../../src/protocols/edge/state.ts';
import { DyingWorld } from './fix/dying-world.ts';
import { planBetween, stateOf } from './fix/plans.ts';

/** Numbers that look like chance and are the same in every run (xorshift32). */
function chanceFrom(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Two states that differ in creations, changes, deletions and cut-overs. */
function scene(chance: () => number): { readonly before: Resources; readonly after: Resources } {
  const host = (name: string, last: number): string => `${name} A 89.187.162.${last}`;
  const names = ['@', 'www', 'api', 'app', 'blog', 'docs', 'old', 'shop'];
  const some = (share: number): readonly string[] => names.filter(() => chance() < share);
  const base = ['@ NS ns1.other.net.', '@ MX 10 mx.other.net.', '@ TXT "v=spf1 include:_spf.other.net -all"'];
  const before = stateOf([
    ...base,
    ...some(0.7).map((name, index) => host(name, index + 1)),
    'x TXT "before"',
  ]);
  const after = stateOf([
    ...base,
    ...some(0.7).map((name, index) => host(name, index + 100)),
    'x TXT "after"',
    '_dmarc TXT "v=DMARC1; p=none"',
  ]);
  return { before, after };
}

describe('FIX-2: a run that dies is taken up where the world is', () => {
  it('500 random kill points: the zone is as before or as wanted in 500 of 500', async () => {
    const results = { before: 0, after: 0, other: 0, neverKilled: 0 };
    for (let round = 0; round - results.neverKilled < 500; round += 1) {
      const chance = chanceFrom(round + 7);
      const { before, after } = scene(chance);
      const cutover = chance() < 0.3 ? 'always' : 'never';
      const plan = planBetween({ before, after, cutover });
      const world = new DyingWorld(before, { groupSize: 1 + Math.floor(chance() * 4), chance });
      const [old, wanted] = [snapshotOf(world.memory.state()), snapshotOf(after)];
      world.killAfter(1 + Math.floor(chance() * 14));
      const first = await world.apply(plan);
      if (first !== null) results.neverKilled += 1;
      // Some runs are killed a second time while they are taken up.
      world.killAfter(chance() < 0.3 ? 1 + Math.floor(chance() * 10) : Number.POSITIVE_INFINITY);
      if (first === null) await (chance() < 0.5 ? world.apply(plan) : world.rollback(plan));
      world.killAfter(Number.POSITIVE_INFINITY);
      await world.apply(plan);
      const end = snapshotOf(world.memory.state());
      results[end === wanted ? 'after' : end === old ? 'before' : 'other'] += 1;
    }
    process.stdout.write(`crash safety: 500 kill points, ${JSON.stringify(results)}\n`);
    expect(results.other).toBe(0);
    expect(results.after).toBeGreaterThan(100);
    expect(results.before).toBeGreaterThan(50);
    expect(results.before + results.after - results.neverKilled).toBe(500);
  }, 300_000);

  it('an edit by somebody else between plan and apply is refused, 100 of 100', async () => {
    let refused = 0;
    for (let round = 0; round < 100; round += 1) {
      const chance = chanceFrom(round + 1000);
      const { before, after } = scene(chance);
      const plan = planBetween({ before, after });
      const foreign = {
        ...before,
        'rrset:www.harbour.example./A': { ttlSeconds: 60, values: [`9.9.9.${round}`] },
      };
      const world = new DyingWorld(foreign, { groupSize: 3, chance });
      const ended = await world.apply(plan);
      if (ended?.state === 'refused' && snapshotOf(world.memory.state()) === snapshotOf(foreign))
        refused += 1;
    }
    expect(refused).toBe(100);
  });

  it('an edit between our look and our write is refused by a back end that compares, 100 of 100', async () => {
    let kept = 0;
    for (let round = 0; round < 100; round += 1) {
      const chance = chanceFrom(round + 5000);
      const { before, after } = scene(chance);
      const plan = planBetween({ before, after });
      const target = plan.changes[Math.floor(chance() * plan.changes.length)]?.resource ?? '';
      const world = new DyingWorld(before, { groupSize: 100, chance });
      const foreign = { ttlSeconds: 60, values: target.endsWith('/TXT') ? ['"foreign"'] : ['9.9.9.9'] };
      const { provider } = world;
      const racing = {
        ...provider,
        write: async (...given: Parameters<typeof provider.write>) => {
          if (round >= 0) world.memory.replace({ ...world.memory.state(), [target]: foreign });
          return provider.write(...given);
        },
      };
      const ended = await world.apply(plan, { provider: racing });
      const now = world.memory.state()[target];
      if (ended?.state === 'needs-human' && JSON.stringify(now) === JSON.stringify(foreign)) kept += 1;
    }
    expect(kept).toBe(100);
  });

  it('a failed proof takes everything back', async () => {
    const chance = chanceFrom(3);
    const { before, after } = scene(chance);
    const world = new DyingWorld(before, { groupSize: 2, chance });
    const ended = await world.apply(planBetween({ before, after }), {
      verify: async () => ({ checks: 1, failures: ['the page is another one'] }),
    });
    expect(ended?.state).toBe('rolled-back');
    expect(snapshotOf(world.memory.state())).toBe(snapshotOf(before));
  });

  it('what somebody changed meanwhile is never overwritten on the way back: three sides are shown', async () => {
    const chance = chanceFrom(4);
    const { before, after } = scene(chance);
    const plan = planBetween({ before, after });
    const world = new DyingWorld(before, { groupSize: 2, chance });
    const ended = await world.apply(plan, {
      verify: async () => {
        world.memory.replace({
          ...world.memory.state(),
          'rrset:x.harbour.example./TXT': { ttlSeconds: 60, values: ['"foreign"'] },
        });
        return { checks: 1, failures: ['worse'] };
      },
    });
    expect(ended?.state).toBe('needs-human');
    expect(ended?.divergence.find(({ kind }) => kind === 'conflict')?.resource).toBe(
      'rrset:x.harbour.example./TXT',
    );
  });

  it('an expired plan, and one whose preflight fails, write nothing', async () => {
    const chance = chanceFrom(5);
    const { before, after } = scene(chance);
    const plan = planBetween({ before, after });
    const world = new DyingWorld(before, { groupSize: 2, chance });
    const late: Plan = { ...plan, expiresAt: (plan.madeAt - 1) as Plan['expiresAt'] };
    expect((await world.apply(late))?.state).toBe('refused');
    const ended = await world.apply(plan, { preflight: async () => ['89.187.162.100 does not answer'] });
    expect([ended?.state, ended?.failures]).toEqual(['refused', ['89.187.162.100 does not answer']]);
    expect(snapshotOf(world.memory.state())).toBe(snapshotOf(before));
  });

  it('a torn last line counts as never written, a changed line stops everything', () => {
    const lines = [
      lineOf({ event: 'begun', plan: 'p', by: 'b', at: 1 }),
      lineOf({ event: 'writing', step: 0, at: 2 }),
    ];
    const torn = readJournal(`${lines[0]}\n${lines[1]?.slice(0, 20)}`);
    expect(torn.ok && [torn.value.entries.length, torn.value.isTorn]).toEqual([1, true]);
    const changed = readJournal(`${lines[0]?.replace('"p"', '"q"')}\n${lines[1]}\n`);
    expect(changed.ok).toBe(false);
  });
});

describe('lower, wait, switch, watch, raise', () => {
  it('waits one old TTL after every server shows the short one, and resumes a wait it was killed in', async () => {
    const before = stateOf(['@ A 89.187.162.1', 'www A 89.187.162.1', '@ NS ns1.other.net.']);
    const after = stateOf(['@ A 89.187.162.2', 'www A 89.187.162.1', '@ NS ns1.other.net.']);
    const plan = planBetween({ before, after, cutover: 'auto' });
    expect(plan.stages.map(({ title, waitSeconds }) => [title, waitSeconds])).toEqual([
      ['Lower', 3605],
      ['Switch', 3600],
      ['Raise', 0],
    ]);
    const world = new DyingWorld(before, { groupSize: 9, chance: () => 0.5 });
    const early = await world.apply(plan, { maxWaitMs: 60_000 });
    expect(early?.state).toBe('waiting');
    expect(world.memory.state()['rrset:harbour.example./A']).toEqual({
      ttlSeconds: 300,
      values: ['89.187.162.1'],
    });
    const ended = await world.apply(plan);
    expect(ended?.state).toBe('done');
    expect(snapshotOf(world.memory.state())).toBe(snapshotOf(after));
  });
});
