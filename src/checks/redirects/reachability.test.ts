import { expect, it } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import type { Fact } from '../../model/fact.ts';
import type { Addresses } from '../../facts/domain/addresses.ts';
import { sampleContext, sampleCut, sampleEntry } from '../../facts/redirects/reading/sample.ts';
import { sampleWalk } from '../../protocols/http/walk-sample.ts';
import { failingEndpoint, hostFact, sampleEndpoint } from '../../protocols/tls/endpoint-sample.ts';
import check from './reachability.ts';

const found = (...ipv4: readonly string[]): Fact<Addresses> => ({
  state: 'known',
  value: { rcode: 'NOERROR', ipv4: [...ipv4], ipv6: [], chain: [], ttlSeconds: 300 },
  source: 'sample',
  collectedAt: unixMs(0),
  tookMs: 1,
});
const silent = sampleEntry({ https: sampleWalk('refused https://shop.test/') });

const nobodyLooked = { state: 'unknown', reason: 'nobody looked', remedy: 'look' } as const;

it.each([
  [failingEndpoint(null, null, 'reset'), 'notApplicable'],
  [failingEndpoint('http', null), 'notApplicable'],
  [failingEndpoint(null, null, 'refused'), 'fail'],
  [sampleEndpoint(), 'fail'],
])('443 ends every connection: told by the tls theme when no handshake succeeds (%#)', (value, outcome) => {
  const entry = sampleEntry({ https: sampleWalk('reset https://shop.test/') });
  const { fact } = hostFact('shop.test', value);
  const verdict = check.judge({ entry, addresses: found('1.1.1.1'), endpoint: fact }, sampleContext());
  expect(verdict.outcome).toBe(outcome);
});

it('only private addresses: the domain theme told it', () => {
  expect(
    check.judge({ entry: silent, addresses: found('10.0.0.7'), endpoint: nobodyLooked }, sampleContext()),
  ).toEqual({
    outcome: 'notApplicable',
    why: 'its addresses are not public, which domain/private-address judges',
  });
});

it('one public address is enough to be judged', () => {
  const verdict = check.judge(
    { entry: silent, addresses: found('10.0.0.7', '1.1.1.1'), endpoint: nobodyLooked },
    sampleContext(),
  );
  expect(verdict.outcome).toBe('fail');
});

it.each([
  {
    story: 'both ports answer',
    facts: { entry: sampleEntry({}) },
    context: undefined,
    expected: { outcome: 'pass', found: '443 and 80 answer' },
  },
  {
    story: '443 refuses',
    facts: { entry: sampleEntry({ https: sampleWalk('refused https://shop.test/') }) },
    context: undefined,
    expected: { outcome: 'fail', found: 'port 443 gives no answer (refused)', severity: 'blocker' },
  },
  {
    story: '443 accepts and says nothing',
    facts: { entry: sampleEntry({ https: sampleWalk('timed-out https://shop.test/') }) },
    context: undefined,
    expected: { outcome: 'fail', found: 'port 443 gives no answer (timed-out)', severity: 'blocker' },
  },
  {
    story: 'the server is out of order',
    facts: { entry: sampleEntry({ https: sampleWalk('503 https://shop.test/') }) },
    context: undefined,
    expected: { outcome: 'fail', found: 'https://shop.test/ answers 503', severity: 'blocker' },
  },
  {
    story: '80 refuses',
    facts: { entry: sampleEntry({ http: sampleWalk('refused http://shop.test/') }) },
    context: undefined,
    expected: { outcome: 'fail', found: 'port 80 gives no answer (refused)', severity: 'high' },
  },
  {
    story: 'an API needs no port 80',
    facts: { entry: sampleEntry({ http: sampleWalk('refused http://api.shop.test/') }) },
    context: sampleContext('api.shop.test'),
    expected: { outcome: 'pass', found: '443 answers, and an API needs no plain HTTP' },
  },
  {
    story: 'a TLS failure is the tls theme’s',
    facts: { entry: sampleEntry({ https: sampleWalk('tls https://shop.test/') }) },
    context: undefined,
    expected: { outcome: 'pass', found: '443 accepts connections and 80 answers' },
  },
  {
    story: 'nobody promised a web server on a host that was merely found',
    facts: {
      entry: sampleEntry({
        http: sampleWalk('refused http://db.shop.test/'),
        https: sampleWalk('refused https://db.shop.test/'),
      }),
    },
    context: sampleContext('db.shop.test'),
    expected: { outcome: 'notApplicable', why: 'nobody promised a web server here, and there is none' },
  },
  {
    story: 'plain HTTP only on a host that was merely found',
    facts: { entry: sampleEntry({ https: sampleWalk('refused https://wiki.shop.test/') }) },
    context: sampleContext('wiki.shop.test'),
    expected: {
      outcome: 'notApplicable',
      why: 'nobody promised HTTPS here; what HSTS does to it is tls/hsts-preload',
    },
  },
  {
    story: 'our own network is cut',
    facts: { entry: sampleCut },
    context: undefined,
    expected: { outcome: 'unknown' },
  },
  {
    story: 'a name without an address is the domain theme’s',
    facts: { entry: { isAsked: false as const, why: 'the name has no address' } },
    context: undefined,
    expected: { outcome: 'notApplicable', why: 'the name has no address' },
  },
])('$story', ({ facts, context, expected }) => {
  const verdict = check.judge(
    { addresses: found('203.0.113.10', '1.1.1.1'), endpoint: nobodyLooked, ...facts },
    context ?? sampleContext(),
  );
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
