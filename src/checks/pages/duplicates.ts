import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import crawl from '../../facts/pages/crawl.ts';
import { listedPages } from '../../facts/pages/reading/indexing.ts';
import { duplicateGroups } from '../../facts/pages/reading/duplicates.ts';
import { count, onPages } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Each page has one address',
  failingTitle: 'The same page answers at several addresses',
  requirements: ['EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Search engines choose one of them, not always yours, and links count for half.',
  sources: [
    page(
      'Google: duplicate addresses',
      'https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls',
    ),
  ],
  needs: { crawl },
  fix: 'Redirect the other addresses, or let all of them name one in a canonical link.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sS https://${target.name}/ | sha256sum`,
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const listed = listedPages(pages);
      if (listed.length < 2) return notApplicable('there are no two pages to compare');
      const groups = duplicateGroups(listed);
      const [first] = groups;
      if (first === undefined) return pass(`${count(listed.length, 'page')}, each with words of its own`);
      return fail(
        `${first.length} addresses say word for word the same: ${first
          .slice(0, 3)
          .map((each) => each.url)
          .join(', ')}`,
        {
          evidence: [
            table(
              'The same words',
              ['group', 'address', 'title'],
              groups.flatMap((group, at) => group.map((each) => [String(at + 1), each.url, each.title])),
            ),
          ],
        },
      );
    }),
});
