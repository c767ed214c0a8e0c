import { check, notApplicable, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { curlFields, onPages, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';
import { openerPolicy } from '../../protocols/http/policies/cross-origin.ts';

export default check({
  title: 'Log-in and payment windows can talk back to the page',
  failingTitle: 'A log-in or payment window cannot talk back to the page',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'With Cross-Origin-Opener-Policy: same-origin the window of a payment or log-in provider loses the page that opened it.',
  sources: [
    page(
      'HTML: Cross-Origin-Opener-Policy',
      'https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies',
    ),
  ],
  needs: { crawl },
  fix: 'Use Cross-Origin-Opener-Policy: same-origin-allow-popups on pages that open such windows, and walk the journey once.',
  effortMinutes: 20,
  reproduce: curlFields('cross-origin-opener-policy'),
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const opening = pages.filter((each) => popupScript(each) !== undefined);
      if (opening.length === 0) return notApplicable('no page loads a script known to open such windows');
      const problems = problemsOf(opening, (each) =>
        openerPolicy(valuesOf(each, 'cross-origin-opener-policy')) === 'same-origin'
          ? `same-origin cuts off the windows of ${popupScript(each) ?? ''}`
          : null,
      );
      return told(problems, 'windows of others may talk back');
    }),
});

/** Scripts whose documented flow is a window that answers its opener. */
const providers = [
  'accounts.google.com',
  'apis.google.com',
  'appleid.cdn-apple.com',
  'www.paypal.com',
  'connect.facebook.net',
  'checkout.stripe.com',
  'www.gstatic.com/firebasejs',
];

const popupScript = ({ scripts }: CrawledPage): string | undefined =>
  providers.find((provider) => scripts.some(({ src }) => src?.includes(`//${provider}`) === true));
