import { check, page } from '../../model/check.ts';
import probes from '../../facts/exposure/probes.ts';
import { curlOf, judgeHits } from '../../facts/exposure/reading/hits.ts';

export default check({
  title: 'No debug or status page is open',
  failingTitle: 'A page made for developers is open to everybody',
  requirements: ['EDGE-8'],
  stage: 'edge',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'It shows configuration, memory or requests of other visitors, some even run commands.',
  sources: [
    page('OWASP: security misconfiguration', 'https://owasp.org/Top10/A05_2021-Security_Misconfiguration/'),
  ],
  needs: { probes },
  fix: 'Switch the page off in production, or let it answer only from inside or behind a login.',
  effortMinutes: 20,
  reproduce: curlOf('/actuator'),
  judge: ({ probes: seen }) => judgeHits(seen, ['debug']),
});
