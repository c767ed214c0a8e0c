import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { count, onPages, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Passwords never become part of an address',
  failingTitle: 'A form writes the password into the address',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'The address is kept in the browser history, in every log on the way and in the analytics.',
  sources: [
    page(
      'OWASP: sensitive data in the query',
      'https://owasp.org/www-community/vulnerabilities/Information_exposure_through_query_strings_in_url',
    ),
  ],
  needs: { crawl },
  fix: 'Give the form method="post".',
  effortMinutes: 10,
  reproduce: ({ target }) => `curl -sS https://${target.name}/login | grep -i '<form'`,
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const forms = pages.flatMap(({ url, forms: list }) => list.map((form) => ({ url, ...form })));
      const asking = forms.filter((form) => form.hasPassword);
      const wrong = asking
        .filter((form) => form.method === 'get')
        .map(({ url, line }) => ({
          url,
          problem: `the form in line ${line} has a password and is sent with GET`,
        }));
      return told(wrong, `${count(asking.length, 'password form')}, all sent with POST`);
    }),
});
