import { check, page } from '../../model/check.ts';
import logs from '../../facts/logs/review.ts';
import { judgeByRule } from '../../facts/logs/reading/by-rule.ts';

export default check({
  title: 'No error comes again and again',
  failingTitle:
    'The same error comes again and again: either something is broken, or the one that matters is not seen',
  requirements: ['AUD-8', 'MON-8'],
  stage: 'monitoring',
  target: 'site',
  severity: 'medium',
  impact: 'operability',
  why: 'Errors everybody has got used to hide the one that loses orders.',
  sources: [
    page(
      'OWASP Logging Cheat Sheet: which events to log',
      'https://cheatsheetseries.owasp.org/cheatsheets/Logging_Cheat_Sheet.html#which-events-to-log',
    ),
  ],
  needs: { logs },
  fix: 'Solve it, or log it once with a count when it is expected.',
  effortMinutes: 60,
  reproduce: () =>
    String.raw`grep -i error app.log | sed -E "s/[0-9]+/N/g" | sort | uniq -c | sort -rn | head`,
  judge: ({ logs: seen }) => judgeByRule(seen, 'logs/repeated-error', 'no error that repeats'),
});
