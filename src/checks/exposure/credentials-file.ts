import { check, page } from '../../model/check.ts';
import probes from '../../facts/exposure/probes.ts';
import { curlOf, judgeHits } from '../../facts/exposure/reading/hits.ts';

export default check({
  title: 'No file with keys or logins is handed out',
  failingTitle: 'Anybody can read a file with keys or logins',
  requirements: ['EDGE-8', 'DEP-1'],
  stage: 'secrets',
  target: 'host',
  severity: 'blocker',
  impact: 'security',
  why: 'Keys in it open servers, registries and databases to whoever asks for the file.',
  sources: [
    page(
      'OWASP WSTG: old backup and unreferenced files',
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information',
    ),
  ],
  needs: { probes },
  fix: 'Remove the file from the served folder and replace every key and password in it today.',
  effortMinutes: 45,
  reproduce: curlOf('/wp-config.php.bak'),
  judge: ({ probes: seen }) => judgeHits(seen, ['credentials']),
});
