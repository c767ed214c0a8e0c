import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { makeUndo } from '../../src/engine/fix/plan/make-undo.ts';
import { impliedManifest } from '../../src/manifest/implied.ts';
import type { Plan, Provider } from '../../src/model/fix.ts';
import type { Json } from '../../src/model/json.ts';
import { snapshotOf } from '../../src/protocols/edge/state.ts';
import type { Resources } from '../../src/protocols/edge/state.ts';
import { cloudflareProvider } from '../../src/providers/cloudflare/provider.ts';
import { missingContract } from '../conformance/cloudflare-double/contract.ts';
import { startCloudflareDouble } from '../conformance/cloudflare-double/server.ts';
import type { CloudflareDouble } from '../conformance/cloudflare-double/server.ts';
import { DyingWorld } from '../conformance/fix/dying-world.ts';
import { now, planBetween } from '../conformance/fix/plans.ts';

/** FIX-2, FIX-3: rules of the edge are tried in their order, and others edit them too. */
const zone = 'case.test';
const phase = 'http_request_dynamic_redirect';
const signal = new AbortController().signal;
const outside = await openRealOutside({ isPrivateNetworkAllowed: true });
let double: CloudflareDouble;
let provider: Provider;

beforeAll(async () => {
  if (missingContract === null) double = await startCloudflareDouble(zone);
});
beforeEach(() => {
  if (missingContract !== null) return;
  provider = cloudflareProvider(
    { zone, token: double.knobs.token, baseUrl: double.baseUrl, parts: ['rules'] },
    outside,
  );
});
afterAll(async () => {
  if (missingContract === null) await double.close();
  await outside[Symbol.asyncDispose]();
});

const redirect = (ref: string): Json => ({
  title: ref,
  isEnabled: true,
  match: { hosts: [zone], paths: [`/${ref}`] },
  to: { host: zone, path: `/new-${ref}` },
  status: 301,
  keepsQuery: false,
});
/** A rule somebody made by hand, with parts we have no words for. */
const foreign = {
  ref: 'made-by-hand',
  action: 'skip',
  expression: 'ip.src in {203.0.113.7}',
  description: 'the office',
  enabled: true,
  action_parameters: { ruleset: 'current' },
  logging: { enabled: true },
};

async function state(): Promise<Resources> {
  const read = await provider.read(signal);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.resources;
}
const planTo = async (after: (before: Resources) => Resources): Promise<Plan> => {
  const before = await state();
  return planBetween({ before, after: after(before), apex: zone, provider });
};
const world = (): DyingWorld => new DyingWorld({}, { groupSize: 99, chance: () => 0, back: provider });
const without = (from: Resources, ...gone: readonly string[]): Resources =>
  Object.fromEntries(Object.entries(from).filter(([resource]) => !gone.includes(resource)));

/** Rules under their refs, in the order they are tried. */
const orderNow = (): readonly unknown[] => double.zone.ruleset(phase).rules.map((rule) => rule['ref']);

async function begin(...refs: readonly string[]): Promise<void> {
  double.zone.putRuleset(phase, [], false);
  const wanted = Object.fromEntries(refs.map((ref) => [`rule:redirect/${ref}`, redirect(ref)]));
  const ended = await world().apply(await planTo((before) => ({ ...before, ...wanted })));
  expect([ended?.state, orderNow()]).toEqual(['done', refs]);
}

if (missingContract !== null) test('Cloudflare is not tried', ({ skip }) => skip(missingContract ?? ''));

