import { check, page, rfc } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { headerPolicies } from '../../facts/pages/reading/csp.ts';
import {
  curlFields,
  isSensitive,
  onPages,
  problemsOf,
  told,
  valuesOf,
} from '../../facts/pages/reading/pages.ts';
import { frameRule } from '../../protocols/http/policies/frame-options.ts';

export default check({
  title: 'Foreign sites cannot put the pages into a frame',
  failingTitle: 'Foreign sites can put pages into a frame and steal clicks',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'A login or payment button under an invisible frame is pressed by people who think they do something else.',
  sources: [
    page('CSP3: frame-ancestors', 'https://www.w3.org/TR/CSP3/#directive-frame-ancestors'),
    rfc(7034, '2.1'),
  ],
  needs: { crawl },
  fix: "Send Content-Security-Policy: frame-ancestors 'none' (or 'self'), and X-Frame-Options: DENY for old browsers.",
  effortMinutes: 15,
  reproduce: curlFields('x-frame-options|content-security-policy'),
  judge: ({ crawl: seen }, { manifest }) =>
    onPages(seen, (pages) => {
      const open = pages.filter((each) => {
        const rule = frameRule(headerPolicies(each), valuesOf(each, 'x-frame-options'));
        return rule !== 'via-csp' && rule !== 'deny-or-sameorigin';
      });
      const sensitive = open.filter((each) => isSensitive(each, manifest));
      const shown = sensitive.length > 0 ? sensitive : open;
      const problems = problemsOf(shown, (each) => {
        const value = valuesOf(each, 'x-frame-options')[0];
        return value === undefined ? 'anybody may frame it' : `X-Frame-Options: ${value} is not understood`;
      });
      return told(
        problems,
        'no page can be framed by others',
        sensitive.length > 0 ? {} : { severity: 'low' },
      );
    }),
});
