// A shop that runs the official client for Node: DSN and release from its environment.
import * as Sentry from '@sentry/node';

Sentry.init({
  dsn: process.env.DSN,
  release: process.env.RELEASE,
  environment: 'production',
  tracesSampleRate: 1,
  enableLogs: true,
});

class PaymentError extends Error {
  name = 'PaymentError';
}
function charge(order) {
  throw new PaymentError(`card declined for order ${order}`, {
    cause: new TypeError(`no token for ${order}`),
  });
}

Sentry.setUser({ id: 'u-1', email: 'jane@shop.example' });
for (const order of [1187, 1188]) {
  try {
    charge(order);
  } catch (error) {
    Sentry.captureException(error);
  }
}
Sentry.captureMessage('payment webhook of stripe failed: signature mismatch', 'error');
const id = Sentry.captureCheckIn(
  { monitorSlug: 'nightly-payout', status: 'in_progress' },
  { schedule: { type: 'interval', value: 1, unit: 'hour' }, checkinMargin: 5, maxRuntime: 30 },
);
Sentry.captureCheckIn({ checkInId: id, monitorSlug: 'nightly-payout', status: 'ok' });
Sentry.captureFeedback({ name: 'Jane', email: 'jane@shop.example', message: 'checkout froze' });
await Sentry.startSpan(
  {
    name: 'POST /api/signup',
    op: 'http.server',
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/api/signup',
      'http.response.status_code': 200,
    },
  },
  async () => {},
);
Sentry.logger.error('order export failed for jane@shop.example');
process.exitCode = (await Sentry.flush(20_000)) ? 0 : 1;
