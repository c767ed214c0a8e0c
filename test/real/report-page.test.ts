import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RenderReportPage } from '../../src/model/report.ts';
import { renderHtml } from '../../src/report/html/render.ts';
import { buildWeb } from '../../web/build.ts';
import { sampleReport } from '../suites/report-formats/sample/report.ts';
import { axeProblems, hasChromium, launchBrowser, sticksOutPx, whySkipped } from './browser-lab.ts';

const suite = hasChromium ? describe : describe.skip;
suite(`report page in Chromium${whySkipped}`, () => {
  let browser: Browser;
  let folder: string;
  let address: string;

  beforeAll(async () => {
    await buildWeb();
    const page: { readonly renderReportPage: RenderReportPage } = await import(
      new URL('../../dist/web/report.js', import.meta.url).href
    );
    folder = mkdtempSync(join(tmpdir(), 'report-page-'));
    const file = join(folder, 'report.html');
    writeFileSync(file, renderHtml(sampleReport, page.renderReportPage));
    address = pathToFileURL(file).href;
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** A page on the report; messages of the console and requests beyond the file are collected. */
  async function open(options: {
    readonly width?: number;
    readonly scheme?: 'light' | 'dark';
    readonly query?: string;
    readonly hasScript?: boolean;
  }): Promise<{ readonly page: Page; readonly complaints: string[] } & AsyncDisposable> {
    const context = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 900 },
      colorScheme: options.scheme ?? 'light',
      javaScriptEnabled: options.hasScript ?? true,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(?:file|data):/u.test(request.url())) complaints.push(`request to ${request.url()}`);
    });
    await page.goto(`${address}${options.query ?? ''}`);
    return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
  }

  const visibleFindings = (page: Page): Promise<number> => page.locator('.findings > li:visible').count();

  describe.each([
    [390, 'light'],
    [390, 'dark'],
    [1280, 'light'],
    [1280, 'dark'],
  ] as const)('%i px, %s', (width, scheme) => {
    test('with everything open axe finds nothing and nothing overflows', async () => {
      await using opened = await open({ width, scheme });
      const { page, complaints } = opened;
      await page.evaluate(`for (const each of document.querySelectorAll('details')) each.open = true`);
      expect(await axeProblems(page)).toEqual([]);
      expect(await sticksOutPx(page)).toBe(0);
      expect(complaints).toEqual([]);
    }, 60_000);
  });

  test('a filter lives in the address, and an address brings it back', async () => {
    await using opened = await open({});
    const { page } = opened;
    expect(await visibleFindings(page)).toBe(sampleReport.findings.length);
    await page.getByRole('button', { name: 'blocker', exact: true }).click();
    expect(await visibleFindings(page)).toBe(sampleReport.counts.blocker);
    expect(new URL(page.url()).search).toBe('?severity=blocker');
    await using second = await open({ query: '?severity=high&q=dmarc' });
    expect(await second.page.locator('output').textContent()).toBe('2 of 20');
  });
  test('j and k walk the findings, Enter opens, / filters, Escape leaves, ? explains', async () => {
    await using opened = await open({});
    const { page } = opened;
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const second = page.locator('.finding').nth(1);
    expect(await second.getAttribute('open')).toBe('');
    await page.keyboard.press('k');
    await page.keyboard.press('/');
    await page.keyboard.type('spf');
    expect(await page.locator('output').textContent()).toMatch(/^\d+ of 20$/u);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    expect(await page.locator('dialog').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog').isVisible()).toBe(false);
  });
  test('the address of a finding opens it', async () => {
    const last = sampleReport.findings.at(-1)?.fingerprint ?? '';
    await using opened = await open({ query: `#f-${last}` });
    expect(await opened.page.locator(`#f-${last}`).getAttribute('open')).toBe('');
  });
  test('the theme switch beats the system', async () => {
    await using opened = await open({ scheme: 'light' });
    const background = (): Promise<unknown> =>
      opened.page.evaluate('getComputedStyle(document.body).backgroundColor');
    const before = await background();
    await opened.page.getByRole('button', { name: 'dark' }).click();
    expect(await background()).not.toBe(before);
  });
  test('without script everything can be read and opened', async () => {
    await using opened = await open({ hasScript: false });
    const first = opened.page.locator('.finding').first();
    await first.locator('summary').click();
    expect(await first.getByText(sampleReport.findings[0]?.why ?? '').isVisible()).toBe(true);
    expect(await opened.page.locator('[data-finding-filter]').isVisible()).toBe(false);
  });
  test('on paper nothing is folded away', async () => {
    await using opened = await open({});
    await opened.page.emulateMedia({ media: 'print' });
    const why = opened.page.getByText(sampleReport.findings.at(-1)?.why ?? '');
    expect((await why.boundingBox())?.height).toBeGreaterThan(0);
  });
});
