import { collector } from '../../model/collector.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage, DoneCrawl } from '../../facts/pages/crawl.ts';
import { isFoundBySearch, noindexOf } from '../../facts/pages/reading/indexing.ts';
import sitemap from '../../facts/pages/sitemap.ts';
import type { AskedSitemap, Sitemap, SitemapEntry } from '../../facts/pages/sitemap.ts';
import { fieldValues, mediaType } from '../../protocols/http/fields.ts';
import { pageAddress } from '../../protocols/http/page-address.ts';
import { isRedirect } from '../../protocols/http/redirect-status.ts';
import { readSitemap } from '../../protocols/html/sitemap.ts';
import { isToldHere } from '../../protocols/http/web-host.ts';
import { inTurn } from '../redirects/walking/in-turn.ts';
import { ask } from './crawling/asking.ts';
import type { Asking } from './crawling/asking.ts';
import { readAnswer } from './crawling/reading.ts';
import { sitemapText } from './crawling/sitemap-text.ts';

const maxFiles = 6;
const maxEntries = 500;
const maxAsked = 20;
const width = 4;
const fileBytes = 4 * 1024 * 1024;

/** Reads the sitemaps robots.txt names (or `/sitemap.xml`), and asks a sample of what they list. */
export default collector({
  yields: sitemap,
  inputs: { crawl },
  limits: { timeoutMs: 45_000 },
  async collect({ inputs, outside, signal, target, manifest }) {
    const startedMs = outside.clock.monotonicMs();
    const asking = { http: outside.http, signal };
    // The sitemap of another host of ours is read and judged there, whoever else names it.
    const isOwnFile = (url: string): boolean => isToldHere(manifest, target.name, new URL(url).hostname);
    const value: Sitemap = !inputs.crawl.isCrawled
      ? { isAsked: false, why: inputs.crawl.why }
      : isFoundBySearch(manifest, target.name)
        ? await new SitemapReader(asking, inputs.crawl, isOwnFile).read()
        : { isAsked: false, why: 'search engines need not list this host' };
    return {
      state: 'known',
      value,
      source: `https://${target.name}/robots.txt`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

type File = AskedSitemap['files'][number];

class SitemapReader {
  private readonly asking: Asking;
  private readonly crawl: DoneCrawl;
  private readonly files: File[] = [];
  private readonly urls = new Map<string, string>();
  private readonly isOwnFile: (url: string) => boolean;
  private total = 0;

  constructor(asking: Asking, done: DoneCrawl, isOwnFile: (url: string) => boolean) {
    this.asking = asking;
    this.isOwnFile = isOwnFile;
    this.crawl = done;
  }

  async read(): Promise<AskedSitemap> {
    const { robots, start } = this.crawl;
    const named = robots.sitemaps.flatMap((url) => pageAddress(url, start) ?? []);
    const usual = new URL('/sitemap.xml', start).href;
    for (const url of new Set(named.filter(this.isOwnFile))) await this.file(url, 'robots');
    if (named.length === 0) await this.file(usual, 'usual');
    const byUrl = new Map(this.crawl.pages.map((page) => [page.url, page]));
    const listed = [...this.urls].slice(0, maxEntries);
    const unseen = listed.filter(([url]) => !byUrl.has(url) && isWebAddress(url));
    const wanted = new Set(spread(unseen, maxAsked).map(([url]) => url));
    const entries = await inTurn(listed, width, async ([url, file]) => {
      const page = byUrl.get(url) ?? (wanted.has(url) ? await this.page(url) : null);
      return entryOf({ url, file }, page);
    });
    return { isAsked: true, files: this.files, entries: [...entries], total: this.total };
  }

  private async file(url: string, origin: File['origin']): Promise<void> {
    if (this.files.length >= maxFiles || this.files.some((each) => each.url === url)) return;
    const answer = await ask(this.asking, url, { maxBodyBytes: fileBytes });
    if (!answer.ok) {
      this.files.push({ ...noFile, url, origin, status: null });
      return;
    }
    const { status, headers, isBodyTruncated } = answer.value;
    const found = readSitemap(status === 200 ? sitemapText(answer.value, fileBytes) : '');
    const isCut = isBodyTruncated;
    this.files.push({
      url,
      origin,
      status,
      mediaType: mediaType(headers),
      kind: found.kind,
      root: found.root,
      count: found.urls.length,
      isCut,
    });
    if (found.kind === 'index')
      for (const each of found.urls.slice(0, maxFiles)) {
        const below = pageAddress(each, url);
        if (below !== null) await this.file(below, 'index');
      }
    if (found.kind === 'pages') this.keep(found.urls, url);
  }

  private keep(urls: readonly string[], file: string): void {
    this.total += urls.length;
    for (const url of urls) {
      if (this.urls.size >= maxEntries) return;
      const address = pageAddress(url, file) ?? url;
      if (!this.urls.has(address)) this.urls.set(address, file);
    }
  }

  private async page(url: string): Promise<CrawledPage | null> {
    const answer = await ask(this.asking, url);
    return answer.ok ? readAnswer(answer.value, { url, origin: 'linked', isPrivate: false }).page : null;
  }
}

const noFile = { mediaType: '', kind: 'none', root: '', count: 0, isCut: false } as const;

const isWebAddress = (url: string): boolean => /^https?:\/\//.test(url) && URL.canParse(url);

/** Evenly over the list, so that not only the newest pages are asked. */
const spread = <T>(list: readonly T[], count: number): readonly T[] =>
  list.length <= count
    ? list
    : Array.from({ length: count }, (_, at) => list[Math.floor((at * list.length) / count)]).filter(
        (each) => each !== undefined,
      );

function entryOf({ url, file }: Pick<SitemapEntry, 'url' | 'file'>, page: CrawledPage | null): SitemapEntry {
  if (page === null) return { url, file, status: null, location: null, isNoindex: false, canonical: null };
  const [location] = fieldValues(page.fields, 'location');
  return {
    url,
    file,
    status: page.status,
    location:
      isRedirect(page.status) && location !== undefined ? (pageAddress(location, url) ?? location) : null,
    isNoindex: page.status === 200 && noindexOf(page) !== null,
    canonical: page.canonicals[0] ?? null,
  };
}
