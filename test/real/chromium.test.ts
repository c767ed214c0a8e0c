import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { BrowserVisit } from '../../src/model/outside-browser.ts';
import type { Outside, Result } from '../../src/model/outside.ts';
import { createWorld, type World } from '../../src/world/world.ts';

const isInstalled = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some(
  existsSync,
);
const limits = { timeoutMs: 20_000 };
const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

/** EDGE-4, PERF-4 and DEP-9 stand on this door. */
describe.skipIf(!isInstalled)(
  isInstalled ? 'Chromium on the demo internet' : 'Chromium (skipped: none installed)',
  () => {
    let world: World;
    let outside: Outside & AsyncDisposable;
    const open = async (device: 'phone' | 'desktop' = 'phone'): Promise<BrowserVisit> =>
      value(await outside.browser.visit({ device }));

    beforeAll(async () => {
      world = await createWorld();
      outside = await openRealOutside({
        hintsText: world.rootHints,
        extraCaPem: [world.caPem],
        maps: world.maps,
      });
    });
    afterAll(async () => {
      await outside[Symbol.asyncDispose]();
      await world.close();
    });

    test('a visitor lands where redirects end, over names and certificates of the demo internet', async () => {
      await using visit = await open();
      expect(value(await visit.goto(`http://www.${world.domain}/`, limits))).toEqual({
        url: `https://${world.domain}/`,
        status: 200,
      });
      expect(value(await visit.place()).title).toMatch(/^Harbor Market/);
      expect(value(await visit.isVisible('text=New this week'))).toBe(true);
      const { exchanges, errors, isCut } = visit.log();
      expect(exchanges.map(({ status }) => status)).toEqual(expect.arrayContaining([301, 200]));
      expect(exchanges.every(({ failure, endMs }) => failure === null && endMs !== null)).toBe(true);
      expect({ errors, isCut }).toEqual({ errors: [], isCut: false });
    });

    test('fields are filled and buttons pressed, visitors share nothing', async () => {
      await using first = await open('desktop');
      await using second = await open('desktop');
      value(await first.goto(`https://${world.domain}/`, limits));
      value(await first.act({ kind: 'fill', selector: 'input[name="q"]', value: 'lamp' }, limits));
      expect(value(await first.text('input[name="q"]', limits))).toBe('lamp');
      value(await first.act({ kind: 'press', key: 'Enter' }, limits));
      await expect.poll(async () => value(await first.place()).url).toContain('q=lamp');
      value(await first.evaluate('document.cookie = "mine=1; Secure"', limits));
      value(await second.goto(`https://${world.domain}/`, limits));
      expect(value(await second.evaluate('document.cookie', limits))).not.toContain('mine');
    });

    test.each([
      ['cloud metadata', () => 'http://169.254.169.254/latest/', 'refused by an address map'],
      ['loopback', () => 'http://127.0.0.1:8080/', 'refused by an address map'],
      ['a name nobody has', () => `https://nobody.${world.domain}/`, 'has no AAAA or A record'],
    ])('%s is not reached, and the reason is told', async (_what, url, reason) => {
      await using visit = await open();
      const result = await visit.goto(url(), limits);
      expect(result.ok ? 'reached' : result.error.message).toContain(reason);
    });

    test('a page that never answers a question is given up', async () => {
      await using visit = await open();
      const result = await visit.evaluate('new Promise(() => undefined)', { timeoutMs: 100 });
      expect(result).toMatchObject({ ok: false, error: { kind: 'timed-out' } });
    });
  },
);
