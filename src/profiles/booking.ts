import type { Profile } from '../model/profile.ts';
import { notNow } from './data/not-now.ts';

/** Coach and consultant marketplace, idea to prototype. */
export default {
  name: 'booking',
  title: 'Coach and consultant marketplace',
  from: 'idea',
  to: 'prototype',
  api: { p95GoodMs: 300, p95FailingMs: 500 },
  hotRoutes: ['search', 'booking lookup', 'profile fetch'],
  page: {
    lcpMs: null,
    lighthouseMobile: null,
    serverMs: 2000,
    meaningfulMs: null,
    cls: 0.1,
    payloadBytes: null,
  },
  uptime: {
    checks: ['homepage', 'login', 'API health', 'transactional flows'],
    intervalSeconds: 60,
    regions: [],
    minRegions: 1,
  },
  alert: {
    withinSeconds: 300,
    afterFailures: 2,
    channels: ['email', 'chat'],
    p95Ms: 500,
    bySeverity: false,
  },
  availability: null,
  mail: { deliveredWithinSeconds: null, needsBounceHandling: true, needsFallback: false },
  rollback: { level: 'notes', limitSeconds: null },
  journeys: ['homepage', 'signup', 'login', 'booking to confirmation', 'mail sends'],
  redirects: { maxHops: 2, rule: 'short chains, no loops' },
  notNow,
} satisfies Profile;
