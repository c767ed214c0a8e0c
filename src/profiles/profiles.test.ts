import { describe, expect, test } from 'vitest';
import { profileNames, type Profile } from '../model/profile.ts';
import { overridablePaths } from './data/overridable.ts';
import { allProfiles, profileByName } from './load.ts';

const others = allProfiles.filter((profile) => profile.name !== 'custom');
const custom = profileByName('custom');

const smallest = (pick: (profile: Profile) => number | null): number | null => {
  const values = others.map(pick).filter((value) => value !== null);
  return values.length === 0 ? null : Math.min(...values);
};
const largest = (pick: (profile: Profile) => number | null): number | null => {
  const values = others.map(pick).filter((value) => value !== null);
  return values.length === 0 ? null : Math.max(...values);
};

describe('the table of PRODUCT.md section 1', () => {
  test('every name has its profile under its own name', () => {
    expect(profileNames.map((name) => profileByName(name).name)).toEqual([...profileNames]);
  });

  test('API p95, good and failing', () => {
    expect(others.map(({ name, api }) => [name, api.p95GoodMs, api.p95FailingMs])).toEqual([
      ['waitlist', 300, null],
      ['community', 300, 500],
      ['booking', 300, 500],
      ['mobile', 300, null],
      ['ecommerce', 500, 1000],
    ]);
  });

  test('availability, delivery, rollback limit, hops and regions', () => {
    expect(
      others.map((p) => [
        p.name,
        p.availability,
        p.mail.deliveredWithinSeconds,
        p.rollback.level,
        p.rollback.limitSeconds,
        p.redirects.maxHops,
        p.uptime.minRegions,
      ]),
    ).toEqual([
      ['waitlist', null, null, 'path', null, 3, 1],
      ['community', 0.995, 60, 'tested', null, 3, 2],
      ['booking', null, null, 'notes', null, 2, 1],
      ['mobile', null, null, 'scripted', null, 2, 2],
      ['ecommerce', null, null, 'rehearsed', 600, 1, 1],
    ]);
  });

  test('everybody checks every minute and alerts within five', () => {
    for (const profile of allProfiles) {
      expect(profile.uptime.intervalSeconds).toBe(60);
      expect(profile.alert.withinSeconds).toBe(300);
      expect(profile.uptime.intervalSeconds * profile.alert.afterFailures).toBeLessThanOrEqual(300);
    }
  });

  test('the ten things not worth building yet all say why not and what they cost', () => {
    expect(custom.notNow.map((item) => item.id)).toEqual([
      'multi-region-active-active',
      'kubernetes',
      'microservices',
      'observability-stack',
      'cache-invalidation',
      'zero-downtime-deploys',
      'full-runbooks',
      'heavy-queues',
      'strict-waf',
      'score-chasing',
    ]);
    for (const { why, cost } of custom.notNow) expect(Math.min(why.length, cost.length)).toBeGreaterThan(40);
  });
});

describe('custom is the strictest of all', () => {
  const lower: readonly [string, (profile: Profile) => number | null][] = [
    ['api.p95GoodMs', (p) => p.api.p95GoodMs],
    ['api.p95FailingMs', (p) => p.api.p95FailingMs],
    ['page.lcpMs', (p) => p.page.lcpMs],
    ['page.serverMs', (p) => p.page.serverMs],
    ['page.meaningfulMs', (p) => p.page.meaningfulMs],
    ['page.cls', (p) => p.page.cls],
    ['page.payloadBytes', (p) => p.page.payloadBytes],
    ['uptime.intervalSeconds', (p) => p.uptime.intervalSeconds],
    ['alert.withinSeconds', (p) => p.alert.withinSeconds],
    ['alert.afterFailures', (p) => p.alert.afterFailures],
    ['alert.p95Ms', (p) => p.alert.p95Ms],
    ['mail.deliveredWithinSeconds', (p) => p.mail.deliveredWithinSeconds],
    ['rollback.limitSeconds', (p) => p.rollback.limitSeconds],
    ['redirects.maxHops', (p) => p.redirects.maxHops],
  ];
  test.each(lower)('%s is the smallest anybody asks for', (_path, pick) => {
    expect(pick(custom)).toBe(smallest(pick));
  });

  const higher: readonly [string, (profile: Profile) => number | null][] = [
    ['page.lighthouseMobile', (p) => p.page.lighthouseMobile],
    ['uptime.minRegions', (p) => p.uptime.minRegions],
    ['availability', (p) => p.availability],
    ['rollback.level', (p) => ['path', 'notes', 'scripted', 'tested', 'rehearsed'].indexOf(p.rollback.level)],
    ['alert.bySeverity', (p) => Number(p.alert.bySeverity)],
    ['mail.needsBounceHandling', (p) => Number(p.mail.needsBounceHandling)],
    ['mail.needsFallback', (p) => Number(p.mail.needsFallback)],
  ];
  test.each(higher)('%s is the largest anybody asks for', (_path, pick) => {
    expect(pick(custom)).toBe(largest(pick));
  });

  test('channels and regions hold everybody else’s', () => {
    for (const profile of others) {
      expect(custom.alert.channels).toEqual(expect.arrayContaining([...profile.alert.channels]));
      expect(custom.uptime.regions).toEqual(expect.arrayContaining([...profile.uptime.regions]));
    }
  });

  test('no value a manifest can replace escapes this comparison or is a plain list or sentence', () => {
    const compared = new Set([...lower, ...higher].map(([path]) => path));
    const left = Object.keys(overridablePaths).filter((path) => !compared.has(path));
    expect(left).toEqual([
      'hotRoutes',
      'uptime.checks',
      'uptime.regions',
      'alert.channels',
      'journeys',
      'redirects.rule',
    ]);
  });
});
