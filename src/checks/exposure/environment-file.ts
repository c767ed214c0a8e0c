import { check, page } from '../../model/check.ts';
import probes from '../../facts/exposure/probes.ts';
import { curlOf, judgeHits } from '../../facts/exposure/reading/hits.ts';

export default check({
  title: 'No environment file is handed out',
  failingTitle: 'Anybody can read the environment file with its passwords',
  requirements: ['EDGE-8', 'DEP-1'],
  stage: 'secrets',
  target: 'host',
  severity: 'blocker',
  impact: 'security',
  why: 'Whoever reads it has your database, your mail and your payment account.',
  sources: [
    page(
      'OWASP WSTG: old backup and unreferenced files',
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information',
    ),
  ],
  needs: { probes },
  fix: 'Delete the file from the served folder, deny dotfiles at the web server, and replace every secret in it today.',
  effortMinutes: 30,
  reproduce: curlOf('/.env'),
  judge: ({ probes: seen }) => judgeHits(seen, ['environment']),
});
