import { check, rfc } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { curlFields, onCrawl, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Every answer says what it is',
  failingTitle: 'Answers do not say what they are, so letters break or pages are downloaded',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'trust',
  why: 'Without a character set umlauts break on some phones; without a type a page is offered as a download.',
  sources: [rfc(9110, '8.3')],
  needs: { crawl },
  fix: 'Send Content-Type: text/html; charset=utf-8.',
  effortMinutes: 10,
  reproduce: curlFields('content-type'),
  judge: ({ crawl: seen }) =>
    onCrawl(seen, ({ pages }) => {
      const answered = pages.filter((each) => each.status === 200 && each.bodyBytes > 0);
      return told(problemsOf(answered, unsaid), 'every answer names its type');
    }),
});

function unsaid(each: CrawledPage): string | null {
  const type = valuesOf(each, 'content-type')[0];
  if (type === undefined || type.trim() === '') return 'no Content-Type';
  const isText = each.isHtml && !/charset\s*=/i.test(type);
  const isSaidInside = each.metas.some(
    ({ name, content }) => name === 'content-type' && /charset/i.test(content),
  );
  return isText && !isSaidInside ? `${type} without a character set` : null;
}
