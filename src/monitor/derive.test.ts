import { expect, test } from 'vitest';
import type { Finding } from '../model/finding.ts';
import type { Manifest } from '../model/manifest.ts';
import { target } from '../model/target.ts';
import { impliedManifest } from '../manifest/implied.ts';
import { parseManifest } from '../manifest/parse.ts';
import { profileByName } from '../profiles/load.ts';
import http from './probes/http.ts';
import dns from './probes/dns.ts';
import domain from './probes/domain.ts';
import heartbeat from './probes/heartbeat.ts';
import journey from './probes/journey.ts';
import mail from './probes/mail.ts';
import tcp from './probes/tcp.ts';
import tls from './probes/tls.ts';
import { deriveMonitors, planMonitors } from './derive.ts';
import type { Derived } from './derive.ts';

const probes = new Map(
  [http, dns, domain, heartbeat, journey, mail, tcp, tls].map((probe) => [probe.kind, probe]),
);
const profile = profileByName('ecommerce');

const text = `version: 1
product: { name: Shop, domain: shop.example, canonical: shop.example }
profile: ecommerce
people: [{ id: ines, name: Ines, email: ines@shop.example }]
hosts:
  - { name: shop.example, role: apex, owner: ines, purpose: The shop, origins: [192.0.2.10] }
  - { name: www.shop.example, role: www }
  - { name: api.shop.example, role: api }
  - { name: mx.shop.example, role: mail }
routes:
  - GET /api/health
  - { method: GET, url: /api/products, hot: true, p95: 200ms }
  - POST /api/orders
  - GET /api/products/{id}
journeys: [{ id: buy, title: Buy a thing, critical: true, steps: [{ open: / }] }]
deploy: { jobs: [{ id: nightly, kind: cron }] }
dataStores: [{ id: main, kind: postgres, url: env:DATABASE_URL, backup: { schedule: daily at 03:00, owner: ines } }]
env: [DATABASE_URL]
monitors:
  - { id: mx, kind: tcp, target: 'mx.shop.example:25', interval: 2m, options: { expect: '220', severity: warning } }
  - { id: http-shop.example, kind: http, target: /, options: { text: Add to cart, slowMs: 900 } }
`;
const declared = (): Manifest => {
  const { manifest, problems } = parseManifest(text, 'launch.yaml');
  if (manifest === null) throw new Error(JSON.stringify(problems));
  return manifest;
};
const derived = (manifest: Manifest, fixed: readonly Finding[] = []): Derived =>
  deriveMonitors({ manifest, profile, fixed });
const ids = ({ monitors }: Derived): readonly string[] => monitors.map(({ id }) => id);

test('monitors follow from the manifest, and what is written replaces what follows (MON-1)', () => {
  const manifest = declared();
  const made = derived(manifest);
  expect(ids(made)).toEqual([
    'dns-shop.example',
    'tls-shop.example',
    'http-shop.example',
    'dns-www.shop.example',
    'tls-www.shop.example',
    'http-www.shop.example',
    'dns-api.shop.example',
    'tls-api.shop.example',
    'domain-shop.example',
    ...manifest.routes.slice(0, 2).map(({ id }) => `route-${id.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')}`),
    'journey-buy',
    'job-nightly',
    'backup-main',
    'mx',
  ]);
  const byId = new Map(made.monitors.map((monitor) => [monitor.id, monitor]));
  expect(byId.get('http-shop.example')).toMatchObject({
    target: 'https://shop.example/',
    slowMs: 900,
    options: { text: 'Add to cart' },
  });
  expect(byId.get('http-www.shop.example')?.options).toEqual({ endsAt: 'https://shop.example/' });
  expect(byId.get('dns-shop.example')?.options).toEqual({ type: 'A', values: ['192.0.2.10'] });
  expect(byId.get('journey-buy')?.dependsOn).toEqual(['http-shop.example', 'dns-api.shop.example']);
  expect(byId.get('mx')).toMatchObject({
    severity: 'warning',
    intervalSeconds: 120,
    options: { expect: '220' },
  });
  expect(byId.get('backup-main')?.options).toEqual({ everySeconds: 86_400 });
});

