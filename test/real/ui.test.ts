import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unixMs } from '../../src/model/brand.ts';
import { createClock } from '../../src/outside/real/clock.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { buildWeb } from '../../web/build.ts';
import { sampleReport } from '../suites/report-formats/sample/report.ts';
import { day, sample } from '../conformance/store/story.ts';
import { axeProblems, hasChromium, launchBrowser, sticksOutPx, whySkipped } from './browser-lab.ts';
import { startServe, type ServerProcess } from './server-process.ts';

const manifest = `version: 1
product: { name: Harbor Market, domain: shop.example }
profile: ecommerce
privateNetwork: true
people:
  - { id: ines, name: Ines Albers, role: on call, email: ines@shop.example }
`;
const password = 'correct horse battery';
/** What a hostile page answers: shown as evidence, it must stay text. */
const hostile = '<script>document.title = "acted"</script><img src=x onerror="document.title = \'acted\'">';
const mostTabs = 120;

// As text: the browser's own types are not those of a test in Node.
const nameOfFocused = `(() => {
  const at = document.activeElement;
  const label = at?.labels?.[0] ?? at;
  return (at?.getAttribute('aria-label') ?? label?.textContent ?? '').trim();
})()`;

/** Tab until what has the focus is called so, as somebody without a mouse does it. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let tabs = 0; tabs < mostTabs; tabs++) {
    const focused: string = await page.evaluate(nameOfFocused);
    if (focused === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${name}`);
}

async function press(page: Page, name: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Over whatever stands there. */
async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

async function goTo(page: Page, letter: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(letter);
}

/** As a link within the web UI does: the page stays, what it shows is another. */
const turnTo = (page: Page, path: string): Promise<void> =>
  page.evaluate(
    `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`,
  );

/** A look of three days ago, as a server that watched then has it. */
async function seenDaysAgo(folder: string): Promise<void> {
  const path = join(folder, '.launch-ready/watch/watch.db');
  await using store = await openSqliteStore({ path, clock: createClock() });
  await store.samples.append([sample({ monitor: 'hand-checkout', at: unixMs(Date.now() - 3 * day) })]);
}

const heading = (page: Page, text: RegExp): Promise<void> =>
  page.locator('h1', { hasText: text }).waitFor({ timeout: 30_000 });
const says = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).first().waitFor({ timeout: 30_000 });

