import { check, page } from '../../model/check.ts';
import logs from '../../facts/logs/review.ts';
import { judgeByRule } from '../../facts/logs/reading/by-rule.ts';

export default check({
  title: 'Logins do not fail in numbers',
  failingTitle: 'Authentication fails again and again: somebody guesses, or a client has an old key',
  requirements: ['AUD-8', 'MON-8'],
  stage: 'monitoring',
  target: 'site',
  severity: 'low',
  impact: 'security',
  why: 'Guessed passwords end in taken-over accounts; a client with an old key is a customer who cannot work.',
  sources: [
    page(
      'OWASP Logging Cheat Sheet: which events to log',
      'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#which-events-to-log',
    ),
  ],
  needs: { logs },
  fix: 'Limit tries per address and account, and see whether it is one sender or a client with an old key.',
  effortMinutes: 45,
  reproduce: () =>
    String.raw`grep -inE "failed password|login failed|invalid credentials|unauthorized" app.log`,
  judge: ({ logs: seen }) => judgeByRule(seen, 'logs/failed-auth', 'no failed authentication'),
});
