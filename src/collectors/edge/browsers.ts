import { collector } from '../../model/collector.ts';
import type { Manifest } from '../../model/manifest.ts';
import browserVisits from '../../facts/edge/browsers.ts';
import type { BrowserReply, BrowserVisit, BrowserVisits } from '../../facts/edge/browsers.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { browsers } from '../../protocols/http/browsers.ts';
import { isChallenge } from '../../protocols/http/protection.ts';
import { webExpectation } from '../../protocols/http/web-host.ts';
import { probe } from '../exposure/probing/probing.ts';
import type { Probing } from '../exposure/probing/probing.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';

const maxPages = 4;
const width = 4;
const bodyBytes = 128 * 1024;

/** Opens the start page and the pages of journeys as five browsers and as a plain program: at most 24 GETs. */
export default collector({
  yields: browserVisits,
  inputs: { crawl },
  limits: { timeoutMs: 30_000 },
  async collect({ inputs, target, manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const { crawl: seen } = inputs;
    const isForPrograms = webExpectation(manifest, target.name) === 'api';
    const why = seen.isCrawled ? (isForPrograms ? 'programs use this host, not browsers' : null) : seen.why;
    const value: BrowserVisits =
      why === null && seen.isCrawled
        ? {
            isAsked: true,
            visits: [...(await visitAll({ http: outside.http, signal }, pagesOf(seen, manifest)))],
          }
        : { isAsked: false, why: why ?? '' };
    return {
      state: 'known',
      value,
      source: `https://${target.name}/ as ${browsers.length} browsers`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type Page = Pick<BrowserVisit, 'url' | 'of'>;

/** What journeys open on this host; addresses that need an earlier step are left out. */
function pagesOf(done: DoneCrawl, manifest: Manifest): readonly Page[] {
  const { canonicalHost, domain } = manifest.product;
  const home = `https://${canonicalHost ?? domain}/`;
  const host = new URL(done.start).hostname;
  const opened = manifest.journeys.flatMap((journey) =>
    journey.steps.flatMap((step) => {
      if (step.kind !== 'open' || step.url.includes('${') || !URL.canParse(step.url, home)) return [];
      const url = new URL(step.url, home);
      return url.hostname === host ? [{ url: url.href, of: `journey ${journey.id}` }] : [];
    }),
  );
  const all = [{ url: done.start, of: 'start page' }, ...opened];
  return [...new Map(all.toReversed().map((page) => [page.url, page])).values()]
    .toReversed()
    .slice(0, maxPages);
}

async function visitAll(probing: Probing, pages: readonly Page[]): Promise<readonly BrowserVisit[]> {
  return inTurn(pages, 2, async (page) => {
    const plain = await reply(probing, page.url, { name: 'a plain program', headers: [] });
    const answers = await inTurn(browsers, width, async (browser) => reply(probing, page.url, browser));
    return { ...page, plain, browsers: [...answers] };
  });
}

async function reply(
  probing: Probing,
  url: string,
  { name, headers }: (typeof browsers)[number],
): Promise<BrowserReply> {
  const answer = await probe(probing, url, { headers, maxBodyBytes: bodyBytes });
  if (!answer.ok) return { browser: name, status: null, isChallenge: false };
  const { status, headers: fields, body } = answer.value;
  return {
    browser: name,
    status,
    isChallenge: isChallenge(status, fields, Buffer.from(body).toString('latin1')),
  };
}
