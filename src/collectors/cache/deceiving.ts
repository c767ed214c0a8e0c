import type { Outside } from '../../model/outside.ts';
import type { CacheProbes } from '../../facts/cache/probes.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { cacheStatement } from '../../protocols/http/caching/cache-status.ts';
import { fieldValues } from '../../protocols/http/fields.ts';
import { keptFields } from '../../protocols/http/kept-fields.ts';
import { bodyText } from '../pages/crawling/asking.ts';
import type { Asking } from '../pages/crawling/asking.ts';
import { Visitor } from './visiting.ts';

type Deception = NonNullable<Extract<CacheProbes, { isAsked: true }>['deceptions']>[number];

const maxPages = 4;

interface Deceiving {
  readonly asking: Asking;
  readonly outside: Outside;
}

/**
 * Web cache deception: a private page asked for as if it were a style sheet below it. The page is shared when a stranger is
 * then served it by a cache.
 */
export async function deceive(how: Deceiving, pages: readonly CrawledPage[]): Promise<readonly Deception[]> {
  const personal = pages.filter(
    (page) =>
      page.isHtml &&
      page.status === 200 &&
      (page.isPrivate || fieldValues(page.fields, 'set-cookie').length > 0),
  );
  const found = await Promise.all(personal.slice(0, maxPages).map(async (page) => deceiveOne(how, page)));
  return found.filter((each) => each !== null);
}

async function deceiveOne({ asking, outside }: Deceiving, page: CrawledPage): Promise<Deception | null> {
  const name = [...outside.random.bytes(5)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const address = new URL(page.url);
  address.search = '';
  address.pathname = `${address.pathname.replace(/\/$/, '')}/launch-ready-${name}.css`;
  const nowMs = outside.clock.now();
  const owner = new Visitor('the visitor', asking, { nowMs });
  const real = await owner.open(page.url);
  const mine = await owner.open(address.href);
  if (!real.ok || !mine.ok) return null;
  const stranger = await new Visitor('a stranger', asking, { nowMs }).open(address.href);
  const isPrivatePage = mine.value.status === 200 && isSamePage(bodyText(real.value), bodyText(mine.value));
  const outcome = stranger.ok ? cacheStatement(stranger.value.headers)?.outcome : undefined;
  const isSame = stranger.ok && bodyText(stranger.value) === bodyText(mine.value);
  const kept = (response: typeof mine.value) => ({
    url: address.href,
    status: response.status,
    fields: keptFields(response.headers),
  });
  return {
    page: page.url,
    url: address.href,
    visitor: kept(mine.value),
    stranger: stranger.ok ? kept(stranger.value) : null,
    isPrivatePage,
    isShared: isPrivatePage && isSame && (outcome === 'hit' || outcome === 'stale'),
  };
}

/** The same title: pages differ in tokens and times. */
function isSamePage(a: string, b: string): boolean {
  const title = (html: string): string => /<title[^>]*>([^<]{1,300})/i.exec(html)?.[1]?.trim() ?? '';
  return title(a) !== '' && title(a) === title(b);
}
