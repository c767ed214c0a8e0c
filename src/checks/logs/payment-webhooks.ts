import { check, page } from '../../model/check.ts';
import logs from '../../facts/logs/review.ts';
import { judgeByRule } from '../../facts/logs/reading/by-rule.ts';

export default check({
  title: 'Payment webhooks are taken',
  failingTitle: 'A payment webhook failed: an order may be paid and not delivered',
  requirements: ['AUD-8', 'MON-8'],
  stage: 'monitoring',
  target: 'site',
  severity: 'high',
  impact: 'revenue',
  why: 'The customer has paid and the product does not know: the order is not sent and the complaint comes first.',
  sources: [page('Stripe: webhooks, best practices', 'https://docs.stripe.com/webhooks#best-practices')],
  needs: { logs },
  fix: 'Replay the events from the payment provider, and alert on this line.',
  effortMinutes: 30,
  reproduce: () => String.raw`grep -inE "webhook.*(fail|error|invalid)" app.log`,
  judge: ({ logs: seen }) => judgeByRule(seen, 'logs/payment-webhook', 'no failed payment webhook'),
});
