import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { onCookies } from '../../facts/pages/reading/cookies.ts';
import type { SeenCookie } from '../../facts/pages/reading/cookies.ts';
import { curlFields, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Scripts cannot read the session cookie',
  failingTitle: 'Any script on the page can read the session cookie',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'One bad script, an own one or a bought one, and every session is gone.',
  sources: [
    page(
      'RFC 6265bis section 4.1.2.6',
      'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.2.6',
    ),
  ],
  needs: { crawl },
  fix: 'Add HttpOnly to the session cookie; no script of your own needs it.',
  effortMinutes: 15,
  reproduce: curlFields('set-cookie'),
  judge: ({ crawl: seen }, { now }) =>
    onCookies(seen, now, (cookies) => {
      const open = cookies.filter(
        (each) => each.kind === 'session' && !each.cookie.isHttpOnly && each.refusal === null,
      );
      return told(open.map(problem), 'no session cookie can be read by scripts');
    }),
});

const problem = ({ url, cookie }: SeenCookie) => ({
  url,
  problem: `the session cookie ${cookie.name} has no HttpOnly`,
});
