import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/fix.ts';
import type { ShopDesk } from './launch-ready.ts';
import { looksLikeCrash, shopDesk } from './launch-ready.ts';
import { runHere } from './run-here.ts';

/** `launch-ready fix ...` as a user types it, with the token in the environment. */
const fixing =
  (shop: ShopDesk) =>
  (...words: readonly string[]) =>
    runHere([...words, '--manifest', join(shop.folder, 'launch.yaml'), '--quiet', ...shop.network], {
      folder: shop.folder,
      env: { BREAKWATER_TOKEN: shop.world.vendor.token },
    });
const offline =
  (shop: ShopDesk) =>
  (...words: readonly string[]) =>
    runHere(words, { folder: shop.folder });

const planIn = (text: string): Plan => JSON.parse(text) as Plan;

describe('from a finding to a proven change and back (FIX-1, FIX-2, FIX-3, FIX-6)', () => {
  it('plan, consent, apply, status, second plan empty, drift, undo', async () => {
    await using shop = await shopDesk({
      faults: ['mail/spf-twice', 'mail/tls-rpt-gone', 'redirects/loop-on-old-link'],
    });
    shop.file('launch.yaml', shop.world.manifestText);
    const run = fixing(shop);
    const planned = await run('fix', 'plan', '--json', '--only', 'mail', '--only', 'redirects');
    expect(planned.exitCode, planned.stderr).toBe(0);
    const plan = planIn(planned.stdout);
    expect(plan.changes.map(({ resource }) => resource)).toEqual([
      'rrset:_smtp._tls.harbormarket.shop./TXT',
      'rrset:harbormarket.shop./TXT',
      'rule:redirect/lr-canonical-host',
    ]);
    expect(plan.rehearsal?.sentence).toBe('cures 3, introduces 0');
    expect(plan.rehearsal?.shadow).toContain('restored to the byte');
    const id = plan.hash.slice(0, 12);

    const nobody = await run('fix', 'apply', id);
    expect([nobody.exitCode, nobody.stderr.includes('LR_PLAN_CONSENT')], nobody.stderr).toEqual([2, true]);
    const other = await run('fix', 'apply', id, '--yes', '--plan', 'aaaaaaaaaaaa');
    expect([other.exitCode, other.stderr.includes('LR_PLAN_CONSENT')], other.stderr).toEqual([2, true]);

    const applied = await run('fix', 'apply', '--yes', '--plan', id, '--soak', '0', '--journeys');
    const baseline = readFileSync(join(shop.folder, '.launch-ready/fixes', id, 'baseline.json'), 'utf8');
    const { walked } = JSON.parse(baseline) as { readonly walked: readonly { readonly outcome: string }[] };
    expect(walked.filter(({ outcome }) => outcome === 'good').length).toBeGreaterThan(0);
    expect(applied.exitCode, applied.stdout + applied.stderr).toBe(0);
    expect(applied.stdout).toContain('Done. Applied and proven');
    expect(applied.stdout).toMatch(/for \d+ ms somebody else’s edit could have been overwritten/);
    const status = await offline(shop)('fix', 'status', '--json');
    expect(status.stdout).toContain('"state": "done"');

    const second = planIn(
      (await run('fix', 'plan', '--json', '--only', 'mail', '--only', 'redirects', '--skip-rehearsal'))
        .stdout,
    );
    expect(second.changes).toEqual([]);
    const calm = await run('drift');
    expect([calm.exitCode, calm.stdout.startsWith('Nothing changed')], calm.stdout + calm.stderr).toEqual([
      0,
      true,
    ]);

    const undone = await run('fix', 'undo', id, '--yes', '--plan', id, '--skip-audit');
    expect(undone.exitCode, undone.stdout + undone.stderr).toBe(0);
    const trail = readFileSync(join(shop.folder, '.launch-ready/fixes/audit.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(trail.map((line) => (JSON.parse(line) as { act: string }).act)).toEqual([
      'plan',
      'apply',
      'apply',
    ]);
    expect([planned, nobody, other, applied, undone].some(looksLikeCrash)).toBe(false);
  }, 600_000);

  it('an edited plan, a wrong token and a missing provider are told, nothing is written', async () => {
    await using shop = await shopDesk({ faults: ['mail/tls-rpt-gone'] });
    shop.file('launch.yaml', shop.world.manifestText);
    const run = fixing(shop);
    const planned = await run('fix', 'plan', '--json', '--only', 'mail/tls-rpt', '--skip-rehearsal');
    const plan = planIn(planned.stdout);
    const path = join(shop.folder, '.launch-ready/fixes', plan.hash.slice(0, 12), 'plan.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('TLSRPTv1', 'TLSRPTv2'));
    const edited = await run('fix', 'apply', plan.hash.slice(0, 12), '--yes', '--plan', plan.hash);
    expect([edited.exitCode, edited.stderr.includes('LR_PLAN_EDITED')], edited.stderr).toEqual([2, true]);

    const wrong = await runHere(['drift', '--manifest', join(shop.folder, 'launch.yaml'), ...shop.network], {
      folder: shop.folder,
      env: { BREAKWATER_TOKEN: 'not-the-token' },
    });
    expect([wrong.exitCode, wrong.stderr.includes('does not know this API token')], wrong.stderr).toEqual([
      3,
      true,
    ]);
    const none = await runHere(['drift', '--manifest', join(shop.folder, 'launch.yaml'), ...shop.network], {
      folder: shop.folder,
    });
    expect([none.exitCode, none.stderr.includes('LR_PROVIDER_SECRET')], none.stderr).toEqual([2, true]);
    const missing = await offline(shop)('fix', 'show', 'aaaaaaaaaaaa');
    expect([missing.exitCode, missing.stderr.includes('LR_PLAN_MISSING')], missing.stderr).toEqual([2, true]);
  }, 400_000);

  it('a zone that somebody changed after the plan is refused, and drift names what', async () => {
    await using shop = await shopDesk({ faults: ['mail/tls-rpt-gone'] });
    const zone = join(shop.folder, 'zone.db');
    const records = shop.world.plan.zones['harbormarket.shop']?.records ?? [];
    writeFileSync(
      zone,
      records
        .map(({ name, type, ttlSeconds, value }) => `${name}. ${ttlSeconds} ${type} ${value}\n`)
        .join(''),
    );
    const manifest = shop.world.manifestText.replace(
      /providers:[\s\S]*?(?=\n[a-z])/,
      `providers:\n  - id: file\n    kind: zonefile\n    zone: harbormarket.shop\n    options: { path: '${zone}' }`,
    );
    shop.file('launch.yaml', manifest);
    const run = fixing(shop);
    const first = await run('drift');
    expect(first.exitCode, first.stdout + first.stderr).toBe(0);
    const plan = planIn(
      (await run('fix', 'plan', '--json', '--only', 'mail/tls-rpt', '--skip-rehearsal')).stdout,
    );
    writeFileSync(zone, `${readFileSync(zone, 'utf8')}\nintruder.harbormarket.shop. 300 A 89.187.162.99\n`);
    const stale = await run('fix', 'apply', '--yes', '--plan', plan.hash.slice(0, 12), '--skip-audit');
    expect(
      [stale.exitCode, stale.stdout.includes('not as it was when this plan was made')],
      stale.stdout + stale.stderr,
    ).toEqual([1, true]);
    const drifted = await run('drift');
    expect(
      [drifted.exitCode, drifted.stdout.includes('intruder.harbormarket.shop A')],
      drifted.stdout,
    ).toEqual([1, true]);
  }, 400_000);
});
