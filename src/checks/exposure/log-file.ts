import { check, page } from '../../model/check.ts';
import probes from '../../facts/exposure/probes.ts';
import { curlOf, judgeHits } from '../../facts/exposure/reading/hits.ts';

export default check({
  title: 'No log file is handed out',
  failingTitle: 'Anybody can read a log of the application',
  requirements: ['EDGE-8'],
  stage: 'edge',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'Logs name users, paths, tokens and the errors an attacker looks for.',
  sources: [
    page('OWASP: security misconfiguration', 'https://owasp.org/Top10/A05_2021-Security_Misconfiguration/'),
  ],
  needs: { probes },
  fix: 'Write logs outside the served folder and deny `*.log` at the web server.',
  effortMinutes: 15,
  reproduce: curlOf('/storage/logs/laravel.log'),
  judge: ({ probes: seen }) => judgeHits(seen, ['log']),
});
