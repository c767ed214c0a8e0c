import { check, page } from '../../model/check.ts';
import logs from '../../facts/logs/review.ts';
import { judgeByRule } from '../../facts/logs/reading/by-rule.ts';

export default check({
  title: 'Lines of requests carry a request id',
  failingTitle: 'Lines carry no request id: what one customer saw cannot be put together',
  requirements: ['AUD-8', 'MON-8'],
  stage: 'monitoring',
  target: 'site',
  severity: 'medium',
  impact: 'operability',
  why: 'Without an id the lines of one failed checkout cannot be found among those of everybody else, so it takes hours instead of minutes.',
  sources: [page('W3C Trace Context', 'https://www.w3.org/TR/trace-context/')],
  needs: { logs },
  fix: 'Take X-Request-Id (or make one) per request and bind it to the logger; nginx: add $request_id to log_format.',
  effortMinutes: 60,
  reproduce: () => String.raw`grep -vcE "req(uest)?[-_]?id|trace[-_]?id" app.log`,
  judge: ({ logs: seen }) => judgeByRule(seen, 'logs/request-id', 'a request id on the lines that need one'),
});
