import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import review from '../../src/collectors/logs/review.ts';
import { manifestOf, profileFor } from '../../src/cli/audit/subject.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { collectFacts } from '../../src/engine/collect.ts';
import { makeReport } from '../../src/engine/report.ts';
import type { Check } from '../../src/model/check.ts';
import type { Plugin } from '../../src/model/plugin.ts';
import { target } from '../../src/model/target.ts';
import { createCheckout } from '../../src/world/app/checkout.ts';
import type { AppDeps } from '../../src/world/app/deps.ts';
import { createMarket } from '../../src/world/app/market.ts';
import { createMemoryStore } from '../../src/world/app/memory-store.ts';
import type { AppMistake } from '../../src/world/app/mistake.ts';
import { createRateLimit } from '../../src/world/app/rate-limit.ts';
import { seedStore } from '../../src/world/app/seed.ts';
import { createShopLog } from '../../src/world/app/shop-log.ts';
import { machineClock } from '../../src/world/clock.ts';
import { healthyPlan } from '../../src/world/healthy/healthy-plan.ts';
import { webhookSignature } from '../../src/world/services/payment.ts';
import { LateAnswer } from '../../src/world/services/world-client.ts';

/** AUD-8: Harbor Market writes a log of a day; what a release or a visitor does badly stands in it, and nothing else is found. */
interface LogFault {
  readonly mistake?: AppMistake;
  /** Visitors who cannot remember their password. */
  readonly wrongLogins?: number;
  readonly isPaymentLate?: boolean;
  readonly expects: readonly string[];
}
const faults: Readonly<Record<string, LogFault>> = {
  'a healthy day': { expects: [] },
  'mail addresses are logged': {
    mistake: 'logs-addresses',
    expects: ['logs/personal-data medium'],
  },
  'the secret of the payment provider is logged': {
    mistake: 'logs-webhook-secret',
    expects: ['logs/secrets high'],
  },
  'no line has a request id': { mistake: 'logs-no-request-ids', expects: ['logs/request-ids medium'] },
  'a page fails for everybody': { mistake: 'order-lines-renamed', expects: ['logs/repeated-errors medium'] },
  'the webhook of the payment provider fails': {
    mistake: 'webhook-reshaped',
    expects: ['logs/payment-webhooks high'],
  },
  'somebody tries passwords': { wrongLogins: 25, expects: ['logs/failed-logins high'] },
  'the payment provider does not answer in time': { isPaymentLate: true, expects: ['logs/timeouts medium'] },
};

const webhookSecret = ['whsec', 'Zb7Qx2Lm9VtR4wKpY6sNcE8hJ3dGf5Aa'].join('_');

/** Eight visitors look around, one signs up, three buy, the payment provider tells of each. */
async function logOf({ mistake, wrongLogins = 0, isPaymentLate = false }: LogFault): Promise<string> {
  const { app, domain, mailSender, now } = healthyPlan(machineClock.now());
  const plan = { ...app, mistakes: mistake === undefined ? [] : [mistake] };
  const { log, logged, text } = createShopLog(machineClock, plan);
  const store = createMemoryStore();
  await seedStore(store, now, '');
  const deps: AppDeps = {
    plan,
    sender: mailSender,
    domain,
    store,
    clock: machineClock,
    signal: AbortSignal.timeout(60_000),
    send: async () => true,
    client: async () => {
      if (isPaymentLate) throw new LateAnswer('api.pennyworthpay.com');
      return { status: 201, text: '' };
    },
    webhookSecret,
    limit: createRateLimit(machineClock, 10_000),
    log,
  };
  const [market, checkout] = [logged(createMarket(deps)), logged(createCheckout(deps))];
  const post = (path: string, form: Readonly<Record<string, string>>): Request =>
    new Request(`https://${domain}${path}`, { method: 'POST', body: new URLSearchParams(form) });
  for (let visitor = 0; visitor < 8; visitor += 1) {
    await market(new Request(`https://${domain}/listings`));
    await checkout(new Request(`https://checkout.${domain}/orders/HM-demo-1?key=HM-demo-1-key`));
  }
  const password = 'correct horse battery';
  await market(post('/signup', { email: 'jane@shop.example', password, name: 'Jane' }));
  for (let order = 0; order < 3; order += 1) {
    const id = `HM-${order}`;
    const lines = [{ listing: 'tide-lamp', quantity: 1 }];
    const email = 'jane@shop.example';
    await store.orders.put({ id, key: 'k', email, lines, totalCents: 8_900, status: 'open' });
    await checkout(post(`/orders/${id}/pay?key=k`, {}));
    const body = JSON.stringify({ order: id });
    const seconds = Math.floor(machineClock.now() / 1000);
    const headers = { 'pennyworth-signature': webhookSignature(webhookSecret, seconds, body) };
    await checkout(
      new Request(`https://checkout.${domain}/webhooks/payments`, { method: 'POST', body, headers }),
    );
  }
  for (let time = 0; time < wrongLogins; time += 1)
    await market(post('/login', { email: 'nobody@shop.example', password: `guess number ${time}` }));
  return text();
}

/** Every check of the theme, whatever their number. */
async function logChecks(): Promise<readonly Plugin<Check>[]> {
  const folder = new URL('../../src/checks/logs/', import.meta.url);
  const names = readdirSync(folder).filter((name) => /^[a-z-]+\.ts$/.test(name));
  return Promise.all(
    names.map(async (name) => {
      const { default: definition }: { readonly default: Check } = await import(new URL(name, folder).href);
      return { id: `logs/${name.slice(0, -3)}`, definition };
    }),
  );
}

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function findings(log: string): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-log-'));
  folders.push(folder);
  const path = join(folder, 'shop.log');
  writeFileSync(path, log);
  await using outside = await openRealOutside({});
  const manifest = manifestOf(
    'version: 1\nproduct: { name: Harbor Market, domain: harbormarket.shop }\nprofile: ecommerce\n',
    'launch.yaml',
  );
  const profile = profileFor(manifest);
  const file = await collectFacts({
    collectors: [{ id: 'logs/review', definition: review }],
    seeds: [target('site', 'harbormarket.shop')],
    manifest,
    profile,
    outside,
    consent: { isActiveAllowed: false, logFiles: [path] },
    timeoutMs: 60_000,
    tool: 'test',
  });
  const checks = await logChecks();
  const report = makeReport({ checks, file, profile, now: file.collectedAt, version: 'test' });
  expect([checks.length, report.unknown]).toEqual([7, []]);
  return report.findings.map(({ check, severity }) => `${check} ${severity}`).toSorted();
}

it.each(Object.entries(faults))('%s', { timeout: 60_000 }, async (_title, fault) => {
  expect(await findings(await logOf(fault))).toEqual(fault.expects);
});
