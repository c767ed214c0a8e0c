import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { curlFields, onCrawl, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Answers do not name software versions',
  failingTitle: 'Answers name the software and its version',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'When a hole in that version is published, lists of sites that show it are for sale the same day.',
  sources: [
    page('OWASP: fingerprint the web server', 'https://owasp.org/www-project-web-security-testing-guide/'),
  ],
  needs: { crawl },
  fix: 'Switch the version off: server_tokens off (nginx), ServerTokens Prod (Apache), app.disable("x-powered-by") (Express).',
  effortMinutes: 10,
  reproduce: curlFields('server|x-powered-by|x-aspnet-version|x-generator'),
  judge: ({ crawl: seen }) =>
    onCrawl(seen, ({ pages }) => told(problemsOf(pages.slice(0, 10), leak), 'no version is named')),
});

const talkative = [
  'x-powered-by',
  'x-aspnet-version',
  'x-aspnetmvc-version',
  'x-generator',
  'x-runtime-version',
];

function leak(each: CrawledPage): string | null {
  const server = valuesOf(each, 'server').find((value) => /\/\d/.test(value));
  if (server !== undefined) return `server: ${server}`;
  const name = talkative.find((field) => valuesOf(each, field).length > 0);
  return name === undefined ? null : `${name}: ${valuesOf(each, name)[0] ?? ''}`;
}
