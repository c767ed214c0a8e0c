import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { onCookies } from '../../facts/pages/reading/cookies.ts';
import type { SeenCookie } from '../../facts/pages/reading/cookies.ts';
import { curlFields, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Cookies are never sent unencrypted',
  failingTitle: 'Cookies are sent unencrypted when somebody follows an http link',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'Whoever runs the café network reads the session and is logged in.',
  sources: [
    page(
      'RFC 6265bis section 4.1.2.5',
      'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.2.5',
    ),
  ],
  needs: { crawl },
  fix: 'Add Secure to every cookie.',
  effortMinutes: 15,
  reproduce: curlFields('set-cookie'),
  judge: ({ crawl: seen }, { now }) =>
    onCookies(seen, now, (cookies) => {
      const bare = cookies.filter((each) => !each.cookie.isSecure && each.refusal === null);
      const hasSession = bare.some((each) => each.kind === 'session');
      return told(bare.map(problem), 'every cookie has Secure', hasSession ? {} : { severity: 'medium' });
    }),
});

const problem = ({ url, cookie, kind }: SeenCookie) => ({
  url,
  problem: `the ${kind === 'other' ? '' : `${kind} `}cookie ${cookie.name} has no Secure`,
});
