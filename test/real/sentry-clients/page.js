// The page of a shop with the official client for browsers; `DSN` and `RELEASE` are put in by the build.
import * as Sentry from '@sentry/browser';
import { addItem } from './cart.js';

Sentry.init({
  dsn: __DSN__,
  release: __RELEASE__,
  environment: 'production',
  integrations: [Sentry.browserTracingIntegration()],
  tracesSampleRate: 1,
});
document.getElementById('add').addEventListener('click', () => addItem(undefined));
