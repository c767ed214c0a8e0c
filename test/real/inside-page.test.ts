import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWeb } from '../../web/build.ts';
import { logsOf, request, traceIdOf, tracesOf, type SpanInput } from '../conformance/otlp-lab.ts';
import { becomeOwner, startServe, type ServerProcess } from './server-process.ts';

// MON-5, MON-7, MON-8, SEC-1: Performance, a trace, Logs and the funnel, in Chromium.
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const hostile = '<img src=x onerror="document.title=\'acted\'"><script>document.title="acted"</script>';
const trace = 900;
const minute = 60_000;

let folder: string;
let server: ServerProcess;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

async function tell(key: string, signal: 'traces' | 'logs', body: object): Promise<void> {
  const answer = await fetch(`${server.url}/v1/${signal}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

async function tellAll(key: string): Promise<void> {
  const now = Date.now();
  const spans = Array.from({ length: 30 }, (_, ago) => [
    request(now - ago * minute, { path: '/' }),
    request(now - ago * minute, { method: 'POST', path: '/signup', status: ago < 6 ? 500 : 201 }),
  ]).flat();
  const slow: readonly SpanInput[] = [
    { ...request(now - minute, { method: 'POST', path: `/orders/${hostile}`, tookMs: 2_400 }), trace, id: 1 },
    {
      trace,
      id: 2,
      parent: 1,
      kind: 3,
      atMs: now - minute + 10,
      tookMs: 2_000,
      attributes: { 'server.address': 'api.payments.example', note: hostile },
    },
  ];
  await tell(key, 'traces', tracesOf([...spans, ...slow]));
  await tell(
    key,
    'logs',
    logsOf([
      { atMs: now, severity: 17, text: `order lost ${hostile}` },
      { atMs: now, text: 'mail to jane@shop.example' },
    ]),
  );
}

const suite = executablePath === undefined ? describe.skip : describe;
suite(
  executablePath === undefined ? 'pages inside (skipped: no Chromium)' : 'pages inside, in Chromium',
  () => {
    beforeAll(async () => {
      await buildWeb();
      folder = mkdtempSync(join(tmpdir(), 'inside-page-'));
      writeFileSync(
        join(folder, 'launch.yaml'),
        'version: 1\nproduct: { name: Harbor Market, domain: shop.example }\nprofile: ecommerce\n',
      );
      server = await startServe([], { cwd: folder });
      const owner = await becomeOwner(server);
      await tellAll((await owner.get('/api/senders')).projects[0].keys[0].publicKey);
      browser = await chromium.launch({
        executablePath: executablePath ?? '',
        args: ['--no-sandbox', '--disable-gpu'],
      });
      const context = await browser.newContext();
      page = await context.newPage();
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      await page.goto(server.url);
      await page.getByLabel('Mail address').fill('ann@shop.example');
      await page.getByLabel('Password').fill('correct horse battery');
      await page.keyboard.press('Enter');
      await page.locator('nav[aria-label=Pages]').waitFor({ state: 'attached' });
      await page.goto(`${server.url}/performance`);
      const isWritten = page.locator('h1', { hasText: /route/u });
      for (let tries = 0; tries < 60 && (await isWritten.count()) === 0; tries += 1) {
        await page.reload();
        await page.locator('h1').waitFor();
        await page.waitForTimeout(500);
      }
    }, 120_000);
    afterAll(async () => {
      await browser.close();
      await server.kill();
      rmSync(folder, { recursive: true });
    });

    test.each([
      ['/performance', /1 route of 3 fails|routes? of 3/u],
      [`/performance/${traceIdOf(trace)}`, /took 2\.4 s/u],
      ['/logs', /1 leak in the logs/u],
      ['/', /Nothing is watched yet/u],
    ])(
      '%s answers, at 390 and 1280 px in both schemes: axe finds nothing, nothing sticks out, nothing acts',
      async (path, answer) => {
        for (const width of [390, 1280])
          for (const colorScheme of ['light', 'dark'] as const) {
            await page.setViewportSize({ width, height: 900 });
            await page.emulateMedia({ colorScheme });
            await page.goto(`${server.url}${path}`);
            await page.locator('h1', { hasText: answer }).waitFor({ timeout: 30_000 });
            const found = await page.evaluate(
              `${axe}; axe.run().then(({ violations }) => violations.map(({ id }) => id))`,
            );
            const sticksOutPx = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
            expect([width, colorScheme, found, sticksOutPx]).toEqual([width, colorScheme, [], 0]);
          }
        expect(await page.locator('main img, main script').count()).toBe(0);
        expect(complaints).toEqual([]);
      },
      120_000,
    );

    test('the overview says what is lost since when, and where it points', async () => {
      await page.goto(server.url);
      await page
        .getByText(/About 6 signups failed since \d\d:\d\d UTC\. It points to the product\./u)
        .waitFor();
    });
  },
);
