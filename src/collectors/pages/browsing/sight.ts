import type { CollectContext } from '../../../model/collector.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { BrowserExchange, BrowserLog, BrowserVisit } from '../../../model/outside-browser.ts';
import type { BrowserSight, PagePicture } from '../../../facts/pages/browser.ts';
import { watchReading, watchScript } from '../../../protocols/browser/watch-script.ts';
import { isOwnHost } from '../../../protocols/http/web-host.ts';
import { readingSchema } from './reading.ts';

export interface SightRequest {
  readonly url: string;
  readonly device: 'phone' | 'desktop';
  readonly isPictured: boolean;
}
export interface Sight {
  readonly sight: BrowserSight;
  readonly picture: PagePicture | null;
}

const timeoutMs = 30_000;
/** Scripts that go on after `load` get this long to complain. */
const settleMs = 1_500;
const maxPictureBytes = 300_000;
const widths = { phone: 390, desktop: 1280 } as const;

/** One page as one visitor sees it, on the line as it is. */
export async function lookAt(context: CollectContext, request: SightRequest): Promise<Sight> {
  const { outside, signal, manifest } = context;
  const { url, device } = request;
  const opened = await outside.browser.visit({ device, startScript: watchScript, signal });
  if (!opened.ok) return { sight: unseen(request, opened.error.message), picture: null };
  await using visit = opened.value;
  const arrived = await visit.goto(url, { timeoutMs });
  if (!arrived.ok) return { sight: unseen(request, arrived.error.message), picture: null };
  await outside.clock.sleep(settleMs, signal);
  const value = await visit.evaluate(watchReading, { timeoutMs: 5_000 });
  const reading = readingSchema.safeParse(value.ok ? value.value : null);
  const picture = request.isPictured ? await pictureOf(visit, request) : null;
  const log = visit.log();
  return {
    sight: {
      url,
      device,
      problem: null,
      status: arrived.value.status,
      endUrl: arrived.value.url,
      largestPaintNode: reading.data?.largestPaintNode ?? '',
      pageWidth: reading.data?.pageWidth ?? 0,
      windowWidth: reading.data?.windowWidth ?? 0,
      ...complaints(log, { url, manifest }),
    },
    picture,
  };
}

async function pictureOf(visit: BrowserVisit, { url, device }: SightRequest): Promise<PagePicture | null> {
  const ask = { format: 'jpeg', timeoutMs: 15_000 } as const;
  const first = await visit.screenshot(ask);
  // Where the processor is busy the first frame may not come in time.
  const shot = first.ok ? first : await visit.screenshot(ask);
  if (!shot.ok || shot.value.length > maxPictureBytes) return null;
  const data = `data:image/jpeg;base64,${Buffer.from(shot.value).toString('base64')}`;
  return { url, width: widths[device], data };
}

type Complaints = Pick<BrowserSight, 'errors' | 'consoleErrors' | 'failed' | 'mixed' | 'foreign'>;

function complaints(
  log: BrowserLog,
  page: { readonly url: string; readonly manifest: Manifest },
): Complaints {
  const text = ({ text: said, at }: { text: string; at: string }) => ({ text: said, at });
  const typeOf = new Map(log.exchanges.map((each) => [each.url, each.type]));
  return {
    errors: log.errors.slice(0, 20).map(text),
    // What the browser itself logs about failed requests is told below, with the answer.
    consoleErrors: log.messages
      .filter(({ level, text: said }) => level === 'error' && !said.startsWith('Failed to load resource'))
      .slice(0, 20)
      .map(text),
    failed: log.exchanges.flatMap((each) => failedOf(each, page.url)).slice(0, 30),
    mixed: log.mixedContent
      .slice(0, 30)
      .map(({ url, outcome }) => ({ url, outcome, type: typeOf.get(url) ?? 'Other' })),
    foreign: foreignOf(log.exchanges, page.manifest),
  };
}

function failedOf(each: BrowserExchange, page: string): BrowserSight['failed'] {
  if (each.url === page && each.type === 'Document') return [];
  // Stopped by the page itself, or still on its way when the visit ended.
  if (each.failure !== null && /ERR_ABORTED/.test(each.failure)) return [];
  const isError = each.status !== null && each.status >= 400;
  if (each.failure === null && !isError) return [];
  return [{ url: each.url, type: each.type, answer: each.failure ?? String(each.status) }];
}

function foreignOf(exchanges: readonly BrowserExchange[], manifest: Manifest): BrowserSight['foreign'] {
  const byHost = new Map<string, { requests: number; bytes: number; lastMs: number }>();
  for (const { url, encodedBytes, endMs } of exchanges) {
    const host = URL.canParse(url) ? new URL(url).hostname : '';
    if (host === '' || isOwnHost(manifest, host)) continue;
    const known = byHost.get(host) ?? { requests: 0, bytes: 0, lastMs: 0 };
    byHost.set(host, {
      requests: known.requests + 1,
      bytes: known.bytes + encodedBytes,
      lastMs: Math.max(known.lastMs, endMs ?? 0),
    });
  }
  return [...byHost].slice(0, 50).map(([host, rest]) => ({ host, ...rest }));
}

const unseen = ({ url, device }: SightRequest, problem: string): BrowserSight => ({
  url,
  device,
  problem,
  status: null,
  endUrl: url,
  largestPaintNode: '',
  pageWidth: 0,
  windowWidth: 0,
  errors: [],
  consoleErrors: [],
  failed: [],
  mixed: [],
  foreign: [],
});
