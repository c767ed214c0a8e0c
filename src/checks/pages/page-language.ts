import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { count, onPages, problemsOf, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Pages say their language',
  failingTitle: 'Pages do not say their language',
  requirements: ['EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'low',
  impact: 'trust',
  why: 'Browsers offer to translate what needs no translation, and screen readers read it in the wrong voice.',
  sources: [
    page('WCAG 3.1.1 language of page', 'https://www.w3.org/WAI/WCAG22/Understanding/language-of-page.html'),
  ],
  needs: { crawl },
  fix: 'Write <html lang="en"> with the language of the page.',
  effortMinutes: 5,
  reproduce: ({ target }) => `curl -sS https://${target.name}/ | grep -io '<html[^>]*>'`,
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) =>
      told(
        problemsOf(pages, ({ language }) =>
          language === ''
            ? 'has no lang'
            : /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/.test(language)
              ? null
              : `"${language}" is no language`,
        ),
        `${count(pages.length, 'page')} say their language`,
      ),
    ),
});
