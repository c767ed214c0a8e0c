import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SendersView } from '../../src/server/contract-errors.ts';
import { buildWeb } from '../../web/build.ts';
import { becomeOwner, startServe, type ServerProcess } from './server-process.ts';
import { until } from './until.ts';

// MON-5, MON-6, SEC-1: the pages Errors and Connect, in Chromium.
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const hostile = '<img src=x onerror="document.title=\'acted\'"><script>document.title="acted"</script>';
/** What makes the page wider than the screen. */
const tooWide = `document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *')]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest('pre'))
  .map((each) => each.tagName + '.' + each.className)`;
const complaints: string[] = [];

let folder: string;
let server: ServerProcess;
let browser: Browser;
let page: Page;

async function report(dsn: string, event: object, type = 'event'): Promise<void> {
  const { username, host, pathname } = new URL(dsn);
  const body = ['{}', JSON.stringify({ type }), JSON.stringify(event)].join('\n');
  const answer = await fetch(`http://${host}/api${pathname}/envelope/?sentry_key=${username}`, {
    method: 'POST',
    body,
  });
  expect(answer.status).toBe(200);
}

const suite = executablePath === undefined ? describe.skip : describe;
suite(
  executablePath === undefined ? 'pages of errors (skipped: no Chromium)' : 'pages of errors in Chromium',
  () => {
    beforeAll(async () => {
      await buildWeb();
      folder = mkdtempSync(join(tmpdir(), 'errors-page-'));
      writeFileSync(
        join(folder, 'launch.yaml'),
        'version: 1\nproduct: { name: Harbor Market, domain: shop.example }\nprofile: ecommerce\n',
      );
      server = await startServe([], { cwd: folder });
      const owner = await becomeOwner(server);
      const { projects }: SendersView = await owner.get('/api/senders');
      await report(projects[0]?.dsn ?? '', {
        level: 'error',
        release: 'shop@1.4.2',
        transaction: 'POST /api/orders',
        tags: { plan: hostile },
        breadcrumbs: [{ category: 'http', message: hostile }],
        exception: {
          values: [
            {
              type: 'TypeError',
              value: hostile,
              stacktrace: {
                frames: [
                  {
                    filename: hostile,
                    function: 'pay',
                    in_app: true,
                    lineno: 7,
                    context_line: hostile,
                    pre_context: ['before'],
                  },
                ],
              },
            },
          ],
        },
      });
      const attrs = { release: `shop ${hostile}`, environment: 'production' };
      const visits = { aggregates: [{ exited: 59, crashed: 1, did: 'jane' }], attrs };
      await report(projects[0]?.dsn ?? '', visits, 'sessions');
      browser = await chromium.launch({
        executablePath: executablePath ?? '',
        args: ['--no-sandbox', '--disable-gpu'],
      });
      const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
      page = await context.newPage();
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      await page.goto(server.url);
      await page.getByLabel('Mail address').fill('ann@shop.example');
      await page.getByLabel('Password').fill('correct horse battery');
      await page.keyboard.press('Enter');
      await page.locator('nav[aria-label=Pages]').waitFor({ state: 'attached' });
    }, 120_000);
    afterAll(async () => {
      await browser.close();
      await server.kill();
      rmSync(folder, { recursive: true });
    });

    const violations = (): Promise<readonly string[]> =>
      page.evaluate(`${axe}; axe.run().then(({ violations }) => violations.map(({ id }) => id))`);
    const heading = (text: RegExp): Promise<void> =>
      page.locator('h1', { hasText: text }).waitFor({ timeout: 30_000 });

    test('HTML of a stranger is text: list, stack, tags; resolved with one button; nothing acted', async () => {
      const visits = page.getByRole('row', { name: /shop <img/u });
      await until(async () => {
        await page.goto(`${server.url}/errors`);
        await heading(/1 open error/u);
        return (await visits.getByText('98.33 %').count()) === 1;
      });
      await visits.getByText('0.00 % of 1').waitFor();
      expect([await violations(), await page.evaluate(tooWide)]).toEqual([[], []]);
      await page.locator('a[data-row]').click();
      await heading(/TypeError: <img/u);
      await page.locator('pre strong', { hasText: '<script>' }).waitFor();
      expect(await page.locator('main img, main script').count()).toBe(0);
      expect(await violations()).toEqual([]);
      await page.getByRole('button', { name: 'Resolve' }).click();
      await page.getByRole('button', { name: 'Open it again' }).waitFor();
      expect(await page.title()).toContain('<img');
      expect(await page.evaluate(tooWide)).toEqual([]);
    }, 120_000);

    test('Connect shows the address and what to paste for a framework', async () => {
      await page.goto(`${server.url}/connect`);
      await heading(/Change one address/u);
      await page.getByRole('button', { name: 'Django' }).click();
      await page.locator('code', { hasText: 'sentry_sdk.init("http://' }).waitFor();
      await page.getByText('Name, origins, quota').click();
      await page.getByLabel('Origins of pages that may send').fill('https://shop.example');
      await page.getByRole('button', { name: 'Change it' }).click();
      await page.getByText('events a minute; https://shop.example').waitFor();
      expect(await violations()).toEqual([]);
      expect(await page.evaluate(tooWide)).toEqual([]);
      expect(complaints).toEqual([]);
    }, 120_000);
  },
);
