import { check, notApplicable, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { listedPages } from '../../facts/pages/reading/indexing.ts';
import { count, onPages, told } from '../../facts/pages/reading/pages.ts';
import { titleProblems } from '../../facts/pages/reading/titles.ts';

export default check({
  title: 'Each page has a title of its own',
  failingTitle: 'Pages have no title, the same one, or the one of a template',
  requirements: ['EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'trust',
  why: 'The title is what search results, tabs, bookmarks and shared links show.',
  sources: [page('Google: title links', 'https://developers.google.com/search/docs/appearance/title-link')],
  needs: { crawl },
  fix: 'Give each page a title that says what is on it, with the name of the product.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sS https://${target.name}/ | grep -ioE '<title>[^<]*'`,
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const listed = listedPages(pages);
      if (listed.length === 0) return notApplicable('no page here is for search engines');
      const problems = titleProblems(listed);
      const isOnlyShared = problems.every(({ problem }) => problem.startsWith('has the title of'));
      return told(
        problems,
        `${count(listed.length, 'page')}, each with a title of its own`,
        isOnlyShared ? { severity: 'low' } : {},
      );
    }),
});
