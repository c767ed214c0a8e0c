import { z } from 'zod';
import { severities } from '../../model/check.ts';
import { factToken } from '../../model/fact.ts';

const problem = z.object({
  rule: z.string(),
  title: z.string(),
  severity: z.enum(severities),
  /** A sentence without the value itself. */
  text: z.string(),
  fix: z.string(),
  path: z.string(),
  line: z.number(),
  count: z.number(),
});

const schema = z.object({
  /** None were given: nothing was asked of the logs. */
  files: z.array(z.object({ path: z.string(), lines: z.number(), bytes: z.number() })),
  /** Lines of requests or with a level, and those of them that carry a request id. */
  telling: z.number(),
  withRequestId: z.number(),
  problems: z.array(problem),
  notLookedAt: z.array(z.string()),
});

export type LogsReview = z.infer<typeof schema>;
export type FoundInLogs = z.infer<typeof problem>;

export default factToken<LogsReview>({
  id: 'logs/review',
  target: 'site',
  about:
    'What the product’s own log files tell: leaks, repeated errors, failed logins, time-outs, request ids',
  schema,
});