test('every derived monitor is one its probe can run, and depends only on others that exist', () => {
  for (const manifest of [declared(), impliedManifest('shop.example')]) {
    const { monitors } = derived(manifest);
    const known = new Set(monitors.map(({ id }) => id));
    expect(monitors.length).toBeGreaterThan(3);
    for (const monitor of monitors) {
      expect(probes.get(monitor.kind)?.problems(monitor.options)).toEqual([]);
      expect(monitor.dependsOn.every((id) => known.has(id) && id !== monitor.id)).toBe(true);
      expect(monitor.intervalSeconds * 1000).toBeGreaterThan(monitor.timeoutMs);
    }
  }
});

const finding = (check: string, kind: 'host' | 'page' | 'zone' | 'mailDomain', name: string): Finding =>
  ({
    check,
    target: target(kind, name),
    title: 'Fixed',
    severity: 'blocker',
    fingerprint: check.replace(/\W/g, '').slice(0, 12),
  }) as Finding;

test('every fixed finding becomes a guard; what no probe can see is said', () => {
  const fixed = [
    finding('tls/certificate-expiry', 'host', 'shop.example'),
    finding('tls/hsts-presence', 'host', 'shop.example'),
    finding('redirects/https-first-hop', 'host', 'www.shop.example'),
    finding('domain/lame-server', 'zone', 'shop.example'),
    finding('domain/registration-expiry', 'zone', 'shop.example'),
    finding('mail/dmarc-policy', 'mailDomain', 'shop.example'),
    finding('exposure/git-folder', 'page', 'https://shop.example/.git/config'),
    finding('secrets/tree', 'host', 'shop.example'),
  ];
  const { monitors, unguarded } = derived(declared(), fixed);
  const guards = monitors.filter(({ origin }) => origin === 'audit');
  expect(guards.map(({ kind, target: at, options }) => `${kind} ${at} ${JSON.stringify(options)}`)).toEqual([
    'tls shop.example {}',
    'http https://shop.example/ {"headers":{"strict-transport-security":"max-age="}}',
    'http http://www.shop.example/ {"endsAt":"https://shop.example/"}',
    'dns shop.example {"type":"NS"}',
    'domain shop.example {}',
    'dns _dmarc.shop.example {"type":"TXT","begins":"v=DMARC1"}',
    'http https://shop.example/.git/config {"status":[301,302,401,403,404,410],"maxRedirects":0}',
  ]);
  expect(guards.every(({ guards: fingerprint }) => fingerprint !== null)).toBe(true);
  for (const guard of guards) expect(probes.get(guard.kind)?.problems(guard.options)).toEqual([]);
  expect(unguarded).toEqual([
    { finding: 'secretstree', why: 'No probe can see secrets/tree; it is looked at by the next audit' },
  ]);
});

test('the plan shows what changes; applied, the next plan is empty; hands are left alone', () => {
  const { monitors } = derived(declared());
  const first = monitors[0]!;
  const current = [
    { ...first, intervalSeconds: 300, isPaused: true },
    { ...first, id: 'old' },
    { ...first, id: 'mine', origin: 'hand' as const },
  ];
  const plan = planMonitors(current, monitors);
  expect(plan.add).toHaveLength(monitors.length - 1);
  expect(plan.change.map(({ after, fields }) => [after.id, fields, after.isPaused])).toEqual([
    [first.id, ['intervalSeconds'], true],
  ]);
  expect(plan.remove.map(({ id }) => id)).toEqual(['old']);
  const applied = [...plan.add, ...plan.change.map(({ after }) => after), current[2]!];
  expect(planMonitors(applied, monitors)).toEqual({
    add: [],
    change: [],
    remove: [],
    unchanged: monitors.length,
  });
});
