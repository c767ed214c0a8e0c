/** The text of the first title element, trimmed; empty without one. */
export const readPageTitle = (html: string): string =>
  (/<title[^>]{0,200}>([^<]{1,300})/i.exec(html.slice(0, 64 * 1024))?.[1] ?? '').trim();
