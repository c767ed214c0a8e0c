import { collector } from '../../model/collector.ts';
import type { CollectContext } from '../../model/collector.ts';
import browser from '../../facts/pages/browser.ts';
import type { BrowserVisits, DoneVisits } from '../../facts/pages/browser.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { measureLab } from './browsing/lab.ts';
import { lookAt } from './browsing/sight.ts';

const maxPages = 3;
/** The start page on phone and desktop, two more pages, and the lab runs. */
const limitMs = 20 * 60_000;

/** Opens pages in Chromium, one after another so that they do not slow each other down; only with `--browser`. */
export default collector({
  yields: browser,
  inputs: { crawl },
  limits: { timeoutMs: limitMs },
  async collect(context) {
    const { outside, target, consent, inputs } = context;
    const startedMs = outside.clock.monotonicMs();
    const known = (value: BrowserVisits) => ({
      state: 'known' as const,
      value,
      source: `https://${target.name}/ in Chromium`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    });
    const not = (why: string, isOnlyNotAsked = false): ReturnType<typeof known> =>
      known({ isVisited: false, why, isOnlyNotAsked });
    const runs = consent.browserRuns ?? 0;
    if (!inputs.crawl.isCrawled) return not(inputs.crawl.why);
    if (!inputs.crawl.pages.some((page) => page.isHtml && page.status === 200))
      return not('no page of this host could be read');
    if (runs === 0) return not('no browser was asked for', true);
    const program = await outside.browser.find();
    if (!program.ok) return not(program.error.message, true);
    return known(await visitAll(context, inputs.crawl, runs));
  },
});

async function visitAll(context: CollectContext, done: DoneCrawl, runs: number): Promise<DoneVisits> {
  const { manifest, target } = context;
  const isHome = target.name === (manifest.product.canonicalHost ?? manifest.product.domain);
  const [start, ...more] = pagesToShow(done);
  if (start === undefined) return { isVisited: true, visits: [], lab: null, pictures: [] };
  const phone = await lookAt(context, { url: start, device: 'phone', isPictured: true });
  const desktop = await lookAt(context, { url: start, device: 'desktop', isPictured: true });
  const others = [];
  for (const url of isHome ? more : [])
    others.push(await lookAt(context, { url, device: 'phone', isPictured: false }));
  const isShown = phone.sight.problem === null;
  return {
    isVisited: true,
    visits: [phone, desktop, ...others].map(({ sight }) => sight),
    lab: isHome && isShown ? await measureLab(context, start, runs) : null,
    pictures: [phone, desktop].flatMap(({ picture }) => (picture === null ? [] : [picture])),
  };
}

/** The start page, then what the owner declared, then what was found. */
function pagesToShow(done: DoneCrawl): readonly string[] {
  const shown = done.pages.filter((page) => page.isHtml && page.status === 200 && !page.isPrivate);
  const rank = { home: 0, declared: 1, linked: 2 } as const;
  return shown
    .toSorted((a, b) => rank[a.origin] - rank[b.origin])
    .map(({ url }) => url)
    .slice(0, maxPages);
}