describe.skipIf(missingContract !== null)('the order of rules', () => {
  test('a rule in the middle goes and comes back in the middle: rollback and undo', async () => {
    await begin('a', 'b', 'c');
    const before = snapshotOf(await state());
    const plan = await planTo((from) => ({
      ...without(from, 'rule:redirect/b'),
      'rule:redirect/d': redirect('d'),
    }));
    expect(plan.changes.map(({ resource, after }) => [resource, after])).toEqual([
      ['rule:redirect/b', null],
      ['rule:redirect/d', redirect('d')],
      ['rule-order:redirect', ['a', 'c', 'd']],
    ]);
    const wrong = await world().apply(plan, { verify: async () => ({ checks: 1, failures: ['worse'] }) });
    expect([wrong?.state, snapshotOf(await state())]).toEqual(['rolled-back', before]);

    expect((await world().apply(plan))?.state).toBe('done');
    expect(orderNow()).toEqual(['a', 'c', 'd']);
    const undo = makeUndo(plan, { state: await state(), now, manifest: impliedManifest(zone) });
    expect(undo.ok && (await world().apply(undo.plan))?.state).toBe('done');
    expect(snapshotOf(await state())).toBe(before);
  });

  test('an order that is wished for is written, told as a danger, and taken back', async () => {
    await begin('a', 'b', 'c');
    const plan = await planTo((from) => ({ ...from, 'rule-order:redirect': ['c', 'a', 'b'] }));
    expect(plan.changes.map(({ risk, dangers }) => [risk, dangers.map(({ rule }) => rule)])).toEqual([
      ['ask', ['rule-order']],
    ]);
    expect((await world().apply(plan))?.state).toBe('done');
    expect(orderNow()).toEqual(['c', 'a', 'b']);
    const undo = makeUndo(plan, { state: await state(), now, manifest: impliedManifest(zone) });
    expect(undo.ok && (await world().apply(undo.plan))?.state).toBe('done');
    expect(orderNow()).toEqual(['a', 'b', 'c']);
  });

  test('the last of two rules goes: one rule has no order, and two have theirs again', async () => {
    await begin('a', 'b');
    const before = snapshotOf(await state());
    const plan = await planTo((from) => without(from, 'rule:redirect/a', 'rule-order:redirect'));
    expect((await world().apply(plan))?.state).toBe('done');
    const undo = makeUndo(plan, { state: await state(), now, manifest: impliedManifest(zone) });
    expect(undo.ok && (await world().apply(undo.plan))?.state).toBe('done');
    expect(snapshotOf(await state())).toBe(before);
  });
});

describe.skipIf(missingContract !== null)('rules of others', () => {
  test('every part of a rule made by hand survives our writes, its place too', async () => {
    double.zone.putRuleset('http_request_firewall_custom', [foreign], false);
    const before = await state();
    expect(before['rule:waf/made-by-hand']).toEqual({ foreign });
    const ours = { title: 'x', isEnabled: true, match: { paths: ['/x'] }, action: 'challenge' };
    const plan = await planTo((from) => ({ ...from, 'rule:waf/ours': ours }));
    expect((await world().apply(plan))?.state).toBe('done');
    expect(double.zone.ruleset('http_request_firewall_custom').rules[0]).toMatchObject(foreign);
  });

  test('an edit between our look and our write is seen in the version number and put back', async () => {
    await begin('a', 'b');
    const plan = await planTo((from) => ({ ...from, 'rule:redirect/c': redirect('c') }));
    const theirs = [...double.zone.ruleset(phase).rules].toReversed();
    double.knobs.beforeNextPut = () => double.zone.putRuleset(phase, theirs, false);
    const written = await provider.write(plan.changes, signal);
    expect(written.ok && written.value).toEqual([
      {
        change: 'c1',
        outcome: 'stale',
        detail: expect.stringMatching(/Somebody changed the same rules .*theirs were put back\./),
      },
    ]);
    expect(orderNow()).toEqual(['b', 'a']);
  });

  test('dry_run comes before every write: what Cloudflare refuses makes no version', async () => {
    await begin('a');
    const versions = double.zone.versions(phase).length;
    const many = Object.fromEntries(
      Array.from({ length: 11 }, (_, n) => [`rule:redirect/m${n}`, redirect(`m${n}`)]),
    );
    const changes = Object.entries(many).map(([resource, after], index) => ({
      id: `c${index}`,
      provider: 'cloudflare',
      resource,
      before: null,
      after,
      risk: 'safe' as const,
      why: '',
      cures: [],
    }));
    const written = await provider.write(changes, signal);
    expect(written.ok && written.value[0]?.outcome).toBe('refused');
    expect(double.zone.versions(phase).length).toBe(versions);
  });
});
