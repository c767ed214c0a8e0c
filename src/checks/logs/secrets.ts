import { check, page } from '../../model/check.ts';
import logs from '../../facts/logs/review.ts';
import { judgeByRule } from '../../facts/logs/reading/by-rule.ts';

export default check({
  title: 'The logs hold no secrets',
  failingTitle: 'A secret is written to the log: everybody who can read logs can use it',
  requirements: ['AUD-8', 'MON-8'],
  stage: 'monitoring',
  target: 'site',
  severity: 'high',
  impact: 'security',
  why: 'Logs are copied to more places than any database: tools, tickets, laptops. A key in them is a key given away.',
  sources: [
    page(
      'OWASP Logging Cheat Sheet: data to exclude',
      'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude',
    ),
  ],
  needs: { logs },
  fix: 'Replace the secret at its issuer, then stop it in the logger with the rule beside each place.',
  effortMinutes: 30,
  reproduce: () => String.raw`grep -nE "sk_live_|ghp_|AKIA|eyJ[A-Za-z0-9_-]+\." app.log`,
  judge: ({ logs: seen }) => judgeByRule(seen, 'logs/secret', 'no secret'),
});
