import { check, fail, page, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import crawl from '../../facts/pages/crawl.ts';
import links from '../../facts/pages/links.ts';
import { brokenLinks } from '../../facts/pages/reading/broken.ts';
import { leftOvers } from '../../facts/pages/reading/left-overs.ts';
import { count, onPages } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Links lead somewhere',
  failingTitle: 'Links lead to pages that do not exist',
  requirements: ['EDGE-9', 'EDGE-2'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'A visitor who clicks and lands on an error page leaves.',
  sources: [
    rfc(9110, '15.5.5'),
    page('Google: links', 'https://developers.google.com/search/docs/crawling-indexing/links-crawlable'),
  ],
  needs: { crawl, links: optional(links) },
  fix: 'Correct the link where it stands, or redirect the old address to its successor.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sSo /dev/null -w '%{http_code}\\n' https://${target.name}/`,
  judge: ({ crawl: seen, links: beyond }, { manifest, target }) =>
    onPages(seen, (_pages, done) => {
      const leftOver = new Set(leftOvers(done, { manifest, host: target.name }).map(({ url }) => url));
      const broken = brokenLinks(done, beyond.state === 'known' ? beyond.value.asked : []).filter(
        // Links to the development are pages/left-over-addresses'.
        ({ to }) => !leftOver.has(to),
      );
      const [first] = broken;
      if (first === undefined)
        return pass(`${count(done.links.length, 'link')} followed or asked, all lead somewhere`);
      const isOurFault = broken.some(({ answer }) => answer.startsWith('5'));
      return fail(`${first.to} answers ${first.answer}, linked on ${first.from}${more(broken.length)}`, {
        severity: isOurFault ? 'high' : broken.every(({ isOwn }) => !isOwn) ? 'low' : 'medium',
        evidence: [
          table(
            'Links that lead nowhere',
            ['link', 'answer', 'stands on', 'line'],
            broken.map(({ to, answer, from, line }) => [to, answer, from, String(line)]),
          ),
        ],
      });
    }),
});

const more = (total: number): string => (total === 1 ? '' : ` (and ${total - 1} more)`);
