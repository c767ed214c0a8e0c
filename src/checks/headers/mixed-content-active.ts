import { check, page } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { insecureLoads } from '../../facts/pages/reading/insecure-loads.ts';
import { onPages, told } from '../../facts/pages/reading/pages.ts';

const kinds = new Set(['script', 'style', 'frame', 'object', 'preload', 'manifest']);

export default check({
  title: 'No script, style or frame is loaded over http',
  failingTitle: 'Scripts, styles or frames are loaded over http: browsers block them',
  requirements: ['EDGE-4'],
  stage: 'pages',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'The page looks broken or a button does nothing, and where it is not blocked, anybody on the way can change it.',
  sources: [page('Mixed Content', 'https://www.w3.org/TR/mixed-content/')],
  needs: { crawl, assets: optional(assets) },
  fix: 'Load them over https, or add Content-Security-Policy: upgrade-insecure-requests as a stopgap.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sS https://${target.name}/ | grep -ioE '(src|href|data)="http://[^"]*'`,
  judge: ({ crawl: seen, assets: styles }) =>
    onPages(seen, (pages) => {
      const found = insecureLoads(pages, styles.state === 'known' ? styles.value.assets : []);
      const wrong = found.filter(({ kind }) => kinds.has(kind));
      return told(
        wrong.map(({ from, kind, to, where }) => ({ url: from, problem: `${kind} ${to} (${where})` })),
        `nothing of ${pages.length} pages is loaded over http`,
      );
    }),
});
