import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import sitemap from '../../facts/pages/sitemap.ts';
import type { AskedSitemap } from '../../facts/pages/sitemap.ts';
import { isFoundBySearch } from '../../facts/pages/reading/indexing.ts';
import { plural } from '../../model/words.ts';

export default check({
  title: 'The sitemap can be read',
  failingTitle: 'The sitemap robots.txt names cannot be read',
  requirements: ['EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'New pages are found weeks later, or never.',
  sources: [
    page('sitemaps.org', 'https://www.sitemaps.org/protocol.html'),
    page('Google: sitemaps', 'https://developers.google.com/search/docs/crawling-indexing/sitemaps/overview'),
  ],
  needs: { sitemap },
  fix: 'Serve valid XML (urlset or sitemapindex) at the address robots.txt names, with status 200.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sSi https://${target.name}/sitemap.xml | head -20`,
  judge: ({ sitemap: seen }, { target, manifest }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    const named = seen.files.filter(({ origin }) => origin !== 'usual');
    if (named.length === 0 && !seen.files.some(({ kind }) => kind !== 'none'))
      return notApplicable(
        isFoundBySearch(manifest, target.name)
          ? 'no sitemap is named, and there is none in the usual place'
          : 'search engines need not list this host',
      );
    const silent = named.find(({ status }) => status === null);
    if (silent !== undefined) return unknown(`what ${silent.url} answers`, `curl -sSI '${silent.url}'`);
    const problems = named.flatMap((file) => {
      const problem = problemOf(file);
      return problem === null ? [] : [{ file, problem }];
    });
    const [first] = problems;
    if (first === undefined)
      return pass(`${plural(seen.files.length, 'file')} with ${plural(seen.total, 'address', 'addresses')}`);
    return fail(`${first.file.url} ${first.problem}`, {
      evidence: [
        table(
          'Sitemap files',
          ['file', 'status', 'type', 'problem'],
          problems.map(({ file, problem }) => [file.url, String(file.status), file.mediaType, problem]),
        ),
      ],
    });
  },
});

function problemOf(file: AskedSitemap['files'][number]): string | null {
  if (file.status !== 200) return `answers ${file.status ?? 'nothing'}`;
  if (file.kind === 'none')
    return file.root === '' ? 'is empty or no XML' : `is no sitemap (it begins with <${file.root}>)`;
  return file.count === 0 ? 'lists nothing' : null;
}
