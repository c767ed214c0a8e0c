import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { count, onPages, told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Forms are sent encrypted',
  failingTitle: 'A form sends what is typed unencrypted',
  requirements: ['EDGE-4', 'EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'blocker',
  impact: 'security',
  why: 'Browsers warn before sending such a form, and what is sent can be read on the way.',
  sources: [
    page('Mixed Content: form submission', 'https://www.w3.org/TR/mixed-content/#requirements-forms'),
  ],
  needs: { crawl },
  fix: 'Write form actions as paths, or with https.',
  effortMinutes: 15,
  reproduce: ({ target }) => `curl -sS https://${target.name}/ | grep -io '<form[^>]*http://[^>]*>'`,
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const forms = pages.flatMap(({ url, forms: list }) => list.map((form) => ({ url, ...form })));
      const open = forms
        .filter(({ action }) => action.startsWith('http:'))
        .map(({ url, action, line }) => ({ url, problem: `the form in line ${line} sends to ${action}` }));
      return told(open, `${count(forms.length, 'form')} are sent over https`);
    }),
});
