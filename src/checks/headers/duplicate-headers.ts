import { check, rfc } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { curlFields, onCrawl, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'App and edge do not contradict each other',
  failingTitle: 'App and edge send the same header with different values',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'operability',
  why: 'Browsers then ignore both or take one of them, and the next change at one place has no effect.',
  sources: [rfc(9110, '5.3')],
  needs: { crawl },
  fix: 'Set the header at one place only, the edge or the app.',
  effortMinutes: 20,
  reproduce: curlFields(
    'x-frame-options|x-content-type-options|strict-transport-security|referrer-policy|access-control-allow-origin|content-type',
  ),
  judge: ({ crawl: seen }) =>
    onCrawl(seen, ({ pages }) => told(problemsOf(pages, doubled), 'no single-valued header is sent twice')),
});

/** Fields that are no lists (their own specifications); more than one line is an error of the sender. */
const single = [
  'x-frame-options',
  'strict-transport-security',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'content-type',
  'location',
];

function doubled(each: CrawledPage): string | null {
  for (const name of single) {
    const values = new Set(valuesOf(each, name).map((value) => value.trim().toLowerCase()));
    if (values.size > 1) return `${name} is sent as ${[...values].slice(0, 3).join(' and as ')}`;
  }
  return null;
}
