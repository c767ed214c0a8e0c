import { check, rfc } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { answersOf } from '../../facts/cache/reading/all-answers.ts';
import { curlFields, onCrawl, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { servedFor } from '../../facts/cache/reading/answers.ts';
import { varyNames } from '../../protocols/http/caching/key.ts';
import { fieldValues } from '../../protocols/http/fields.ts';

export default check({
  title: 'Caches know that compressed answers are not for everybody',
  failingTitle: 'A cache may serve compressed bytes to who cannot read them',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'trust',
  why: 'Link previews, older clients and scripts then get garbage instead of the page.',
  sources: [rfc(9110, '12.5.3'), rfc(9110, '12.5.5')],
  needs: { crawl, assets: optional(assets) },
  fix: 'Send Vary: Accept-Encoding with everything that may be compressed.',
  effortMinutes: 20,
  reproduce: curlFields('cache-control|expires|vary|age|cache-status|x-cache'),
  judge: ({ crawl: seen, assets: files }, { now }) =>
    onCrawl(seen, (done) => {
      const compressed = answersOf(done, files).filter(
        (each) => fieldValues(each.fields, 'content-encoding').length > 0,
      );
      const problems = problemsOf(compressed, (each) => {
        const isKept = servedFor('cdn', each, now) > 0;
        const names = varyNames(each.fields);
        return isKept && !names.includes('accept-encoding') && !names.includes('*')
          ? 'compressed, kept by caches, without Vary: Accept-Encoding'
          : null;
      });
      return told(problems, 'compressed answers say so to caches');
    }),
});
