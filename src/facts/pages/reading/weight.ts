import type { Asset } from '../../cache/assets.ts';
import type { CrawledPage } from '../crawl.ts';

export interface PageWeight {
  readonly url: string;
  readonly bytes: number;
  /** Heaviest first, the page itself included. */
  readonly parts: readonly { readonly url: string; readonly bytes: number }[];
}

/** Kinds a browser loads for a first visit without being asked; pictures of previews are loaded by others. */
const loaded: ReadonlySet<string> = new Set(['script', 'style', 'image', 'icon', 'preload', 'manifest']);
/** Header fields of an answer, roughly. */
const fieldBytes = 300;

/** What the heaviest page puts on the wire on a first visit, as far as its own host's files are known; a floor, never too much. */
export function heaviestPage(pages: readonly CrawledPage[], assets: readonly Asset[]): PageWeight | null {
  const byUrl = new Map(assets.map((asset) => [asset.url, asset]));
  let heaviest: PageWeight | null = null;
  for (const page of pages) {
    const urls = new Set(page.loads.filter(({ kind }) => loaded.has(kind)).map(({ url }) => url));
    const parts = [
      { url: page.url, bytes: page.wireBytes + fieldBytes },
      ...[...urls].flatMap((url) => {
        const asset = byUrl.get(url);
        return asset?.first.status === 200 ? [{ url, bytes: asset.first.wireBytes + fieldBytes }] : [];
      }),
    ];
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    if (heaviest === null || bytes > heaviest.bytes)
      heaviest = { url: page.url, bytes, parts: parts.toSorted((a, b) => b.bytes - a.bytes) };
  }
  return heaviest;
}

/** Lighthouse's slow 4G: 1.6 Mbit/s and 150 ms; a page, its style and its script are three round trips and one for TLS. */
export const slowSeconds = (bytes: number): string => ((bytes * 8) / 1_600_000 + 0.6).toFixed(1);
export const kilobytes = (bytes: number): string =>
  bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.ceil(bytes / 1000)} kB`;
