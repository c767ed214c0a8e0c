import type { Profile } from '../model/profile.ts';
import { notNow } from './data/not-now.ts';

/** Founder-led shop, launch to first customers. */
export default {
  name: 'ecommerce',
  title: 'Founder-led shop',
  from: 'launch',
  to: 'first customers',
  api: { p95GoodMs: 500, p95FailingMs: 1000 },
  hotRoutes: ['product listing', 'product detail', 'cart summary', 'login', 'order creation'],
  page: {
    lcpMs: null,
    lighthouseMobile: 80,
    serverMs: null,
    meaningfulMs: null,
    cls: 0.1,
    payloadBytes: null,
  },
  uptime: {
    checks: ['homepage', 'checkout or order flow', 'login or account', 'core API'],
    intervalSeconds: 60,
    regions: [],
    minRegions: 1,
  },
  alert: {
    withinSeconds: 300,
    afterFailures: 2,
    channels: ['email', 'chat', 'sms'],
    p95Ms: null,
    bySeverity: true,
  },
  availability: null,
  mail: { deliveredWithinSeconds: null, needsBounceHandling: false, needsFallback: true },
  rollback: { level: 'rehearsed', limitSeconds: 600 },
  journeys: ['homepage', 'product', 'cart', 'checkout'],
  redirects: { maxHops: 1, rule: 'one hop at most' },
  notNow,
} satisfies Profile;
