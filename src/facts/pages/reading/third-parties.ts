import type { Manifest } from '../../../model/manifest.ts';
import { pageAddress } from '../../../protocols/http/page-address.ts';
import { isOwnHost } from '../../../protocols/http/web-host.ts';
import type { CrawledPage } from '../crawl.ts';

export interface BlockingLoad {
  readonly from: string;
  readonly kind: 'script' | 'style';
  readonly url: string;
}

/** Scripts of the head without async or defer, and style sheets, of hosts that are not ours. Each target once. */
export function blockingThirdParties(
  pages: readonly CrawledPage[],
  manifest: Manifest,
): readonly BlockingLoad[] {
  const found = new Map<string, BlockingLoad>();
  const add = (load: BlockingLoad): void => {
    const { hostname } = new URL(load.url);
    if (!isOwnHost(manifest, hostname) && !found.has(load.url)) found.set(load.url, load);
  };
  for (const page of pages) {
    for (const { src, isBlocking } of page.scripts) {
      const url = src === null || isBlocking !== true ? null : pageAddress(src, page.url);
      if (url !== null) add({ from: page.url, kind: 'script', url });
    }
    for (const { kind, url } of page.loads) if (kind === 'style') add({ from: page.url, kind, url });
  }
  return [...found.values()];
}
