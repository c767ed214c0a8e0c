import { describe, expect, it } from 'vitest';
import type { JudgeContext } from '../../model/check.ts';
import type { AppLinks } from '../../facts/applinks/files.ts';
import { missing, sampleLinks, silent } from '../../facts/applinks/reading/sample.ts';
import { samplePageContext } from '../../facts/pages/reading/sample.ts';
import { unixMs } from '../../model/brand.ts';
import androidApps from './android-apps.ts';
import androidFile from './android-file.ts';
import appleApps from './apple-apps.ts';
import appleFile from './apple-file.ts';
import canonicalHost from './canonical-host.ts';

const apps = { iosAppIds: ['A1B2C3D4E5.test.shop'], androidPackages: ['test.shop'] };
const none = { iosAppIds: [], androidPackages: [] };
const context = (mobile = apps, name = 'shop.test'): JudgeContext => samplePageContext(name, { mobile });

/** EDGE-11 */
describe('the file for iOS', () => {
  it.each<[string, AppLinks, JudgeContext, string, string]>([
    ['healthy', sampleLinks(), context(), 'pass', 'application/json'],
    [
      'sent as octets, which Apple takes',
      sampleLinks({ mediaType: 'application/octet-stream' }),
      context(),
      'pass',
      'octet',
    ],
    ['gone', sampleLinks(missing), context(), 'fail', 'answers 404'],
    [
      'redirected to www',
      sampleLinks({ status: 301, location: 'https://www.shop.test/x', content: null }),
      context(),
      'fail',
      'does not follow redirects',
    ],
    [
      'the start page instead',
      sampleLinks({ mediaType: 'text/html', content: null }),
      context(),
      'fail',
      'is no JSON',
    ],
    ['too big', sampleLinks({ bodyBytes: 200_000 }), context(), 'fail', '196 KiB, Apple reads 128'],
    [
      'wrong certificate',
      sampleLinks({ isTrusted: false }),
      context(),
      'notApplicable',
      'see tls/certificate-trust',
    ],
    ['no answer', sampleLinks(silent), context(), 'unknown', 'timed out'],
    [
      'nothing promised, nothing there',
      sampleLinks(missing),
      context(none),
      'notApplicable',
      'no iOS app is declared',
    ],
    [
      'nothing promised, every path is the start page',
      sampleLinks({ mediaType: 'text/html', content: null }),
      context(none),
      'notApplicable',
      'no iOS app is declared',
    ],
    [
      'www without the file',
      sampleLinks(missing),
      context(apps, 'www.shop.test'),
      'notApplicable',
      'canonical host',
    ],
  ])('%s', (_story, seen, at, outcome, words) => {
    const verdict = appleFile.judge({ files: seen }, at);
    expect([verdict.outcome, JSON.stringify(verdict)]).toEqual([outcome, expect.stringContaining(words)]);
  });
});

describe('the file for Android', () => {
  it.each<[string, AppLinks, string, string]>([
    ['healthy', sampleLinks(), 'pass', '400 bytes'],
    [
      'sent as text',
      sampleLinks({}, { mediaType: 'text/plain' }),
      'fail',
      'sent as text/plain instead of application/json',
    ],
    ['gone', sampleLinks({}, missing), 'fail', 'answers 404'],
    ['no answer', sampleLinks({}, silent), 'unknown', 'timed out'],
  ])('%s', (_story, seen, outcome, words) => {
    const verdict = androidFile.judge({ files: seen }, context());
    expect([verdict.outcome, JSON.stringify(verdict)]).toEqual([outcome, expect.stringContaining(words)]);
  });
});

describe('the apps in the files', () => {
  it('the declared apps are there', () => {
    expect(appleApps.judge({ files: sampleLinks() }, context()).outcome).toBe('pass');
    expect(androidApps.judge({ files: sampleLinks() }, context()).outcome).toBe('pass');
  });
  it('another app than the declared one', () => {
    const other = { appIds: ['A1B2C3D4E5.test.other'], rules: 1, problems: [] };
    expect(appleApps.judge({ files: sampleLinks({ content: other }) }, context())).toMatchObject({
      outcome: 'fail',
      found: 'A1B2C3D4E5.test.shop is declared and not in the file',
    });
    const android = { packages: [], problems: ['test.shop has no certificate fingerprint'] };
    expect(androidApps.judge({ files: sampleLinks({}, { content: android }) }, context())).toMatchObject({
      outcome: 'fail',
      found: 'test.shop has no certificate fingerprint',
    });
  });
  it('no answer is unknown, no file is told once', () => {
    expect(appleApps.judge({ files: sampleLinks(silent) }, context()).outcome).toBe('unknown');
    expect(androidApps.judge({ files: sampleLinks({}, silent) }, context()).outcome).toBe('unknown');
    expect(appleApps.judge({ files: sampleLinks(missing) }, context()).outcome).toBe('notApplicable');
    expect(androidApps.judge({ files: sampleLinks({}, missing) }, context()).outcome).toBe('notApplicable');
  });
});

describe('the host of the links', () => {
  const factOf = (name: string, value: AppLinks) => ({
    target: { kind: 'host' as const, name },
    fact: { state: 'known' as const, value, source: '', collectedAt: unixMs(0), tookMs: 1 },
  });
  const gone = sampleLinks(missing, missing);
  it.each([
    ['on the canonical host', [factOf('shop.test', sampleLinks()), factOf('www.shop.test', gone)], 'pass'],
    ['on www only', [factOf('shop.test', gone), factOf('www.shop.test', sampleLinks())], 'fail'],
    ['nowhere', [factOf('shop.test', gone)], 'notApplicable'],
    ['nothing known', [], 'notApplicable'],
  ])('%s', (_story, facts, outcome) => {
    expect(canonicalHost.judge({ files: facts, entries: [] }, context(none)).outcome).toBe(outcome);
  });
  it('a host that was not asked says nothing', () => {
    const silentHost = {
      target: { kind: 'host' as const, name: 'www.shop.test' },
      fact: { state: 'unknown' as const, reason: 'r', remedy: 'm' },
    };
    expect(canonicalHost.judge({ files: [silentHost], entries: [] }, context(none)).outcome).toBe(
      'notApplicable',
    );
  });
});
