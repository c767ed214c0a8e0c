import { check, fail, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import browser from '../../facts/pages/browser.ts';
import crawl from '../../facts/pages/crawl.ts';
import { insecureLoads } from '../../facts/pages/reading/insecure-loads.ts';
import { count } from '../../facts/pages/reading/pages.ts';
import { onVisits } from '../../facts/pages/reading/visits.ts';

export default check({
  title: 'Nothing is loaded over http while pages run',
  failingTitle: 'Scripts load things over http while pages run',
  requirements: ['EDGE-4'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'Browsers block it and the page stays half empty, or load it and everybody on the way can change it.',
  sources: [page('Mixed Content', 'https://www.w3.org/TR/mixed-content/')],
  needs: { browser, crawl: optional(crawl), assets: optional(assets) },
  fix: 'Use https in the script or the settings that make this address; Content-Security-Policy: upgrade-insecure-requests covers old content.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `chromium --headless=new --enable-logging=stderr --dump-dom https://${target.name}/ 2>&1 >/dev/null | grep -i mixed`,
  judge: ({ browser: seen, crawl: sampled, assets: loaded }) =>
    onVisits(seen, ({ visits }) => {
      const pages = sampled.state === 'known' && sampled.value.isCrawled ? sampled.value.pages : [];
      const files = loaded.state === 'known' ? loaded.value.assets : [];
      // What stands in the HTML and the style sheets is told by the headers theme.
      const written = new Set(insecureLoads(pages, files).map(({ to }) => to));
      const rows = visits.flatMap(({ url: from, mixed }) =>
        mixed.filter(({ url }) => !written.has(url)).map((each) => ({ from, ...each })),
      );
      const unique = rows.filter((row, at) => rows.findIndex(({ url }) => url === row.url) === at);
      const [first] = unique;
      if (first === undefined) return pass(`${count(visits.length, 'visit')}, everything over https`);
      return fail(`${first.from} asks for ${first.url}, which browsers have ${first.outcome}`, {
        severity: unique.some(({ outcome }) => outcome !== 'upgraded') ? 'high' : 'medium',
        evidence: [
          table(
            'Asked for over http',
            ['page', 'address', 'kind', 'what the browser did'],
            unique.map((each) => [each.from, each.url, each.type, each.outcome]),
          ),
        ],
      });
    }),
});
