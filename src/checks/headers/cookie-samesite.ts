import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { onCookies } from '../../facts/pages/reading/cookies.ts';
import type { SeenCookie } from '../../facts/pages/reading/cookies.ts';
import { curlFields, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Cookies say whether they go along from other sites',
  failingTitle: 'Cookies go along from other sites, or say so in words no browser knows',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'Without SameSite, browsers differ, and forms on foreign sites can act in the name of a customer.',
  sources: [
    page(
      'RFC 6265bis section 4.1.2.7',
      'https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.2.7',
    ),
  ],
  needs: { crawl },
  fix: 'Add SameSite=Lax to session cookies; None only where other sites must embed you.',
  effortMinutes: 15,
  reproduce: curlFields('set-cookie'),
  judge: ({ crawl: seen }, { now }) =>
    onCookies(seen, now, (cookies) => {
      const wrong = cookies.flatMap((each) => {
        const problem = problemOf(each);
        return problem === null ? [] : [{ url: each.url, problem }];
      });
      const isInvalid = cookies.some((each) => each.cookie.sameSite === 'invalid');
      return told(wrong, 'every session cookie says where it goes', isInvalid ? {} : { severity: 'low' });
    }),
});

function problemOf({ cookie, kind }: SeenCookie): string | null {
  if (cookie.sameSite === 'invalid') return `${cookie.name} has a SameSite that browsers do not know`;
  if (kind === 'other' || cookie.sameSite !== null) return null;
  return `the ${kind} cookie ${cookie.name} has no SameSite`;
}
