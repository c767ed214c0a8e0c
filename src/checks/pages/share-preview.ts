import { check, notApplicable, page, pass } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { isFoundBySearch, noindexOf, promisedPages } from '../../facts/pages/reading/indexing.ts';
import { count, metasOf, onPages, told } from '../../facts/pages/reading/pages.ts';
import { isWrongAddress, previewProblems } from '../../facts/pages/reading/share-preview.ts';

export default check({
  title: 'Shared links show a title, a text and a picture',
  failingTitle: 'Shared links show no proper preview',
  requirements: ['EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'A launch is shared in chats and feeds: a bare link is passed over, a wrong picture is worse.',
  sources: [page('The Open Graph protocol', 'https://ogp.me/')],
  needs: { crawl, assets: optional(assets) },
  fix: 'Give each page og:title, og:description and og:image with absolute https addresses on the canonical host.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sS https://${target.name}/ | grep -ioE '<meta[^>]*(og:|twitter:)[^>]*>'`,
  judge: ({ crawl: seen, assets: loaded }, { target, manifest }) => {
    if (!isFoundBySearch(manifest, target.name))
      return notApplicable('links to this host are not shared in public');
    return onPages(seen, (pages) => {
      const shared = promisedPages(pages, manifest, target.name).filter(
        (each) => noindexOf(each) === null && metasOf(each, 'refresh').length === 0,
      );
      if (shared.length === 0) return pass('no page here is made to be shared');
      const known = loaded.state === 'known' ? loaded.value.assets : [];
      const problems = previewProblems(shared, known);
      const isWrong = problems.some(({ problem }) => isWrongAddress(problem));
      return told(
        problems,
        `${count(shared.length, 'page')} have a preview`,
        isWrong ? { severity: 'medium' } : {},
      );
    });
  },
});
