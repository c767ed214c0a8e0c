import type { CrawledPage } from '../crawl.ts';
import type { Told } from './pages.ts';
import { problemsOf } from './pages.ts';

/** RFC 5646: a language, perhaps a script, perhaps a region of two letters or three digits. */
const tag = /^(?:x-default|[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?)$/;
/** Codes people write for countries that are no languages, and languages that are written otherwise. */
const notLanguages: Readonly<Record<string, string>> = {
  uk: 'uk is Ukrainian; the United Kingdom is en-gb',
  en_us: 'an underscore is no hyphen',
  jp: 'Japanese is ja',
  cn: 'Chinese is zh',
  dk: 'Danish is da',
  cz: 'Czech is cs',
  gr: 'Greek is el',
  us: 'English is en, of the United States en-us',
};

/** What is wrong with the language links of these pages; `all` are the pages they may lead to. */
export function hreflangProblems(
  pages: readonly CrawledPage[],
  all: readonly CrawledPage[],
): readonly Told[] {
  const byUrl = new Map(all.map((page) => [page.url, page]));
  return problemsOf(pages, (page) => {
    for (const { language, url } of page.alternates) {
      const problem = codeProblem(language, page) ?? (url === null ? `${language} has no address` : null);
      if (problem !== null) return problem;
    }
    return twiceNamed(page) ?? selfMissing(page) ?? oneSided(page, byUrl);
  });
}

function codeProblem(language: string, page: CrawledPage): string | null {
  const known = Object.hasOwn(notLanguages, language) ? notLanguages[language] : undefined;
  // Ukrainian pages exist: "uk" is wrong only beside English ones that have no region.
  const isUkrainian =
    language === 'uk' && page.alternates.some((each) => each.language === 'ru' || each.language === 'pl');
  if (known !== undefined && !isUkrainian && !(language === 'uk' && page.language.startsWith('uk')))
    return `"${language}" is not what is meant: ${known}`;
  return tag.test(language) ? null : `"${language}" is no language code`;
}

function twiceNamed(page: CrawledPage): string | null {
  const seen = new Map<string, string | null>();
  for (const { language, url } of page.alternates) {
    if (seen.has(language) && seen.get(language) !== url)
      return `${language} is named twice with different addresses`;
    seen.set(language, url);
  }
  return null;
}

const selfMissing = (page: CrawledPage): string | null =>
  page.alternates.some(({ url }) => url === page.url || url === page.canonicals[0])
    ? null
    : 'does not name itself among its versions';

function oneSided(page: CrawledPage, byUrl: ReadonlyMap<string, CrawledPage>): string | null {
  for (const { language, url } of page.alternates) {
    const other = url === null ? undefined : byUrl.get(url);
    if (other === undefined || other.url === page.url) continue;
    if (other.status !== 200) return `its ${language} version ${other.url} answers ${other.status}`;
    if (!other.alternates.some((back) => back.url === page.url))
      return `its ${language} version ${other.url} does not name it back`;
  }
  return null;
}
