export interface StyleUrl {
  readonly kind: 'style' | 'image';
  readonly url: string;
}

const maxUrls = 500;
const pattern =
  /@import\s+(?:url\(\s*)?["']?([^"')\s;]{1,2000})|url\(\s*(?:"([^"\n]{1,2000})"|'([^'\n]{1,2000})'|([^"'()\s]{1,2000}))\s*\)/gi;

/** Addresses a style sheet loads: other sheets (`@import`) and pictures or fonts (`url()`); comments are left out. */
export function styleUrls(css: string): readonly StyleUrl[] {
  const found: StyleUrl[] = [];
  for (const match of withoutComments(css).matchAll(pattern)) {
    if (found.length >= maxUrls) break;
    const [, sheet, ...others] = match;
    const url = sheet ?? others.find((each) => each !== undefined) ?? '';
    if (!url.startsWith('data:')) found.push({ kind: sheet === undefined ? 'image' : 'style', url });
  }
  return found;
}

function withoutComments(css: string): string {
  let text = '';
  for (let at = 0; at < css.length;) {
    const start = css.indexOf('/*', at);
    if (start < 0) return text + css.slice(at);
    text += css.slice(at, start);
    const end = css.indexOf('*/', start + 2);
    if (end < 0) return text;
    at = end + 2;
  }
  return text;
}

export const inlineStyleUrls = (style: string | undefined): readonly string[] =>
  style === undefined || !style.includes('(') ? [] : styleUrls(style).map(({ url }) => url);
