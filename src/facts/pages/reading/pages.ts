import { fail, notApplicable, pass } from '../../../model/check.ts';
import type { FailDetails, JudgeContext, Verdict } from '../../../model/check.ts';
import { table } from '../../../model/evidence.ts';
import type { Manifest } from '../../../model/manifest.ts';
import { fieldValues } from '../../../protocols/http/fields.ts';
import type { Crawl, CrawledPage, DoneCrawl } from '../crawl.ts';

/** Lets a judgement through to the answers of a crawl, or says why there are none. */
export function onCrawl(crawl: Crawl, judge: (done: DoneCrawl) => Verdict): Verdict {
  return crawl.isCrawled ? judge(crawl) : notApplicable(crawl.why);
}

/** The same for pages people see: HTML that answers 200. */
export function onPages(
  crawl: Crawl,
  judge: (pages: readonly CrawledPage[], done: DoneCrawl) => Verdict,
): Verdict {
  return onCrawl(crawl, (done) => {
    const pages = done.pages.filter((page) => page.isHtml && page.status === 200);
    return pages.length === 0 ? notApplicable('no page of this host could be read') : judge(pages, done);
  });
}

/** One thing wrong with one address. */
export interface Told {
  readonly url: string;
  readonly problem: string;
}

export const problemsOf = <T extends { readonly url: string }>(
  list: readonly T[],
  problem: (item: T) => string | null,
): readonly Told[] =>
  list.flatMap((item) => {
    const text = problem(item);
    return text === null ? [] : [{ url: item.url, problem: text }];
  });

/** Fails with the first problem in words and all of them as evidence; passes with `passing`. */
export function told(
  problems: readonly Told[],
  passing: string,
  details: Partial<FailDetails> = {},
): Verdict {
  const [first] = problems;
  if (first === undefined) return pass(passing);
  const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more)`;
  const rows = problems.map(({ url, problem }) => [url, problem]);
  return fail(`${first.url}: ${first.problem}${more}`, {
    evidence: [table('What was seen', ['address', 'problem'], rows)],
    ...details,
  });
}

export const valuesOf = (page: { readonly fields: CrawledPage['fields'] }, name: string): readonly string[] =>
  fieldValues(page.fields, name);
export const metasOf = (page: CrawledPage, name: string): readonly string[] =>
  page.metas.flatMap((meta) => (meta.name === name ? [meta.content] : []));

/** `3 pages` */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

export const asksPassword = (page: CrawledPage): boolean => page.forms.some((form) => form.hasPassword);

/** Where money or an account is at stake: password forms, and everything on the checkout and back office hosts. */
export function isSensitive(page: CrawledPage, manifest: Manifest): boolean {
  if (asksPassword(page)) return true;
  const { hostname, pathname } = new URL(page.url);
  const role = manifest.hosts.find((host) => host.name === hostname)?.role;
  if (role === 'checkout' || role === 'admin' || role === 'auth') return true;
  return /(?:^|[/_-])(?:checkout|payment|pay|billing|transfer)(?:$|[/_.-])/i.test(pathname);
}

/** `curl` that shows the fields of the host's start page. */
export const curlFields =
  (names: string) =>
  ({ target }: JudgeContext) =>
    `curl -sSkD - -o /dev/null https://${target.name}/ | grep -iE '^(${names}):'`;
