import type { Asset } from '../../cache/assets.ts';
import type { CrawledPage } from '../crawl.ts';
import type { Told } from './pages.ts';
import { metasOf, problemsOf } from './pages.ts';

const local = /^(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.|\[::1\])/;

/** What a chat or a feed would miss when one of these pages is shared. */
export const previewProblems = (pages: readonly CrawledPage[], assets: readonly Asset[]): readonly Told[] =>
  problemsOf(pages, (page) => imageProblem(page, assets) ?? textProblem(page));

/** Worse than none: the preview names a place that is wrong. */
export const isWrongAddress = (problem: string): boolean => problem.startsWith('its picture');

const property = (page: CrawledPage, name: string): string | null =>
  [...metasOf(page, `og:${name}`), ...metasOf(page, `twitter:${name}`)].find((text) => text.trim() !== '') ??
  null;

function imageProblem(page: CrawledPage, assets: readonly Asset[]): string | null {
  const image = property(page, 'image');
  if (image === null) return 'has no picture (og:image)';
  // The Open Graph protocol takes addresses, not references: receivers do not resolve them.
  if (!URL.canParse(image)) return `its picture has no whole address (${image})`;
  const url = new URL(image);
  if (local.test(url.host)) return `its picture is on a development machine (${image})`;
  if (url.protocol !== 'https:') return `its picture is not on https (${image})`;
  const asset = assets.find((each) => each.url === url.href);
  if (asset === undefined) return null;
  const { status, fields } = asset.first;
  if (status >= 400) return `its picture answers ${status} (${image})`;
  const type = fields.find(([name]) => name === 'content-type')?.[1] ?? '';
  if (status !== 200) return null;
  if (!/^image\//i.test(type)) return `its picture is sent as ${type || 'nothing'} (${image})`;
  return /svg/i.test(type) ? `its picture is SVG, which no chat shows (${image})` : null;
}

function textProblem(page: CrawledPage): string | null {
  if (property(page, 'title') === null && page.title === '') return 'has no title (og:title)';
  const isDescribed =
    property(page, 'description') !== null || metasOf(page, 'description').some((text) => text !== '');
  return isDescribed ? null : 'has no description (og:description)';
}
