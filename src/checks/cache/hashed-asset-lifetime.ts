import { check, notApplicable, rfc } from '../../model/check.ts';
import assets from '../../facts/cache/assets.ts';
import { duration, isHashed, servedFor } from '../../facts/cache/reading/answers.ts';
import { onAssets } from '../../facts/cache/reading/assets.ts';
import { problemsOf, told } from '../../facts/pages/reading/pages.ts';

const yearSeconds = 31_536_000;
const monthSeconds = 2_592_000;

export default check({
  title: 'Files whose name changes with their content are kept for a year',
  failingTitle: 'Files that never change are loaded again and again',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Every visit waits for files the browser already had.',
  sources: [rfc(9111, '5.2.2.1'), rfc(8246, '2')],
  needs: { assets },
  fix: 'Send Cache-Control: public, max-age=31536000, immutable with files whose name holds a hash.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sS https://${target.name}/ | grep -oE '(src|href)="[^"]+\\.(js|css|svg|png)' # then curl -sSI each`,
  judge: ({ assets: seen }, { now }) =>
    onAssets(seen, (good) => {
      const hashed = good.filter((each) => isHashed(each.url));
      if (hashed.length === 0) return notApplicable('no asset has a name that changes with its content');
      const problems = problemsOf(hashed, (each) => {
        const seconds = servedFor('private', each, now);
        if (seconds >= yearSeconds) return null;
        return seconds === 0 ? 'is asked for on every visit' : `is kept for ${duration(seconds)} only`;
      });
      const isShort = hashed.some((each) => servedFor('private', each, now) < monthSeconds);
      return told(problems, `all ${hashed.length} are kept for a year`, isShort ? {} : { severity: 'low' });
    }),
});
