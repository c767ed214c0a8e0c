import { check, page } from '../../model/check.ts';
import probes from '../../facts/exposure/probes.ts';
import { curlOf, judgeHits } from '../../facts/exposure/reading/hits.ts';

export default check({
  title: 'No folder lists its files',
  failingTitle: 'A folder lists its files to everybody',
  requirements: ['EDGE-8'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'File names nobody was told lead to invoices, exports and old versions.',
  sources: [
    page('OWASP: security misconfiguration', 'https://owasp.org/Top10/A05_2021-Security_Misconfiguration/'),
  ],
  needs: { probes },
  fix: 'Switch off directory lists (`autoindex off` in nginx, `Options -Indexes` in Apache).',
  effortMinutes: 10,
  reproduce: curlOf('/uploads/'),
  judge: ({ probes: seen }) => judgeHits(seen, ['listing']),
});
