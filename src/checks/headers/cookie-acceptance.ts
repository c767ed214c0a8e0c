import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { onCookies } from '../../facts/pages/reading/cookies.ts';
import { curlFields, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Browsers keep every cookie they are given',
  failingTitle: 'Browsers drop a cookie: what depends on it does not work',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'A cart or a login that is forgotten on the next page sells nothing.',
  sources: [
    page(
      'RFC 6265bis section 5.7',
      'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7',
    ),
  ],
  needs: { crawl },
  fix: 'Let Domain cover the host that sets the cookie (or leave it out), give SameSite=None cookies Secure, and keep what __Host- and __Secure- promise.',
  effortMinutes: 15,
  reproduce: curlFields('set-cookie'),
  judge: ({ crawl: seen }, { now }) =>
    onCookies(seen, now, (cookies) => {
      const dropped = cookies
        .filter((each) => each.refusal !== null)
        .map(({ url, cookie, refusal }) => ({
          url,
          problem: `browsers drop ${cookie.name}: ${refusal ?? ''}`,
        }));
      return told(dropped, `browsers keep all ${cookies.length}`);
    }),
});
