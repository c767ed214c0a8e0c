import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { BrowserInput, BrowserVisit, VisitOptions } from '../../../model/outside-browser.ts';
import type { Json } from '../../../model/json.ts';
import type { Result } from '../../../model/outside.ts';
import { failure, ok } from '../../../model/outside.ts';
import { worldError } from '../world-error.ts';
import { LogKeeper } from './log.ts';

const maxText = 100_000;
const maxHeight = 6000;
const maxJson = 4_000_000;

/** One tab with a context of its own. `reasonFor` tells why a host could not be reached when Chromium only says that it could not. */
export async function startVisit(
  context: BrowserContext,
  options: VisitOptions,
  reasonFor: (url: string) => string | null,
): Promise<BrowserVisit> {
  if (options.startScript !== undefined) await context.addInitScript({ content: options.startScript });
  if (options.cookies !== undefined) await context.addCookies(options.cookies.map((each) => ({ ...each })));
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const log = new LogKeeper();
  await log.listen(session);
  if (options.line !== undefined)
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: options.line.latencyMs,
      downloadThroughput: options.line.downloadBytesPerSecond,
      uploadThroughput: options.line.uploadBytesPerSecond,
    });
  if (options.processorSlowdown !== undefined && options.processorSlowdown > 1)
    await session.send('Emulation.setCPUThrottlingRate', { rate: Math.min(20, options.processorSlowdown) });
  const dialogs = (): void =>
    void page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
  dialogs();
  const stop = (): void => void context.close().catch(() => undefined);
  options.signal?.addEventListener('abort', stop, { once: true });
  return {
    ...reading(page),
    goto: async (url, { timeoutMs }) =>
      attempt(`Opening ${url}`, async () => {
        const answer = await page.goto(url, { timeout: timeoutMs, waitUntil: 'load' });
        return { url: page.url(), status: answer?.status() ?? null };
      }).then((result) => withReason(result, reasonFor(url))),
    act: async (input, { timeoutMs }) =>
      attempt(described(input), async () => act(page, input, timeoutMs).then(() => null)),
    log: () => log.read(),
    [Symbol.asyncDispose]: async () => {
      options.signal?.removeEventListener('abort', stop);
      await context.close().catch(() => undefined);
    },
  };
}

const reading = (
  page: Page,
): Pick<BrowserVisit, 'place' | 'text' | 'isVisible' | 'screenshot' | 'evaluate'> => ({
  place: async () =>
    attempt('Reading the title', async () => ({
      url: page.url(),
      title: (await page.title()).slice(0, 500),
    })),
  text: async (selector, { timeoutMs: timeout }) =>
    attempt(`Reading ${selector ?? 'the page'}`, async () => {
      const found = (selector === null ? page.locator('body') : locate(page, selector)).first();
      const text = selector === null ? await found.innerText({ timeout }) : await shown(found, timeout);
      return text.slice(0, maxText);
    }),
  isVisible: async (selector) =>
    attempt(`Looking for ${selector}`, async () => locate(page, selector).first().isVisible()),
  screenshot: async ({ format, isFullPage, timeoutMs }) =>
    attempt('Taking a picture', async () => {
      const settings = {
        type: format,
        timeout: timeoutMs,
        animations: 'disabled',
        ...(format === 'jpeg' ? { quality: 70 } : {}),
      } as const;
      if (isFullPage !== true) return page.screenshot(settings);
      const size = page.viewportSize() ?? { width: 1280, height: 900 };
      const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
      const clip = { x: 0, y: 0, width: size.width, height: Math.min(maxHeight, Math.max(1, height)) };
      return page.screenshot({ ...settings, fullPage: true, clip });
    }),
  evaluate: async (expression, { timeoutMs }) =>
    attempt('Reading the page', async () => within(page, expression, timeoutMs)),
});

/** What stands in a field, or the visible text of any other element. */
async function shown(found: Locator, timeout: number): Promise<string> {
  await found.waitFor({ state: 'attached', timeout });
  return found.inputValue({ timeout }).catch(() => found.innerText({ timeout }));
}

/** A page may promise and never keep it; the page itself is asked to give up. */
async function within(page: Page, expression: string, timeoutMs: number): Promise<Json> {
  const text: unknown = await page.evaluate(
    `Promise.race([
      Promise.resolve(${expression}).then((value) => JSON.stringify(value ?? null)),
      new Promise((_, reject) => setTimeout(() => reject(new Error('no value in time')), ${Math.round(timeoutMs)})),
    ])`,
  );
  if (typeof text !== 'string' || text.length > maxJson)
    throw new Error('the value is no JSON of a usable size');
  return plainJson(text);
}
/** JSON.parse gives nothing but JSON. */
const plainJson = (text: string): Json => JSON.parse(text) as Json;

/** CSS, `text=`, `label=` or `role=`. */
const locate = (page: Page, selector: string): Locator =>
  selector.startsWith('label=') ? page.getByLabel(selector.slice('label='.length)) : page.locator(selector);

async function act(page: Page, input: BrowserInput, timeout: number): Promise<unknown> {
  switch (input.kind) {
    case 'press':
      return page.keyboard.press(input.key);
    case 'click':
      return locate(page, input.selector).first().click({ timeout });
    case 'check':
      return locate(page, input.selector).first().check({ timeout });
    case 'fill':
      return locate(page, input.selector).first().fill(input.value, { timeout });
    case 'select':
      return locate(page, input.selector).first().selectOption(input.value, { timeout });
  }
}

/** Values are not told: they may be passwords. */
const described = (input: BrowserInput): string =>
  input.kind === 'press' ? `Pressing ${input.key}` : `${words[input.kind]} ${input.selector}`;
const words = { click: 'Clicking', check: 'Ticking', fill: 'Filling in', select: 'Choosing in' } as const;

/** Playwright throws; world errors are values. Its call log is cut off: the first line says what happened. */
export async function attempt<T>(doing: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await work());
  } catch (cause) {
    const text = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    const kind = kindOf(text);
    if (kind !== null) return failure(kind, worldError(new Error(text), doing).message);
    return { ok: false, error: worldError(new Error(text), doing) };
  }
}

function kindOf(text: string): 'timed-out' | 'aborted' | 'refused' | 'reset' | 'tls' | null {
  if (/Timeout \d+ ?ms exceeded|no value in time|ERR_TIMED_OUT/.test(text)) return 'timed-out';
  if (/has been closed|Target closed/.test(text)) return 'aborted';
  if (/ERR_CERT|ERR_SSL/.test(text)) return 'tls';
  if (/ERR_CONNECTION_REFUSED|ERR_TUNNEL/.test(text)) return 'refused';
  return /ERR_EMPTY_RESPONSE|ERR_CONNECTION_(?:RESET|CLOSED)/.test(text) ? 'reset' : null;
}

function withReason<T>(result: Result<T>, reason: string | null): Result<T> {
  if (result.ok || reason === null) return result;
  return { ok: false, error: { ...result.error, message: reason } };
}
