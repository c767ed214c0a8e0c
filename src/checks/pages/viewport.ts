import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { count, metasOf, onPages, problemsOf, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Pages fit a phone',
  failingTitle: 'Phones show pages shrunk to a desktop, or cannot enlarge them',
  requirements: ['PERF-4'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'More than half of the visitors hold a phone, and letters of two millimetres are not read.',
  sources: [
    page('CSS viewport: the meta element', 'https://www.w3.org/TR/css-viewport-1/'),
    page('WCAG 1.4.4 resize text', 'https://www.w3.org/WAI/WCAG22/Understanding/resize-text.html'),
  ],
  needs: { crawl },
  fix: 'Add <meta name="viewport" content="width=device-width, initial-scale=1"> to every page.',
  effortMinutes: 10,
  reproduce: ({ target }) => `curl -sS https://${target.name}/ | grep -io '<meta[^>]*viewport[^>]*>'`,
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const shown = pages.filter((each) => metasOf(each, 'refresh').length === 0);
      const problems = problemsOf(shown, problemOf);
      const isOnlyZoom = problems.every(({ problem }) => problem.startsWith('cannot be enlarged'));
      return told(
        problems,
        `${count(shown.length, 'page')} are made for phones`,
        isOnlyZoom ? { severity: 'low' } : {},
      );
    }),
});

function problemOf(each: CrawledPage): string | null {
  const [content] = metasOf(each, 'viewport');
  if (content === undefined) return 'has no viewport element';
  const settings = content.toLowerCase().replaceAll(/\s/g, '');
  if (!/(?:^|[,;])(?:width=device-width|initial-scale=)/.test(settings))
    return `has a fixed width (${content})`;
  return /user-scalable=(?:no|0)|maximum-scale=(?:0|1)(?:\.0*)?(?:$|[,;])/.test(settings)
    ? `cannot be enlarged (${content})`
    : null;
}
