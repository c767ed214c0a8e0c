import { check, page } from '../../model/check.ts';
import assets from '../../facts/cache/assets.ts';
import type { Asset } from '../../facts/cache/assets.ts';
import { notApplicable, rfc } from '../../model/check.ts';
import { count, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Everything pages load is there',
  failingTitle: 'Pages load files that are not there',
  requirements: ['EDGE-9', 'EDGE-7'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Without its script or style sheet a page looks broken or does nothing; a missing picture looks careless.',
  sources: [
    rfc(9110, '15.5.5'),
    page('HTML standard: links', 'https://html.spec.whatwg.org/multipage/links.html'),
  ],
  needs: { assets },
  fix: 'Put the file back, or correct its address in the page.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sSI https://${target.name}/ | head -1`,
  judge: ({ assets: seen }) => {
    if (seen.assets.length === 0)
      return notApplicable('the sampled pages load nothing from this host that answers');
    const broken = seen.assets.filter((each) => each.first.status >= 400 && each.kind !== 'share');
    const isVital = broken.some(({ kind }) => kind === 'script' || kind === 'style');
    return told(
      broken.map((each) => ({ url: each.url, problem: problemOf(each) })),
      `${count(seen.assets.length, 'file')} found`,
      isVital ? { severity: 'high' } : {},
    );
  },
});

const problemOf = ({ kind, page: from, first }: Asset): string =>
  `${kind} answers ${first.status}, loaded by ${from}`;
