import { collector } from '../../model/collector.ts';
import type { Manifest } from '../../model/manifest.ts';
import scripts from '../../facts/bundles/scripts.ts';
import type { BundleScripts } from '../../facts/bundles/scripts.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { DoneCrawl } from '../../facts/pages/crawl.ts';
import { addressShape } from '../../protocols/http/page-address.ts';
import { isOwnHost } from '../../protocols/http/web-host.ts';
import { ScriptReader } from './reading/script-reader.ts';

const maxPages = 8;
const maxScripts = 60;

/** Reads a few pages of each kind, every script of the product they load, what those load, and their source maps. */
export default collector({
  yields: scripts,
  inputs: { crawl },
  limits: { timeoutMs: 60_000 },
  async collect({ inputs, target, manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const { crawl: seen } = inputs;
    const now = outside.clock.now();
    const { own, foreign } = seen.isCrawled ? scriptsOf(seen, manifest) : { own: [], foreign: 0 };
    const reader = new ScriptReader({ http: outside.http, signal }, now);
    const value: BundleScripts = seen.isCrawled
      ? { ...(await reader.run(pagesOf(seen), own)), foreign }
      : { isRead: false, why: seen.why };
    return {
      state: 'known',
      value,
      source: `https://${target.name}/`,
      collectedAt: now,
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

/** Pages of different shapes: twenty products carry the same inline scripts. */
function pagesOf(done: DoneCrawl): readonly string[] {
  const good = done.pages.filter(({ status, isHtml }) => status === 200 && isHtml);
  const byShape = new Map(good.map(({ url }) => [addressShape(url).replace(/\/[^/]*$/, ''), url]));
  const home = good.filter(({ origin }) => origin === 'home').map(({ url }) => url);
  return [...new Set([...home, ...byShape.values()])].slice(0, maxPages);
}

/** Where platforms put the files of their customers: such a script is the product’s own. */
const customerFiles =
  /\.(?:cloudfront\.net|vercel\.app|netlify\.app|web\.app|firebaseapp\.com|pages\.dev|workers\.dev|b-cdn\.net|azureedge\.net|azurefd\.net|amazonaws\.com|onrender\.com|fly\.dev|herokuapp\.com|github\.io|r2\.dev|digitaloceanspaces\.com)$/;

function scriptsOf(
  done: DoneCrawl,
  manifest: Manifest,
): { readonly own: readonly string[]; readonly foreign: number } {
  const loads = done.pages.flatMap((page) => page.loads);
  const all = loads
    .filter(({ kind, url }) => kind === 'script' || (kind === 'preload' && /\.m?js(?:$|\?)/.test(url)))
    .map(({ url }) => url)
    .filter((url) => URL.canParse(url) && url.startsWith('http'));
  const distinct = [...new Set(all)];
  const own = distinct.filter((url) => {
    const { hostname } = new URL(url);
    return isOwnHost(manifest, hostname) || customerFiles.test(hostname);
  });
  return { own: own.slice(0, maxScripts), foreign: distinct.length - own.length };
}
