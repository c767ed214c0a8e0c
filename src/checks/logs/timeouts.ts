import { check, page } from '../../model/check.ts';
import logs from '../../facts/logs/review.ts';
import { judgeByRule } from '../../facts/logs/reading/by-rule.ts';

export default check({
  title: 'Nothing the product waits for times out',
  failingTitle: 'Something does not answer in time: visitors wait for it until they leave',
  requirements: ['AUD-8', 'MON-8'],
  stage: 'monitoring',
  target: 'site',
  severity: 'medium',
  impact: 'revenue',
  why: 'A page that waits for a provider that does not answer is a page that does not sell.',
  sources: [page('Node.js: errors, ETIMEDOUT', 'https://nodejs.org/api/errors.html#common-system-errors')],
  needs: { logs },
  fix: 'Find what is waited for, give it a limit shorter than the client\u2019s, and retry or fall back.',
  effortMinutes: 60,
  reproduce: () => String.raw`grep -inE "timed? ?out|deadline exceeded|gateway time" app.log`,
  judge: ({ logs: seen }) => judgeByRule(seen, 'logs/timeout', 'no time-out'),
});
