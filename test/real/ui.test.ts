import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWeb } from '../../web/build.ts';
import { startServe, type ServerProcess } from './server-process.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const manifest = `version: 1
product: { name: Harbor Market, domain: shop.example }
profile: ecommerce
privateNetwork: true
`;
const password = 'correct horse battery';
const mostTabs = 80;

// As text: the browser's own types are not those of a test in Node.
const nameOfFocused = `(() => {
  const at = document.activeElement;
  const label = at?.labels?.[0] ?? at;
  return (at?.getAttribute('aria-label') ?? label?.textContent ?? '').trim();
})()`;
const sticksOutPx = 'document.documentElement.scrollWidth - innerWidth';

/** Tab until what has the focus is called so, as somebody without a mouse does it. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < mostTabs; tabs++) {
    const focused: string = await page.evaluate(nameOfFocused);
    if (focused === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}`);
}

async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(text);
}

async function goTo(page: Page, letter: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
}

const heading = (page: Page, text: RegExp): Promise<void> =>
  page.locator('h1', { hasText: text }).waitFor({ timeout: 30_000 });

const suite = executablePath === undefined ? describe.skip : describe;
suite(
  executablePath === undefined
    ? 'web UI (skipped: no Chromium installed)'
    : 'web UI in Chromium (MON-1, MON-4, SEC-1)',
  () => {
    let browser: Browser;
    let folder: string;
    let shop: Server;
    let isShopUp = true;
    let server: ServerProcess;
    let context: BrowserContext;
    let page: Page;
    const complaints: string[] = [];

    beforeAll(async () => {
      await buildWeb();
      folder = mkdtempSync(join(tmpdir(), 'ui-'));
      writeFileSync(join(folder, 'launch.yaml'), manifest);
      shop = createServer((_request, response) => {
        response.statusCode = isShopUp ? 200 : 503;
        response.end('<script>document.title = "monitored content acted"</script>');
      });
      await new Promise<void>((resolve) => void shop.listen(0, '127.0.0.1', resolve));
      server = await startServe([], { cwd: folder });
      browser = await chromium.launch({ executablePath: executablePath ?? '', args });
      context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      page = await context.newPage();
      page.on('console', (message) => {
        // A look under way while somebody signs out is refused, and the browser says so.
        const isRefusedLook = message.text().includes('401');
        if (['error', 'warning'].includes(message.type()) && !isRefusedLook) complaints.push(message.text());
      });
      page.on('pageerror', (error) => void complaints.push(error.message));
    }, 120_000);
    afterAll(async () => {
      await browser.close();
      await server.kill();
      shop.close();
      rmSync(folder, { recursive: true });
    });

    test('first start to an acknowledged incident, by keyboard alone, nothing the policy refuses', async () => {
      await page.goto(server.setupUrl ?? '');
      await typeInto(page, 'Name', 'Ann');
      await typeInto(page, 'Mail address', 'ann@shop.example');
      await typeInto(page, 'Password', password);
      expect(page.url()).toBe(`${server.url}/setup`);
      await page.keyboard.press('Enter');
      await heading(page, /Nothing is watched yet/u);

      await tabTo(page, 'Sign out');
      await page.keyboard.press('Enter');
      await typeInto(page, 'Mail address', 'ann@shop.example');
      await typeInto(page, 'Password', password);
      await page.keyboard.press('Enter');
      await heading(page, /Nothing is watched yet/u);

      await goTo(page, 'm');
      await page.getByText('Add a monitor by hand').waitFor();
      await tabTo(page, 'Add a monitor by hand');
      await page.keyboard.press('Enter');
      await typeInto(page, 'Name', 'Checkout');
      await typeInto(page, 'Target', `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`);
      await typeInto(page, 'Every (seconds)', '5');
      await page.keyboard.press('Enter');
      await heading(page, /Checkout is up/u);

      isShopUp = false;
      await heading(page, /Checkout is down/u);
      await goTo(page, 'i');
      await heading(page, /nobody is on one/u);
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Acknowledge');
      await page.keyboard.press('Enter');
      await page.getByText('Ann is on it.').waitFor();
      await typeInto(page, 'Note', 'looking');
      await page.keyboard.press('Enter');
      await page.locator('.timeline').getByText('looking').waitFor();

      await page.keyboard.press('Control+k');
      await page.keyboard.type('overv');
      await page.keyboard.press('Enter');
      await heading(page, /1 of 1 monitor down/u);
      expect(await page.title()).not.toContain('monitored content acted');
      expect(complaints).toEqual([]);
    }, 120_000);

    test.each([
      [390, 'light'],
      [390, 'dark'],
      [1280, 'light'],
      [1280, 'dark'],
    ] as const)(
      'every page at %i px in %s: axe finds nothing, nothing sticks out',
      async (width, scheme) => {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme: scheme });
        const incident = new URL(
          (await (await page.request.get(`${server.url}/api/incidents`)).json()).rows[0].id as string,
          `${server.url}/incidents/`,
        ).pathname;
        const pages = ['/', '/monitors', '/monitors/hand-checkout', '/incidents', incident];
        for (const path of [...pages, '/audit', '/plan', '/handover', '/settings']) {
          await page.goto(`${server.url}${path}`);
          await page.locator('h1').waitFor();
          await page.evaluate(axeSource);
          const found: readonly string[] = await page.evaluate(
            'axe.run().then((r) => r.violations.map((v) => v.id))',
          );
          expect([path, found]).toEqual([path, []]);
          const sticksOut: number = await page.evaluate(sticksOutPx);
          expect([path, sticksOut <= 0]).toEqual([path, true]);
        }
      },
      120_000,
    );

    test('the server is gone: the page says since when and greys what it shows', async () => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(server.url);
      await heading(page, /monitor down/u);
      expect(await page.locator('html[data-lost]').count()).toBe(0);
      await server.kill();
      await page.getByText(/^Not live since \d\d:\d\d:\d\d/u).waitFor({ timeout: 30_000 });
      expect(await page.locator('html[data-lost]').count()).toBe(1);
    }, 60_000);
  },
);