const suite = hasChromium ? describe : describe.skip;
suite(`web UI in Chromium (MON-1, MON-2, MON-4, MON-5, SEC-1)${whySkipped}`, () => {
  let browser: Browser;
  let folder: string;
  let shop: Server;
  let isShopUp = true;
  const told: { readonly type: string; readonly data: { readonly title: string } }[] = [];
  let server: ServerProcess;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];
  const shopUrl = (path: string): string => `http://127.0.0.1:${(shop.address() as AddressInfo).port}${path}`;

  beforeAll(async () => {
    await buildWeb();
    folder = mkdtempSync(join(tmpdir(), 'ui-'));
    writeFileSync(join(folder, 'launch.yaml'), manifest);
    shop = createServer((request, response) => {
      if (request.url === '/hook') {
        request.on('data', (body) => void told.push(JSON.parse(String(body))));
        request.on('end', () => response.end('thank you'));
        return;
      }
      response.statusCode = isShopUp ? 200 : 503;
      response.end(hostile);
    });
    await new Promise<void>((resolve) => void shop.listen(0, '127.0.0.1', resolve));
    server = await startServe(['--public-tools'], { cwd: folder });
    browser = await launchBrowser();
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
    shop.closeAllConnections();
    shop.close();
    rmSync(folder, { recursive: true });
  });

  test('first start to a route that is proven and a monitor that is up, by keyboard alone', async () => {
    await page.goto(server.setupUrl ?? '');
    await typeInto(page, 'Name', 'Ann');
    await typeInto(page, 'Mail address', 'ann@shop.example');
    await typeInto(page, 'Password', password);
    expect(page.url()).toBe(`${server.url}/setup`);
    await page.keyboard.press('Enter');
    await heading(page, /Nothing is watched yet/u);

    await goTo(page, 's');
    await heading(page, /Nobody is told of an outage yet/u);
    await typeInto(page, 'Name', 'on-call');
    await tabTo(page, 'Channel');
    await page.keyboard.type('Webhook');
    await typeInto(page, 'To', shopUrl('/hook'));
    await page.keyboard.press('Enter');
    await heading(page, /1 alert route/u);
    await press(page, 'Test on-call');
    await says(page, /test .*: 200 thank you/u);
    expect(told.map(({ data }) => data.title)).toEqual(['Test alert, asked for by a person']);

    await goTo(page, 'm');
    await says(page, 'Add a monitor by hand');
    await press(page, 'Add a monitor by hand');
    await typeInto(page, 'Name', 'Checkout');
    await typeInto(page, 'Target', shopUrl('/'));
    await typeInto(page, 'Every (seconds)', '5');
    await page.keyboard.press('Enter');
    await heading(page, /Checkout is up/u);
    expect(complaints).toEqual([]);
  }, 120_000);

  test('a form that is wrong says so beside its field and takes one there; rules are changed in place', async () => {
    await press(page, 'Change it');
    await typeInto(page, 'Name', 'Checkout of the shop');
    await typeInto(page, 'Every (seconds)', '2');
    await page.keyboard.press('Enter');
    await says(page, 'At least 5 seconds.');
    expect(await page.evaluate(nameOfFocused)).toBe('Every (seconds)');
    await typeInto(page, 'Every (seconds)', '6');
    await press(page, 'More rules');
    // One failure is enough here: what follows waits for a state, not for its confirmation.
    await typeInto(page, 'Down after (failures in a row)', '1');
    await page.keyboard.press('Enter');
    await heading(page, /Checkout of the shop is/u);
    await page.locator('dd', { hasText: '6 s' }).first().waitFor();
    await page.locator('dd', { hasText: '1 failure in a row' }).waitFor();
    // The browser itself notes the refused form.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('422')]);
  }, 60_000);

  test('the outage reaches the route, the incident is acknowledged, users are told', async () => {
    isShopUp = false;
    await heading(page, /Checkout of the shop is down/u);
    await expect
      .poll(() => told.at(-1), { timeout: 30_000 })
      .toMatchObject({ type: 'incident.opened', data: { title: 'Checkout of the shop is down' } });
    await goTo(page, 'i');
    await heading(page, /nobody is on one/u);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await press(page, 'Acknowledge');
    await says(page, 'Ann is on it.');
    await typeInto(page, 'Note', 'looking');
    await page.keyboard.press('Enter');
    await page.locator('.timeline').getByText('looking').waitFor();
    await typeInto(page, 'For users', 'Payments come back first.');
    await page.keyboard.press('Enter');
    await page.locator('#tell-users ~ ul, section ul').getByText('Payments come back first.').waitFor();
    await says(page, '200 thank you');

    await page.keyboard.press('Control+k');
    await page.keyboard.type('overv');
    await page.keyboard.press('Enter');
    await heading(page, /1 of 1 monitor down/u);
    expect(await page.title()).not.toContain('acted');
    expect(complaints).toEqual([]);
  }, 120_000);

  test('settings by keyboard: maintenance, the status page with its components, a person, a probe', async () => {
    await goTo(page, 's');
    await press(page, 'Maintenance');
    await typeInto(page, 'What for', 'New disks');
    await page.keyboard.press('Enter');
    await page.locator('.row', { hasText: 'New disks' }).getByText('every monitor').waitFor();
    await press(page, 'Status page');
    await typeInto(page, 'Title', 'Harbor status');
    await typeInto(page, 'Colour of links and buttons (hue, 0 to 360)', '150');
    await press(page, 'Add a component');
    await typeInto(page, 'Component', 'Buying');
    await typeInto(page, 'Its monitors: find a monitor', 'checkout');
    await says(page, '+ Checkout of the shop');
    await page.keyboard.press('Enter');
    await press(page, 'Keep it');
    await expect
      .poll(async () => (await page.request.get(`${server.url}/status`)).text(), { timeout: 20_000 })
      .toMatch(
        /hue=150[\s\S]*Harbor status[\s\S]*New disks[\s\S]*<h2>Buying<\/h2>[\s\S]*Checkout of the shop/u,
      );
    await press(page, 'People');
    await typeInto(page, 'Mail address', 'tom@shop.example');
    await page.keyboard.press('Enter');
    await says(page, /Give them this link/u);
    await press(page, 'Tokens and probes');
    await typeInto(page, 'Name, or region of the probe', 'us-east');
    await tabTo(page, 'For');
    await page.keyboard.type('a probe');
    await press(page, 'Make it');
    await says(page, `launch-ready probe --join ${server.url}`);
    expect(complaints).toEqual([]);
  }, 120_000);

  test('how long what is kept, by keyboard: told what a shorter time deletes, agreed to, in the trail', async () => {
    await seenDaysAgo(folder);
    await goTo(page, 's');
    await press(page, 'This watch');
    await typeInto(page, 'Single looks, days', '2');
    await typeInto(page, 'Figures by five minutes, days', '2');
    await page.keyboard.press('Enter');
    await says(page, /This deletes for good .*figures by five minutes from before .* \(1\)\. Agree to it/u);
    await tabTo(page, 'Delete it for good');
    await page.keyboard.press('Space');
    await press(page, 'Keep it so');
    await page.getByLabel('Delete it for good').waitFor({ state: 'detached' });
    await press(page, 'Who did what');
    await says(page, 'single looks: 7 to 2 days, figures by five minutes: 60 to 2 days');
    // The browser itself notes what was refused first.
    expect(complaints.splice(0)).toEqual([expect.stringContaining('409')]);
  }, 120_000);

  test('every page, narrow and dark, wide and light: axe finds nothing, nothing sticks out', async () => {
    const { csrf } = await (await page.request.get(`${server.url}/api/session`)).json();
    await page.request.post(`${server.url}/api/audit/runs`, {
      data: { report: sampleReport },
      headers: { 'x-csrf-token': csrf, origin: server.url },
    });
    const { rows } = await (await page.request.get(`${server.url}/api/incidents`)).json();
    const shown = await (await page.request.get(`${server.url}/status`)).text();
    const [publicIncident = '/none'] = /\/status\/incidents\/[\w-]+/u.exec(shown) ?? [];
    const listed: string[] = await page
      .locator('#places a')
      .evaluateAll((links) => links.flatMap((link) => link.getAttribute('href') ?? []));
    expect(listed.length).toBeGreaterThan(9);
    const settings = ['/maintenance', '/status', '/people', '/machines', '/system', '/trail'];
    const ours = [
      ...listed,
      '/monitors/hand-checkout',
      `/incidents/${rows[0].id}`,
      '/nowhere',
      ...settings.map((part) => `/settings${part}`),
    ];
    const drawnByServer = ['/status', '/status/history', publicIncident, '/tools', '/tools/risk'];
    const walk = async (width: number, colorScheme: 'dark' | 'light'): Promise<void> => {
      const own = await context.newPage();
      await own.setViewportSize({ width, height: 900 });
      await own.emulateMedia({ colorScheme });
      const look = async (path: string): Promise<void> => {
        await own.locator('h1').waitFor();
        await own.evaluate(
          'for (const each of document.querySelectorAll("details:not(.finding)")) each.open = true',
        );
        expect([width, path, await axeProblems(own), await sticksOutPx(own)]).toEqual([width, path, [], 0]);
      };
      await own.goto(server.url);
      for (const path of ours) {
        await turnTo(own, path);
        await look(path);
      }
      for (const path of drawnByServer) {
        await own.goto(`${server.url}${path}`);
        await look(path);
      }
      await own.close();
    };
    await Promise.all([walk(390, 'dark'), walk(1280, 'light')]);
  }, 180_000);

  test('the colour scheme chosen stays after signing out, and the door is as clean as the rooms', async () => {
    await page.goto(server.url);
    await heading(page, /monitor down/u);
    await press(page, 'light');
    await press(page, 'Sign out');
    await heading(page, /Sign in/u);
    await page.reload();
    await heading(page, /Sign in/u);
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('light');
    expect(await axeProblems(page)).toEqual([]);
    await typeInto(page, 'Mail address', 'ann@shop.example');
    await typeInto(page, 'Password', password);
    await page.keyboard.press('Enter');
    await heading(page, /monitor down/u);
  }, 60_000);

  test('the server is gone: the page says since when and greys what it shows', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(server.url);
    await heading(page, /monitor down/u);
    expect(await page.locator('html[data-lost]').count()).toBe(0);
    await server.kill();
    await page.getByText(/^Not live since \d\d:\d\d:\d\d/u).waitFor({ timeout: 30_000 });
    expect(await page.locator('html[data-lost]').count()).toBe(1);
  }, 60_000);
});
