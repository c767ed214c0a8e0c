import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { every } from '../../model/need.ts';
import crawl from '../../facts/pages/crawl.ts';
import { detours } from '../../facts/pages/reading/detours.ts';
import entry from '../../facts/redirects/entry.ts';
import { closedDoors } from '../../facts/redirects/reading/home-hosts.ts';
import { count, onPages } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Links use the canonical host and https',
  failingTitle: 'Links lead to the other front door or to http',
  requirements: ['EDGE-2', 'EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Every click takes a redirect more, in clear where it is http, and search engines see two sites.',
  sources: [
    page(
      'Google: canonical links',
      'https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls',
    ),
  ],
  needs: { crawl, entries: every(entry) },
  fix: 'Write links without host, or with https and the canonical host; the base address of the app is often one setting.',
  effortMinutes: 20,
  reproduce: ({ target }) =>
    `curl -sS https://${target.name}/ | grep -oE 'href="https?://[^"]*"' | sort | uniq -c`,
  judge: ({ crawl: seen, entries }, { manifest }) =>
    onPages(seen, (_pages, done) => {
      if (done.links.length === 0) return notApplicable('the sampled pages have no links');
      const found = detours(done.links, manifest, closedDoors(entries, manifest));
      const [first] = found;
      if (first === undefined)
        return pass(`${count(done.links.length, 'link')}, none to another front door or http`);
      return fail(`${first.to} is linked on ${first.from}, line ${first.line}; ${first.why}`, {
        severity: found.some(({ isClear }) => isClear) ? 'medium' : 'low',
        evidence: [
          table(
            'Links that take a detour',
            ['link', 'stands on', 'line', 'why'],
            found.map(({ to, from, line, why }) => [to, from, String(line), why]),
          ),
        ],
      });
    }),
});
