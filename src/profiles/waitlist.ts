import type { Profile } from '../model/profile.ts';
import { notNow } from './data/not-now.ts';

/** Marketplace waitlist funnel, demo to launch. */
export default {
  name: 'waitlist',
  title: 'Marketplace waitlist funnel',
  from: 'demo',
  to: 'launch',
  api: { p95GoodMs: 300, p95FailingMs: null },
  hotRoutes: ['signup submit', 'invite creation'],
  page: {
    lcpMs: 2500,
    lighthouseMobile: 80,
    serverMs: null,
    meaningfulMs: null,
    cls: 0.1,
    payloadBytes: null,
  },
  uptime: {
    checks: ['homepage', 'signup', 'API health', 'key subdomains'],
    intervalSeconds: 60,
    regions: [],
    minRegions: 1,
  },
  alert: {
    withinSeconds: 300,
    afterFailures: 2,
    channels: ['email'],
    p95Ms: null,
    bySeverity: false,
  },
  availability: null,
  mail: { deliveredWithinSeconds: null, needsBounceHandling: false, needsFallback: false },
  rollback: { level: 'path', limitSeconds: null },
  journeys: ['signup'],
  redirects: { maxHops: 3, rule: 'intentional and tested' },
  notNow,
} satisfies Profile;
