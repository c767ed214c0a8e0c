import { BoundedParser } from '../html/bounded-parser.ts';

/** What a page says about its own address. */
export interface PageHead {
  /** `rel=canonical` links, resolved; null where the address cannot be read. */
  readonly canonical: readonly (string | null)[];
  readonly ogUrl: string | null;
  /** `<meta http-equiv=refresh>` with an address. */
  readonly refresh: { readonly seconds: number; readonly url: string } | null;
}

const maxCanonical = 10;

/** Reads HTML tolerantly and bounded; never throws. RFC 6596 for canonical, HTML standard 4.2.5.3 for refresh. */
export function readPageHead(html: string, url: string): PageHead {
  let base = url;
  const canonical: (string | null)[] = [];
  let ogUrl: string | null = null;
  let refresh: PageHead['refresh'] = null;
  const onLink = (attributes: Record<string, string>): void => {
    const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
    if (relations.includes('canonical') && canonical.length < maxCanonical)
      canonical.push(resolve(attributes['href'] ?? '', base));
  };
  const onMeta = (attributes: Record<string, string>): void => {
    const content = attributes['content'] ?? '';
    if ((attributes['property'] ?? '').toLowerCase() === 'og:url') ogUrl ??= resolve(content, base);
    if ((attributes['http-equiv'] ?? '').toLowerCase() === 'refresh') refresh ??= readRefresh(content, base);
  };
  const parser = new BoundedParser({
    onopentag: (name, attributes) => {
      if (name === 'base') base = resolve(attributes['href'] ?? '', url) ?? url;
      if (name === 'link') onLink(attributes);
      if (name === 'meta') onMeta(attributes);
    },
  });
  parser.end(html);
  return { canonical, ogUrl, refresh };
}

/** `5; url=/next`, as a meta element or a Refresh field has it; null without an address. */
export function readRefresh(content: string, base: string): PageHead['refresh'] {
  const match = /^\s*(\d{1,9})(?:\.\d*)?\s*[;,\s]\s*(?:url\s*=\s*)?["']?([^"']{1,2000})/i.exec(content);
  const url = match?.[2] === undefined ? null : resolve(match[2].trim(), base);
  return url === null ? null : { seconds: Number(match?.[1]), url };
}

function resolve(text: string, base: string): string | null {
  const reference = text.trim();
  if (reference === '' || !URL.canParse(reference, base)) return null;
  const url = new URL(reference, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}
