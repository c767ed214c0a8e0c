import { check, notApplicable, rfc } from '../../model/check.ts';
import assets from '../../facts/cache/assets.ts';
import type { Asset } from '../../facts/cache/assets.ts';
import { servedFor } from '../../facts/cache/reading/answers.ts';
import { onAssets } from '../../facts/cache/reading/assets.ts';
import { problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { cacheStatement } from '../../protocols/http/caching/cache-status.ts';

export default check({
  title: 'The cache in front really serves the files, shown by asking twice',
  failingTitle: 'The cache in front does not serve the files: every request reaches your server',
  requirements: ['EDGE-7', 'PERF-6'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'You pay for a CDN and the server carries the whole rush alone.',
  sources: [rfc(9211, '2'), rfc(9111, '4')],
  needs: { assets },
  fix: 'Allow it with Cache-Control: public and a lifetime, and look for cookies, Vary and bypass rules that keep it from happening.',
  effortMinutes: 45,
  reproduce: ({ target }) =>
    `curl -sS https://${target.name}/ | grep -oE 'src="[^"]+' # then twice: curl -sSI <address> | grep -iE 'cache-status|x-cache|age'`,
  judge: ({ assets: seen }, { now }) =>
    onAssets(seen, (good) => {
      const meant = good.filter((each) => servedFor('cdn', each, now) > 0 && each.asset.second !== null);
      const spoken = meant.filter((each) => statement(each.asset) !== null);
      if (spoken.length === 0) return notApplicable('no cache on the way says what it does');
      const problems = problemsOf(spoken, (each) => {
        const found = statement(each.asset);
        return found === null || found.outcome === 'miss' || found.outcome === 'bypass'
          ? `asked twice: ${found?.said ?? ''}`
          : null;
      });
      return told(problems, `the second request was served by the cache for all ${spoken.length}`, {
        confidence: 'likely',
      });
    }),
});

const statement = ({ second }: Asset) => (second === null ? null : cacheStatement(second.fields));
