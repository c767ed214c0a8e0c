import { check, notApplicable, rfc } from '../../model/check.ts';
import assets from '../../facts/cache/assets.ts';
import { duration, isHashed, servedFor } from '../../facts/cache/reading/answers.ts';
import { onAssets } from '../../facts/cache/reading/assets.ts';
import { problemsOf, told } from '../../facts/pages/reading/pages.ts';

const yearSeconds = 31_536_000;
const weekSeconds = 604_800;

export default check({
  title: 'Files whose name stays the same are asked for again in time',
  failingTitle: 'Browsers keep old scripts and styles after a release',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'high',
  impact: 'operability',
  why: 'A bad script cannot be called back: it stays in browsers for as long as the header says.',
  sources: [rfc(9111, '4.2'), rfc(9111, '5.2.2.1')],
  needs: { assets },
  fix: 'Put a hash of the content into the name, or keep max-age at minutes.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sS https://${target.name}/ | grep -oE '(src|href)="[^"]+\\.(js|css|svg|png)' # then curl -sSI each`,
  judge: ({ assets: seen }, { now }) =>
    onAssets(seen, (good) => {
      const plain = good.filter((each) => !isHashed(each.url));
      if (plain.length === 0) return notApplicable('every asset has a name that changes with its content');
      const isCode = (kind: string): boolean => kind === 'script' || kind === 'style' || kind === 'preload';
      const limit = (kind: string): number => (isCode(kind) ? weekSeconds : yearSeconds / 2);
      const stuck = plain.filter((each) => servedFor('private', each, now) > limit(each.kind));
      const problems = problemsOf(
        stuck,
        (each) => `stays for ${duration(servedFor('private', each, now))} under the same name`,
      );
      return told(
        problems,
        `${plain.length} assets are asked for again in time`,
        stuck.some((each) => isCode(each.kind)) ? {} : { severity: 'low' },
      );
    }),
});
