import { check, notApplicable, rfc } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { answersOf } from '../../facts/cache/reading/all-answers.ts';
import { curlFields, onCrawl, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { targetedDirectives } from '../../protocols/http/caching/targeted.ts';
import { fieldText } from '../../protocols/http/fields.ts';

export default check({
  title: 'CDNs understand the rule that is meant for them',
  failingTitle: 'CDNs ignore the rule that is meant for them',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'operability',
  why: 'One wrong sign makes CDN-Cache-Control void as a whole, and the CDN follows the rule for browsers.',
  sources: [rfc(9213, '2.1')],
  needs: { crawl, assets: optional(assets) },
  fix: 'Write it as a structured field: lower case, numbers without quotes, commas between the members.',
  effortMinutes: 20,
  reproduce: curlFields('cdn-cache-control|cache-control'),
  judge: ({ crawl: seen, assets: files }) =>
    onCrawl(seen, (done) => {
      const using = answersOf(done, files).filter(
        (each) => fieldText(each.fields, 'cdn-cache-control') !== null,
      );
      if (using.length === 0) return notApplicable('no answer has CDN-Cache-Control');
      const problems = problemsOf(using, (each) =>
        targetedDirectives(each.fields) === null
          ? `CDN-Cache-Control: ${fieldText(each.fields, 'cdn-cache-control') ?? ''} is ignored`
          : null,
      );
      return told(problems, 'every rule for CDNs is understood');
    }),
});
