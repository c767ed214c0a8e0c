import { check, page } from '../../model/check.ts';
import probes from '../../facts/exposure/probes.ts';
import { curlOf, judgeHits } from '../../facts/exposure/reading/hits.ts';

export default check({
  title: 'No backup or database dump is handed out',
  failingTitle: 'Anybody can download a backup of the product',
  requirements: ['EDGE-8'],
  stage: 'secrets',
  target: 'host',
  severity: 'blocker',
  impact: 'trust',
  why: 'Every customer’s data, or the whole source, leaves with one download; that has to be reported to the authorities.',
  sources: [
    page(
      'OWASP WSTG: old backup and unreferenced files',
      'https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/02-Configuration_and_Deployment_Management_Testing/04-Review_Old_Backup_and_Unreferenced_Files_for_Sensitive_Information',
    ),
  ],
  needs: { probes },
  fix: 'Move backups out of the served folder, check the access log for downloads, and replace the secrets in them.',
  effortMinutes: 30,
  reproduce: curlOf('/backup.sql'),
  judge: ({ probes: seen }) => judgeHits(seen, ['backup']),
});
