import type { CrawledPage } from '../crawl.ts';

/** Fewer letters are a stub, an error or an empty list, not a page with words of its own. */
const leastLetters = 200;

/** Groups of pages with the same words, each at an address of its own that no canonical link settles. */
export function duplicateGroups(pages: readonly CrawledPage[]): readonly (readonly CrawledPage[])[] {
  const groups = new Map<string, CrawledPage[]>();
  for (const page of pages) {
    if (page.text.letters < leastLetters || page.isCut || isOnlySearch(page.url)) continue;
    groups.set(page.text.digest, [...(groups.get(page.text.digest) ?? []), page]);
  }
  return [...groups.values()].filter((group) => namesOf(group) > 1);
}

/** How many addresses the group claims to be: pages that name the same one are settled. */
const namesOf = (group: readonly CrawledPage[]): number =>
  new Set(group.map(({ url, canonicals }) => canonicals[0] ?? url)).size;

/** Parameters of sorting and searching make endless views of one list. */
const isOnlySearch = (url: string): boolean =>
  [...new URL(url).searchParams.keys()].some((name) =>
    /^(?:q|query|search|s|sort|order|page|p|filter)$/i.test(name),
  );
