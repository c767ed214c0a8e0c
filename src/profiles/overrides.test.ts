import { describe, expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import { overridablePaths } from './data/overridable.ts';
import { allProfiles, profileByName } from './load.ts';
import { applyOverrides } from './overrides.ts';

const ecommerce = profileByName('ecommerce');

const valuePaths = (value: Json, prefix = ''): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, child]) =>
        valuePaths(child, prefix === '' ? key : `${prefix}.${key}`),
      )
    : [prefix];

describe('a manifest replaces values of its profile', () => {
  test('every value can be replaced but its name, its titles and the not-now list', () => {
    const fixed = ['name', 'title', 'from', 'to', 'notNow'];
    for (const profile of allProfiles) {
      const all = valuePaths(JSON.parse(JSON.stringify(profile)) as Json);
      expect(all.filter((path) => !fixed.includes(path)).toSorted()).toEqual(
        Object.keys(overridablePaths).toSorted(),
      );
    }
  });

  test('numbers, units, lists, texts, truth values and nothing at all', () => {
    const { profile, problems } = applyOverrides(ecommerce, {
      'redirects.maxHops': 2,
      'api.p95GoodMs': '0.4s',
      'rollback.limitSeconds': '15m',
      'page.payloadBytes': '500 kB',
      'alert.channels': 'email, chat',
      'alert.bySeverity': false,
      'rollback.level': 'tested',
      'api.p95FailingMs': null,
      journeys: 'homepage',
    });
    expect(problems).toEqual([]);
    expect(profile).toEqual({
      ...ecommerce,
      api: { p95GoodMs: 400, p95FailingMs: null },
      page: { ...ecommerce.page, payloadBytes: 500_000 },
      alert: { ...ecommerce.alert, channels: ['email', 'chat'], bySeverity: false },
      rollback: { level: 'tested', limitSeconds: 900 },
      journeys: ['homepage'],
      redirects: { ...ecommerce.redirects, maxHops: 2 },
    });
  });

  test.each([
    ['redirects.maxHop', 2, 'is not a value of a profile. Did you mean redirects.maxHops?'],
    ['maxHops', 2, 'is not a value of a profile. Did you mean redirects.maxHops?'],
    ['api.speed', 2, 'is not a value of a profile. Use api.p95GoodMs or api.p95FailingMs.'],
    ['__proto__', 2, expect.stringContaining('is not a value of a profile.')],
    ['redirects.maxHops', 'two', 'needs a number.'],
    ['redirects.maxHops', 99, '99 is outside 0 to 10.'],
    ['redirects.maxHops', null, 'cannot be empty.'],
    ['api.p95GoodMs', 'fast', 'needs milliseconds or a length of time like 300ms or 2s.'],
    ['alert.bySeverity', 'yes', 'needs true or false.'],
    ['alert.channels', 'email, pigeon', '"pigeon" does not exist. Use email, chat or sms.'],
    ['rollback.level', 'hope', '"hope" does not exist. Use path, notes, scripted, tested or rehearsed.'],
    ['journeys', 3, 'needs a list.'],
  ])('%s: %s changes nothing and is reported', (path, value, text) => {
    const result = applyOverrides(ecommerce, Object.fromEntries([[path, value]]));
    expect(result.profile).toBe(ecommerce);
    expect(result.problems.map((problem) => problem.text)).toEqual([text]);
  });
});
