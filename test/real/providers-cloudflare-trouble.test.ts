import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { Outcome } from '../../src/engine/fix/apply/job.ts';
import type { Plan, Provider } from '../../src/model/fix.ts';
import { snapshotOf } from '../../src/protocols/edge/state.ts';
import type { Resources } from '../../src/protocols/edge/state.ts';
import { cloudflareProvider } from '../../src/providers/cloudflare/provider.ts';
import { missingContract } from '../conformance/cloudflare-double/contract.ts';
import { startCloudflareDouble } from '../conformance/cloudflare-double/server.ts';
import type { CloudflareDouble } from '../conformance/cloudflare-double/server.ts';
import { DyingWorld } from '../conformance/fix/dying-world.ts';
import { planBetween } from '../conformance/fix/plans.ts';

/** FIX-2, FIX-3: a plan over records, settings and rules meets trouble in its middle: told, and nothing half-done. */
const zone = 'case.test';
const signal = new AbortController().signal;
const outside = await openRealOutside({ isPrivateNetworkAllowed: true });
let double: CloudflareDouble;

beforeAll(async () => {
  if (missingContract === null) double = await startCloudflareDouble(zone);
});
afterEach(() => {
  if (missingContract === null)
    Object.assign(double.knobs, {
      permissions: null,
      writesUntilDeath: null,
      lockedSettings: [],
      cutsNextWrite: false,
    });
});
afterAll(async () => {
  if (missingContract === null) await double.close();
  await outside[Symbol.asyncDispose]();
});

const open = (token = double.knobs.token): Provider =>
  cloudflareProvider({ zone, token, baseUrl: double.baseUrl }, outside);

async function state(): Promise<Resources> {
  const read = await open().read(signal);
  if (!read.ok) throw new Error(read.error.message);
  return read.value.resources;
}

let turn = 0;
/** Four writes: records, TLS between edge and origin, a rule, the oldest TLS version. */
async function plan(): Promise<Plan> {
  turn += 1;
  const before = await state();
  const isStrict = before['setting:ssl'] === 'strict';
  const after: Resources = {
    ...before,
    [`rrset:t${turn}.case.test./TXT`]: { ttlSeconds: 300, values: ['"here"'] },
    'setting:ssl': isStrict ? 'full' : 'strict',
    'rule:response-headers/lr-x': {
      title: `x${turn}`,
      isEnabled: true,
      match: { hosts: [zone] },
      set: { 'X-Frame-Options': 'DENY' },
      remove: [],
    },
    'setting:min-tls': before['setting:min-tls'] === '1.2' ? '1.1' : '1.2',
  };
  const made = planBetween({ before, after, apex: zone, provider: open() });
  expect(made.changes.map(({ resource }) => resource.split(':')[0])).toEqual([
    'rrset',
    'setting',
    'rule',
    'setting',
  ]);
  return made;
}

const worldWith = (back: Provider): DyingWorld => new DyingWorld({}, { groupSize: 9, chance: () => 0, back });

if (missingContract !== null) test('Cloudflare is not tried', ({ skip }) => skip(missingContract ?? ''));

describe.skipIf(missingContract !== null)('trouble in the middle', () => {
  const told = (ended: Outcome | null): string => `${ended?.state}: ${ended?.says}`;

  test.each<[string, () => void, RegExp]>([
    [
      'a permission that is missing for the second write',
      () => (double.knobs.permissions = [...readable, 'DNS Write']),
      /^rolled-back: .*lacks "Zone Settings Write" \(Zone Settings: Edit\)/,
    ],
    [
      'a setting the plan of the zone does not let change',
      () => (double.knobs.lockedSettings = ['min_tls_version']),
      /^rolled-back: .*cannot be modified for this zone on its plan/,
    ],
  ])('%s', async (_, cause, sentence) => {
    const made = await plan();
    const before = snapshotOf(await state());
    cause();
    expect(told(await worldWith(open()).apply(made))).toMatch(sentence);
    expect(snapshotOf(await state())).toBe(before);
  });

  test('a server that dies after the second write: told, and taken up when it lives again', async () => {
    const made = await plan();
    const world = worldWith(open());
    double.knobs.writesUntilDeath = 2;
    expect(told(await world.apply(made))).toMatch(
      /^could-not-look: Cloudflare could not be read: .*fix apply$/,
    );
    double.knobs.writesUntilDeath = null;
    expect((await state())[`rrset:t${turn}.case.test./TXT`]).toBeDefined();
    expect((await world.apply(made))?.state).toBe('done');
    const now = await state();
    for (const { resource, after } of made.changes) expect(now[resource], resource).toEqual(after);
  });

  test('the same death, and taken back when it lives again', async () => {
    const made = await plan();
    const before = snapshotOf(await state());
    const world = worldWith(open());
    double.knobs.writesUntilDeath = 3;
    expect((await world.apply(made))?.state).toBe('could-not-look');
    double.knobs.writesUntilDeath = null;
    expect((await world.rollback(made))?.state).toBe('rolled-back');
    expect(snapshotOf(await state())).toBe(before);
  });

  test('a write that was done and not answered is not done again', async () => {
    const made = await plan();
    double.knobs.cutsNextWrite = true;
    expect((await worldWith(open()).apply(made))?.state).toBe('done');
    const now = await state();
    for (const { resource, after } of made.changes) expect(now[resource], resource).toEqual(after);
  });

  test('a wrong token: nothing is read, nothing is written', async () => {
    const made = await plan();
    const calls = double.zone.records.length;
    expect(told(await worldWith(open('wrong')).apply(made))).toBe(
      'could-not-look: Cloudflare could not be read: Cloudflare does not know this API token.',
    );
    expect(double.zone.records.length).toBe(calls);
  });
});

const readable = [
  'Zone Read',
  'DNS Read',
  'Zone Settings Read',
  'Dynamic URL Redirects Read',
  'Cache Settings Read',
  'Zone Transform Rules Read',
  'Zone WAF Read',
  'SSL and Certificates Read',
  'Bot Management Read',
];
