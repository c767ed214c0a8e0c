import { check, page } from '../../model/check.ts';
import probes from '../../facts/exposure/probes.ts';
import { curlOf, judgeHits } from '../../facts/exposure/reading/hits.ts';

export default check({
  title: 'Every back office asks for a login',
  failingTitle: 'A back office opens without a login',
  requirements: ['EDGE-8', 'OWASP-1'],
  stage: 'edge',
  target: 'host',
  severity: 'blocker',
  impact: 'security',
  why: 'Anybody who finds the address can read and change orders, customers and jobs.',
  sources: [
    page(
      'OWASP API5: broken function level authorization',
      'https://owasp.org/API-Security/editions/2023/en/0xa5-broken-function-level-authorization/',
    ),
  ],
  needs: { probes },
  fix: 'Put a login in front of every page of it today; a hard to guess address is none.',
  effortMinutes: 60,
  reproduce: curlOf('/admin'),
  judge: ({ probes: seen }) => judgeHits(seen, ['admin']),
});
