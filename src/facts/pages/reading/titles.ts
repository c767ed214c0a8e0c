import type { CrawledPage } from '../crawl.ts';
import type { Told } from './pages.ts';

/** Titles that tools write into new projects. */
const templates =
  /^(?:react app|vite(?: \+ \w+)*(?: app)?|vue app|create next app|next\.?js app|document|untitled(?: document| page)?|new page|home ?page|index|my (?:site|app|website)|test|hello world|welcome to nginx!?|svelte app|astro|gatsby|lorem ipsum.*|title|page title|your (?:site|app) (?:title|name))$/i;
const unfilled =
  /\{\{|\}\}|<%|%[A-Z_]+%|\$\{|\[object Object\]|^(?:undefined|null|NaN)\b|\b(?:undefined|null)$/;

/** Pages without a title, with one of a template, or with another page's. */
export function titleProblems(pages: readonly CrawledPage[]): readonly Told[] {
  const first = new Map<string, string>();
  return pages.flatMap((page) => {
    const title = page.title.trim();
    const tell = (problem: string): readonly Told[] => [{ url: page.url, problem }];
    if (title === '') return tell('has no title');
    if (templates.test(title)) return tell(`is called "${title}", which is the title of a template`);
    if (unfilled.test(title)) return tell(`is called "${title}": something was not filled in`);
    const known = first.get(title);
    if (known === undefined) first.set(title, page.url);
    return known === undefined || isVariant(known, page.url)
      ? []
      : tell(`has the title of ${known}: "${title}"`);
  });
}

/** The same path with other parameters is the same page in another view. */
const isVariant = (one: string, other: string): boolean =>
  new URL(one).pathname.replace(/\/$/, '') === new URL(other).pathname.replace(/\/$/, '');
