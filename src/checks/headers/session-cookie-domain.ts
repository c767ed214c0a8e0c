import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { onCookies } from '../../facts/pages/reading/cookies.ts';
import type { SeenCookie } from '../../facts/pages/reading/cookies.ts';
import { curlFields, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'The session cookie stays on its host',
  failingTitle: 'The session cookie is sent to every subdomain',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'A blog, a status page or a taken-over name below your domain receives the sessions of all customers.',
  sources: [
    page(
      'RFC 6265bis section 4.1.2.3',
      'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.2.3',
    ),
  ],
  needs: { crawl },
  fix: 'Leave Domain out; hand a short-lived token over where two hosts need the same login.',
  effortMinutes: 15,
  reproduce: curlFields('set-cookie'),
  judge: ({ crawl: seen }, { now }) =>
    onCookies(seen, now, (cookies) => {
      const wide = cookies.filter(
        (each) => each.kind === 'session' && each.cookie.domain !== null && each.refusal === null,
      );
      return told(wide.map(problem), 'no session cookie leaves its host');
    }),
});

const problem = ({ url, cookie }: SeenCookie) => ({
  url,
  problem: `the session cookie ${cookie.name} goes to ${cookie.domain ?? ''} and every name below it`,
});
