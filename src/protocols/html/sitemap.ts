import { BoundedParser } from './bounded-parser.ts';

/** A sitemap file (sitemaps.org protocol 0.9): pages, or further files. */
export interface SitemapFile {
  /** `none`: the file is something else. */
  readonly kind: 'pages' | 'index' | 'none';
  /** Addresses in the order of the file, at most 50,000; as written. */
  readonly urls: readonly string[];
  /** What stands in the first thing that is no sitemap: the name of the root element, or that there is none. */
  readonly root: string;
}

/** sitemaps.org: a file holds at most 50,000 addresses of at most 2,048 characters. */
const maxUrls = 50_000;
const maxLength = 2048;

/** Reads XML, or one address per line of a text file. Tolerant, bounded, never throws. */
export function readSitemap(text: string): SitemapFile {
  const trimmed = text.trimStart();
  if (!trimmed.startsWith('<') && /^https?:\/\//.test(trimmed))
    return { ...readLines(trimmed), root: 'text' };
  const urls: string[] = [];
  let root = '';
  let location: string | null = null;
  let parent = '';
  const parser = new BoundedParser(
    {
      onopentagname: (name) => {
        const local = name.replace(/^.*:/, '').toLowerCase();
        if (root === '') root = local.slice(0, 40);
        if (local === 'url' || local === 'sitemap') parent = local;
        if (local === 'loc' && !name.includes(':')) location = '';
      },
      ontext: (piece) => {
        if (location !== null && location.length <= maxLength) location += piece;
      },
      onclosetag: (name) => {
        if (name.toLowerCase() !== 'loc' || location === null) return;
        const url = location.trim();
        if (parent !== '' && url !== '' && urls.length < maxUrls) urls.push(url.slice(0, maxLength));
        location = null;
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  if (root === 'sitemapindex') return { kind: 'index', urls, root };
  return { kind: root === 'urlset' ? 'pages' : 'none', urls: root === 'urlset' ? urls : [], root };
}

const readLines = (text: string): Pick<SitemapFile, 'kind' | 'urls'> => ({
  kind: 'pages',
  urls: text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => /^https?:\/\//.test(line))
    .slice(0, maxUrls)
    .map((line) => line.slice(0, maxLength)),
});
