import type { Profile } from '../model/profile.ts';
import { notNow } from './data/not-now.ts';

/** Membership community, idea to prototype. */
export default {
  name: 'community',
  title: 'Membership community',
  from: 'idea',
  to: 'prototype',
  api: { p95GoodMs: 300, p95FailingMs: 500 },
  hotRoutes: [
    'signup',
    'login',
    'checkout',
    'community feed',
    'directory search',
    'invite acceptance',
    'checkout callback',
  ],
  page: {
    lcpMs: null,
    lighthouseMobile: null,
    serverMs: null,
    meaningfulMs: 2000,
    cls: 0.1,
    payloadBytes: null,
  },
  uptime: {
    checks: ['homepage', 'login', 'API health', 'checkout', 'webhook receiver'],
    intervalSeconds: 60,
    regions: [],
    minRegions: 2,
  },
  alert: {
    withinSeconds: 300,
    afterFailures: 2,
    channels: ['email'],
    p95Ms: null,
    bySeverity: false,
  },
  availability: 0.995,
  mail: { deliveredWithinSeconds: 60, needsBounceHandling: false, needsFallback: false },
  rollback: { level: 'tested', limitSeconds: null },
  journeys: ['signup', 'login', 'invite acceptance', 'payment callback', 'authenticated page'],
  redirects: { maxHops: 3, rule: 'old links kept' },
  notNow,
} satisfies Profile;
