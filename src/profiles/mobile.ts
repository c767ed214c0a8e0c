import type { Profile } from '../model/profile.ts';
import { notNow } from './data/not-now.ts';

/** Mobile-first app, prototype to demo. */
export default {
  name: 'mobile',
  title: 'Mobile-first app',
  from: 'prototype',
  to: 'demo',
  api: { p95GoodMs: 300, p95FailingMs: null },
  hotRoutes: ['search', 'listings feed', 'checkout', 'booking creation', 'message threads'],
  page: {
    lcpMs: 2500,
    lighthouseMobile: 80,
    serverMs: null,
    meaningfulMs: null,
    cls: 0.1,
    // 4G at 1.6 Mbit/s (Lighthouse's slow 4G) moves 800 kB in four seconds.
    payloadBytes: 800000,
  },
  uptime: {
    checks: ['homepage', 'auth', 'API health', 'mail flow'],
    intervalSeconds: 60,
    regions: ['us', 'eu'],
    minRegions: 2,
  },
  alert: {
    withinSeconds: 300,
    afterFailures: 2,
    channels: ['email'],
    p95Ms: null,
    bySeverity: false,
  },
  availability: null,
  mail: { deliveredWithinSeconds: null, needsBounceHandling: false, needsFallback: true },
  rollback: { level: 'scripted', limitSeconds: null },
  journeys: ['signup', 'login', 'listing fetch', 'booking creation', 'payment initiation', 'password reset'],
  redirects: { maxHops: 2, rule: 'one canonical URL per page' },
  notNow,
} satisfies Profile;
