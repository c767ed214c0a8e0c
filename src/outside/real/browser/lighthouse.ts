import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from '../../../model/json.ts';
import type { LighthouseOptions } from '../../../model/outside-browser.ts';
import type { Processes, Result } from '../../../model/outside.ts';
import { failure, ok } from '../../../model/outside.ts';
import { worldError } from '../world-error.ts';
import { browserFlags } from './flags.ts';

export interface LighthouseParts {
  readonly program: string;
  readonly processes: Processes;
  readonly proxyAddress: string;
  readonly isCertificateIgnored: boolean;
}

type Run = (
  url: string,
  flags: Readonly<Record<string, unknown>>,
) => Promise<{ readonly lhr: unknown } | undefined>;

/** One run in a browser of its own, told about through its debugging port; the browser ends with the run. */
export async function runLighthouse(
  options: LighthouseOptions,
  parts: LighthouseParts,
): Promise<Result<Json>> {
  const lighthouse = await loadLighthouse();
  if (!lighthouse.ok) return lighthouse;
  const folder = await mkdtemp(join(tmpdir(), 'launch-ready-lighthouse-'));
  try {
    return await runIn(folder, { options, parts, lighthouse: lighthouse.value });
  } catch (cause) {
    return { ok: false, error: worldError(cause, `Running Lighthouse on ${options.url}`) };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Lighthouse is an optional peer: 170 MB that a plain audit never needs. Its own types are as heavy, so its one function is named here. */
async function loadLighthouse(): Promise<Result<Run>> {
  const name: string = 'lighthouse';
  try {
    const module: { readonly default: Run } = await import(name);
    return ok(module.default);
  } catch (cause) {
    return failure('not-found', `Lighthouse is not installed; npm install lighthouse (${codeOf(cause)})`);
  }
}
const codeOf = (cause: unknown): string => worldError(cause, 'import').code ?? 'it cannot be loaded';

async function runIn(
  folder: string,
  run: { readonly options: LighthouseOptions; readonly parts: LighthouseParts; readonly lighthouse: Run },
): Promise<Result<Json>> {
  const { options, parts } = run;
  let said = '';
  let tell: (port: number) => void = () => undefined;
  const listening = new Promise<number>((resolve) => (tell = resolve));
  const started = await parts.processes.start({
    command: parts.program,
    args: [
      ...browserFlags(parts),
      '--headless=new',
      '--remote-debugging-port=0',
      `--user-data-dir=${folder}`,
      'about:blank',
    ],
    timeoutMs: options.timeoutMs,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onStderr: (chunk) => {
      said = `${said}${new TextDecoder().decode(chunk)}`.slice(-4000);
      const [, port] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said) ?? [];
      if (port !== undefined) tell(Number(port));
    },
  });
  if (!started.ok) return started;
  await using browser = started.value;
  const port = await Promise.race([listening, browser.exited.then(() => null)]);
  if (port === null) return failure('failed', `The browser ended before Lighthouse could begin: ${said}`);
  const over = browser.exited.then(() => null);
  const work = run.lighthouse(options.url, {
    port,
    output: 'json',
    logLevel: 'silent',
    formFactor: 'mobile',
    onlyCategories: [...options.categories],
    throttlingMethod: 'simulate',
    disableFullPageScreenshot: true,
    // As PageSpeed Insights waits for pages whose network is never quiet.
    maxWaitForLoad: Math.min(35_000, options.timeoutMs),
  });
  const result = await Promise.race([work, over]);
  // What is left of a run whose browser is gone fails by itself; nobody waits for it.
  if (result === null) void work.catch(() => undefined);
  if (result === null || result === undefined)
    return failure('timed-out', `Lighthouse did not finish ${options.url} in time`);
  return ok(asJson(result.lhr));
}

/** The report is written and read as JSON by Lighthouse itself. */
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
