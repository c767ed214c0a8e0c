import type { Monitor } from '../../model/monitor.ts';
import type { Profile } from '../../model/profile.ts';

/** A time-out and its confirmation still leave an alert within 75 s at a check a minute. */
export const defaultTimeoutMs = 6_000;
export const dayS = 86_400;

/** A monitor with everything that follows from the profile; give what is its own. */
export const blankMonitor = (
  profile: Profile,
  own: Pick<Monitor, 'id' | 'title' | 'kind' | 'target'> & Partial<Monitor>,
): Monitor => ({
  intervalSeconds: Math.min(60, profile.uptime.intervalSeconds),
  timeoutMs: defaultTimeoutMs,
  failuresBeforeAlert: profile.alert.afterFailures,
  goodBeforeRecovery: 2,
  quorum: 0,
  regions: [],
  dependsOn: [],
  severity: 'critical',
  owner: null,
  slowMs: null,
  isPaused: false,
  origin: 'manifest',
  guards: null,
  options: {},
  ...own,
});

/** Ids are made of lower case letters, digits, dots and hyphens. */
export const idOf = (...parts: readonly string[]): string =>
  parts
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 120);
