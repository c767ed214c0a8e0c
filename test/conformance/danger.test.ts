import { describe, expect, it } from 'vitest';
import { consentNeeded, judgeConsent } from '../../src/engine/fix/consent.ts';
import type { Known } from '../../src/engine/fix/dangers/known.ts';
import { nothingKnown } from '../../src/engine/fix/dangers/known.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import type { Json } from '../../src/model/json.ts';
import type { Resources } from '../../src/protocols/edge/state.ts';
import { harmless, ruinous, zoneLines, edgeState } from './fix/danger-table.ts';
import type { DangerRow } from './fix/danger-table.ts';
import { planBetween, proxied, stateOf, zone } from './fix/plans.ts';

const manifest = (() => {
  const read = parseManifest(
    `version: 1
product: { name: Harbour, domain: ${zone}, canonical: ${zone} }
profile: ecommerce
hosts:
  - { name: ${zone}, role: apex }
  - { name: www.${zone}, role: www }
  - { name: api.${zone}, role: api }
  - { name: checkout.${zone}, role: checkout }
  - { name: blog.${zone}, role: blog }
pages: ['/', { url: /account, private: true }]
routes:
  - { method: POST, url: /webhooks/stripe, webhook: true }
mail:
  domains: [${zone}]
  senders: [{ provider: Google Workspace, domain: ${zone}, selectors: [google] }]
`,
    'launch.yaml',
  );
  if (read.manifest === null) throw new Error(JSON.stringify(read.problems));
  return read.manifest;
})();

const known: Known = {
  ...nothingKnown,
  issuers: [{ host: zone, issuer: "Let's Encrypt", caaDomains: ['letsencrypt.org'] }],
  dkimNames: [`google._domainkey.${zone}`],
  deadDkimNames: [`old._domainkey.${zone}`],
  spfLookups: { 'include:_spf.google.com': 4, 'include:spf.mtasv.net': 1 },
  needlessSpf: ['include:gone.example.net'],
  httpsHosts: [zone, `www.${zone}`],
};

const start = proxied(stateOf(zoneLines, edgeState), `www.${zone}`, `shop.${zone}`);

/** A row's words as the state that would be: lines replace the sets they name, `null` takes away. */
function wantedBy(row: DangerRow): Resources {
  const next = new Map<string, Json>(Object.entries(start));
  for (const set of row.remove ?? [])
    next.delete(
      `rrset:${set.replace('@', zone).replace(/^([^/]+)\//, (_all, name: string) => `${absolute(name)}./`)}`,
    );
  const lines = stateOf(row.lines ?? []);
  for (const [resource, value] of Object.entries(lines)) next.set(resource, value);
  for (const [resource, value] of Object.entries(row.edge ?? {})) {
    if (value === null) next.delete(resource);
    else next.set(resource, value);
  }
  const state = Object.fromEntries(next);
  return row.proxy === undefined ? state : proxied(state, ...row.proxy.map(absolute));
}

const absolute = (name: string): string => (name === zone ? zone : `${name}.${zone}`);

interface Judged {
  readonly isStopped: boolean;
  readonly how: string;
}

/** Stopped: left out of the plan with the reason, or not to be applied without the domain's name. */
function judge(row: DangerRow): Judged {
  const plan = planBetween({ before: start, after: wantedBy(row), manifest, known });
  if (plan.refused.length > 0) return { isStopped: true, how: `refused: ${plan.refused[0]?.why}` };
  const isAppliedByYes = judgeConsent(plan, { isYes: true, hash: null, typed: 'yes' }).ok;
  const says = plan.changes.flatMap(({ dangers }) => dangers.map((danger) => danger.says));
  return {
    isStopped: !isAppliedByYes && consentNeeded(plan) === 'name',
    how: `${consentNeeded(plan)}: ${says.join('; ')}`,
  };
}

describe('FIX-1, FIX-2: roles protect a small zone, not percentages', () => {
  it(`${ruinous.length} ruinous plans are refused without named consent`, () => {
    const passed = ruinous.filter((row) => !judge(row).isStopped);
    process.stdout.write(
      `danger: ${ruinous.length - passed.length} of ${ruinous.length} ruinous plans stopped\n`,
    );
    expect(ruinous.length).toBeGreaterThanOrEqual(60);
    expect(passed.map((row) => `${row.title} (${judge(row).how})`)).toEqual([]);
  });

  it(`at most 2 of ${harmless.length} harmless plans ask for the domain’s name`, () => {
    const stopped = harmless.filter((row) => judge(row).isStopped);
    process.stdout.write(`danger: ${stopped.length} of ${harmless.length} harmless plans stopped\n`);
    expect(harmless.length).toBeGreaterThanOrEqual(100);
    expect(stopped.map((row) => `${row.title} (${judge(row).how})`)).toHaveLength(
      Math.min(2, stopped.length),
    );
    expect(stopped.map((row) => `${row.title} (${judge(row).how})`).slice(2)).toEqual([]);
  });

  it('every row changes something: a table that plans nothing proves nothing', () => {
    const empty = [...ruinous, ...harmless].filter((row) => {
      const plan = planBetween({ before: start, after: wantedBy(row), manifest, known });
      return plan.changes.length + plan.refused.length === 0;
    });
    expect(empty.map(({ title }) => title)).toEqual([]);
  });
});

describe('consent', () => {
  const plan = planBetween({
    before: start,
    after: wantedBy({ title: '', remove: ['@/MX'] }),
    manifest,
    known,
  });
  it.each([
    ['--yes alone', { isYes: true, hash: null, typed: null }, false],
    ['--yes with another plan', { isYes: true, hash: 'a'.repeat(12), typed: null }, false],
    ['--yes with too few digits', { isYes: true, hash: plan.hash.slice(0, 8), typed: null }, false],
    ['--yes with this plan', { isYes: true, hash: plan.hash.slice(0, 12), typed: null }, true],
    ['a plain yes', { isYes: false, hash: null, typed: 'y' }, false],
    ['the domain’s name', { isYes: false, hash: null, typed: ` ${zone}. ` }, true],
    ['another name', { isYes: false, hash: null, typed: `www.${zone}` }, false],
    ['nobody to ask', { isYes: false, hash: null, typed: null }, false],
  ])('a dangerous plan: %s', (_, consent, isAllowed) => {
    expect(judgeConsent(plan, consent).ok).toBe(isAllowed);
  });
});
