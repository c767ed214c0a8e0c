import { check, page } from '../../model/check.ts';
import probes from '../../facts/exposure/probes.ts';
import { curlOf, judgeHits } from '../../facts/exposure/reading/hits.ts';

export default check({
  title: 'No version control folder is handed out',
  failingTitle: 'Anybody can download the source code with its history',
  requirements: ['EDGE-8'],
  stage: 'secrets',
  target: 'host',
  severity: 'blocker',
  impact: 'security',
  why: 'The whole source with its history, and every secret that was ever in it, can be downloaded.',
  sources: [
    page(
      'OWASP WSTG: old backup and unreferenced files',
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information',
    ),
  ],
  needs: { probes },
  fix: 'Deploy without the repository folder, deny paths that begin with a dot, and treat every secret of the history as leaked.',
  effortMinutes: 30,
  reproduce: curlOf('/.git/HEAD'),
  judge: ({ probes: seen }) => judgeHits(seen, ['repository']),
});
