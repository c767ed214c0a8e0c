import type { Browser } from 'playwright-core';
import type { BrowserDoor, BrowserVisit, VisitOptions } from '../../model/outside-browser.ts';
import type { Environment, Processes, Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { browserFlags } from './browser/flags.ts';
import { runLighthouse } from './browser/lighthouse.ts';
import { findBrowser } from './browser/program.ts';
import { startBrowserProxy } from './browser/proxy.ts';
import type { BrowserParts, BrowserProxy } from './browser/proxy.ts';
import { attempt, startVisit } from './browser/visit.ts';

export interface RealBrowserParts extends BrowserParts {
  readonly env: Environment;
  readonly processes: Processes;
}
interface Started {
  readonly browser: Browser;
  readonly proxy: BrowserProxy;
}

const devices = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 900 },
} as const;
const startMs = 30_000;

/** The browser of this machine behind our own proxy; started with the first visit, ended by dispose. */
export function createBrowserDoor(parts: RealBrowserParts): BrowserDoor & AsyncDisposable {
  let proxy: Promise<BrowserProxy> | null = null;
  let started: Promise<Result<Started>> | null = null;
  const isCertificateIgnored = parts.hasExtraRoots;
  const find = () => findBrowser(parts.env);
  const throughProxy = () => (proxy ??= startBrowserProxy(parts));
  return {
    find,
    visit: async (options) => {
      if (options.signal?.aborted === true) return failure('aborted', 'Opening a browser: stopped');
      const running = await (started ??= start(find, throughProxy, isCertificateIgnored));
      if (running.ok && running.value.browser.isConnected()) return open(running.value, options, parts);
      // One that has ended or would not start is not tried for ever, but the next visit may try again.
      started = null;
      return running.ok ? failure('reset', 'The browser ended while it was needed') : running;
    },
    lighthouse: async (options) => {
      const program = await find();
      if (!program.ok) return program;
      const { address } = await throughProxy();
      return runLighthouse(options, {
        program: program.value.path,
        processes: parts.processes,
        proxyAddress: address,
        isCertificateIgnored,
      });
    },
    [Symbol.asyncDispose]: async () => {
      const running = await started;
      if (running?.ok === true) await running.value.browser.close().catch(() => undefined);
      await (await proxy)?.[Symbol.asyncDispose]();
      started = null;
      proxy = null;
    },
  };
}

async function start(
  find: BrowserDoor['find'],
  throughProxy: () => Promise<BrowserProxy>,
  isCertificateIgnored: boolean,
): Promise<Result<Started>> {
  const program = await find();
  if (!program.ok) return program;
  const proxy = await throughProxy();
  const { chromium } = await import('playwright-core');
  const browser = await attempt('Starting the browser', async () =>
    chromium.launch({
      executablePath: program.value.path,
      args: [...browserFlags({ proxyAddress: proxy.address, isCertificateIgnored })],
      timeout: startMs,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    }),
  );
  return browser.ok ? ok({ browser: browser.value, proxy }) : browser;
}

async function open(
  { browser, proxy }: Started,
  options: VisitOptions,
  parts: BrowserParts,
): Promise<Result<BrowserVisit>> {
  const isPhone = options.device === 'phone';
  return attempt('Opening a tab', async () => {
    const context = await browser.newContext({
      viewport: devices[options.device],
      isMobile: isPhone,
      hasTouch: isPhone,
      locale: 'en-US',
      ignoreHTTPSErrors: parts.hasExtraRoots,
      serviceWorkers: 'allow',
      acceptDownloads: false,
    });
    return startVisit(context, options, proxy.reasonFor);
  });
}
