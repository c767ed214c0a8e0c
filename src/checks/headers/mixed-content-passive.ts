import { check, page } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { insecureLoads } from '../../facts/pages/reading/insecure-loads.ts';
import { onPages, told } from '../../facts/pages/reading/pages.ts';

const kinds = new Set(['image', 'audio', 'video', 'icon', 'share']);

export default check({
  title: 'No picture, sound or film is loaded over http',
  failingTitle: 'Pictures, sounds or films are loaded over http',
  requirements: ['EDGE-4'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'trust',
  why: 'Browsers try https instead: where that fails the picture is missing, and the lock is gone in older ones.',
  sources: [page('Mixed Content', 'https://www.w3.org/TR/mixed-content/')],
  needs: { crawl, assets: optional(assets) },
  fix: 'Load them over https.',
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
