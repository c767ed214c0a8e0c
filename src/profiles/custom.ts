import type { Profile } from '../model/profile.ts';
import { notNow } from './data/not-now.ts';

/** For everything else: the strictest value any other profile asks for (kept so by profiles.test.ts). Routes and journeys are the
 * ones every product has; the rest is declared in the manifest. */
export default {
  name: 'custom',
  title: 'Custom product',
  from: 'any stage',
  to: 'safe to sell on',
  api: { p95GoodMs: 300, p95FailingMs: 500 },
  hotRoutes: ['homepage', 'signup', 'login', 'checkout'],
  page: {
    lcpMs: 2500,
    lighthouseMobile: 80,
    serverMs: 2000,
    meaningfulMs: 2000,
    cls: 0.1,
    payloadBytes: 800000,
  },
  uptime: {
    checks: [
      'homepage',
      'signup',
      'login',
      'API health',
      'checkout',
      'webhook receiver',
      'mail flow',
      'key subdomains',
      'transactional flows',
    ],
    intervalSeconds: 60,
    regions: ['us', 'eu'],
    minRegions: 2,
  },
  alert: {
    withinSeconds: 300,
    afterFailures: 2,
    channels: ['email', 'chat', 'sms'],
    p95Ms: 500,
    bySeverity: true,
  },
  availability: 0.995,
  mail: { deliveredWithinSeconds: 60, needsBounceHandling: true, needsFallback: true },
  rollback: { level: 'rehearsed', limitSeconds: 600 },
  journeys: ['homepage', 'signup', 'login', 'checkout', 'password reset'],
  redirects: { maxHops: 1, rule: 'one hop at most, old links kept, one canonical URL per page' },
  notNow,
} satisfies Profile;
