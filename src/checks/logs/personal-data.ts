import { check, page } from '../../model/check.ts';
import logs from '../../facts/logs/review.ts';
import { judgeByRule } from '../../facts/logs/reading/by-rule.ts';

export default check({
  title: 'The logs hold no personal data',
  failingTitle: 'Personal data is written to the log: it is kept, copied and leaked with it',
  requirements: ['AUD-8', 'MON-8'],
  stage: 'monitoring',
  target: 'site',
  severity: 'medium',
  impact: 'trust',
  why: 'What is in a log is not deleted when a customer asks for it, and a leaked log is a breach to report.',
  sources: [
    page(
      'OWASP Logging Cheat Sheet: data to exclude',
      'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#data-to-exclude',
    ),
  ],
  needs: { logs },
  fix: 'Log an id in place of the value; the rule beside each place stops it in the logger.',
  effortMinutes: 30,
  reproduce: () => String.raw`grep -nE "[[:alnum:]._-]+@[[:alnum:]-]+\.[a-z]{2,}" app.log`,
  judge: ({ logs: seen }) =>
    judgeByRule(seen, 'logs/personal-data', 'no card, IBAN, mail address or phone number'),
});
