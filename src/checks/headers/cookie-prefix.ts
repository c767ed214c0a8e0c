import { check, notApplicable, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { onCookies } from '../../facts/pages/reading/cookies.ts';
import type { SeenCookie } from '../../facts/pages/reading/cookies.ts';
import { curlFields, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'The session cookie is pinned to its host',
  failingTitle: 'Another host of the domain can overwrite the session cookie',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'A forgotten subdomain can put its own session into the browsers of your customers.',
  sources: [
    page(
      'RFC 6265bis section 4.1.3',
      'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3',
    ),
  ],
  needs: { crawl },
  fix: 'Name the session cookie __Host-session, with Secure, Path=/ and without Domain.',
  effortMinutes: 15,
  reproduce: curlFields('set-cookie'),
  judge: ({ crawl: seen }, { now }) =>
    onCookies(seen, now, (cookies) => {
      const sessions = cookies.filter(
        (each) => each.kind === 'session' && each.cookie.isSecure && each.refusal === null,
      );
      if (sessions.length === 0) return notApplicable('no session cookie with Secure was set');
      const bare = sessions.filter(
        ({ cookie }) => !/^__(?:Host|Secure)-/i.test(cookie.name) && cookie.domain === null,
      );
      return told(bare.map(problem), 'every session cookie has a prefix or is judged by its Domain');
    }),
});

const problem = ({ url, cookie }: SeenCookie) => ({
  url,
  problem: `the session cookie ${cookie.name} has no __Host- prefix`,
});
