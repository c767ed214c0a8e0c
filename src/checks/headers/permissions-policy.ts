import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { curlFields, onPages, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';
import { readPermissionsPolicy } from '../../protocols/http/policies/permissions-policy.ts';

export default check({
  title: 'Camera, microphone and position are switched off where they are not used',
  failingTitle: 'Embedded content may ask for camera, microphone or position in your name',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'trust',
  why: 'A third party on the page that asks for the camera asks in your name.',
  sources: [page('Permissions Policy', 'https://www.w3.org/TR/permissions-policy/')],
  needs: { crawl },
  fix: 'Send Permissions-Policy: camera=(), microphone=(), geolocation=().',
  effortMinutes: 10,
  reproduce: curlFields('permissions-policy|feature-policy'),
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const problems = problemsOf(pages, (each) => {
        const values = valuesOf(each, 'permissions-policy');
        if (values.length === 0) return 'no Permissions-Policy';
        return readPermissionsPolicy(values).isValid ? null : 'browsers cannot read the Permissions-Policy';
      });
      return told(problems, 'every page has a Permissions-Policy');
    }),
});
