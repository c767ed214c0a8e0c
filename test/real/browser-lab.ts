import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
export const hasChromium = executablePath !== undefined;
/** Of a suite's name: why it did not run. */
export const whySkipped = hasChromium ? '' : ' (skipped: no Chromium installed)';

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The installed Chromium with a fresh profile, asking nobody for anything. */
export const launchBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({ executablePath: executablePath ?? '', args: [...args, ...more] });

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const needsAxe = "typeof window.axe === 'undefined'";

/** What axe finds wrong, with the element and the reason. It comes in through the debugger: policies forbid foreign scripts. */
export async function axeProblems(page: Page): Promise<readonly unknown[]> {
  if (await page.evaluate(needsAxe)) await page.evaluate(axeSource);
  return page.evaluate(`(async () => { const found = await axe.run({ resultTypes: ['violations'] }); return found.violations.map(
    ({ id, nodes }) => [id, ...nodes.map((node) => node.html.slice(0, 120) + ' ' + node.failureSummary)]); })()`);
}

/** Pixels by which the page is wider than the window; more than none needs scrolling sideways. */
export const sticksOutPx = (page: Page): Promise<number> =>
  page.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)');
