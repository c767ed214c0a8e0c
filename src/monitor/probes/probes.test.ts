import { describe, expect, test } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import type { Beat, JourneyOutcome, MailArrival } from '../../model/monitor.ts';
import type { Result } from '../../model/outside.ts';
import { failure, ok } from '../../model/outside.ts';
import { probeOnce, said } from '../../../test/conformance/monitor-probing.ts';
import { start } from '../../../test/conformance/monitor-simulation.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import dns from './dns.ts';
import domain from './domain.ts';
import heartbeat from './heartbeat.ts';
import journey from './journey.ts';
import mail from './mail.ts';
import tcp from './tcp.ts';
import tls from './tls.ts';

const zones = {
  'shop.example': { NS: ['ns1.host.example', 'ns2.host.example'], A: ['192.0.2.10'] },
  'www.shop.example': { A: ['192.0.2.10', '192.0.2.11'] },
  'ns1.host.example': { A: ['192.0.2.53'] },
  'ns2.host.example': { A: ['192.0.2.54'] },
};

describe('a record and its servers', () => {
  const values = ['192.0.2.11', '192.0.2.10'];
  test.each([
    ['as declared, in any order', {}, 'up'],
    [
      'a server is silent',
      { failures: { '192.0.2.54': 'timed-out' } },
      'degraded dns dns-server: 1 of 2 name servers fail: ns2.host.example does not answer',
    ],
    [
      'a server refuses',
      { failures: { '192.0.2.54': 'REFUSED' } },
      'degraded dns dns-server: 1 of 2 name servers fail: ns2.host.example answers REFUSED',
    ],
    [
      'the servers disagree',
      { servers: { '192.0.2.54': { ...zones, 'www.shop.example': { A: ['203.0.113.9'] } } } },
      'down dns dns-disagree: ns1.host.example says 192.0.2.10, 192.0.2.11, ns2.host.example says 203.0.113.9',
    ],
    [
      'no server answers',
      { failures: { 'www.shop.example': 'dns-failure' } },
      'down dns dns-failure: www.shop.example A: dns-failure',
    ],
  ] as const)('%s', async (_story, options, expected) => {
    const world = { dns: fakeDns(zones, options) };
    expect(said(await probeOnce(dns, { target: 'www.shop.example', options: { values } }, world))).toBe(
      expected,
    );
  });
  test.each([
    [
      'other records',
      'www.shop.example',
      { values: ['192.0.2.1'] },
      'down dns dns-unexpected: www.shop.example A is 192.0.2.10, 192.0.2.11, declared is 192.0.2.1',
    ],
    [
      'no records',
      'www.shop.example',
      { type: 'MX' },
      'down dns dns-missing: www.shop.example has no MX record any more',
    ],
    ['no name', 'gone.shop.example', {}, 'down dns dns-nxdomain: gone.shop.example does not exist any more'],
  ] as const)('%s', async (...row) => {
    const [, target, options, expected] = row;
    expect(said(await probeOnce(dns, { target, options: { ...options } }, { dns: fakeDns(zones) }))).toBe(
      expected,
    );
  });
});

describe('the registry', () => {
  const answers = (body: object, status = 200) => ({
    env: { LAUNCH_READY_RDAP: 'https://rdap.example/' },
    http: { 'https://rdap.example/domain/shop.example': { status, body: JSON.stringify(body) } },
  });
  const ends = (date: string, more: object = {}): object => ({
    objectClassName: 'domain',
    events: [{ eventAction: 'expiration', eventDate: date }],
    nameservers: [{ ldhName: 'ns1.host.example' }],
    ...more,
  });
  test.each([
    ['a year to go', ends('2027-11-22T00:00:00Z'), 'up'],
    [
      'a month to go',
      ends('2026-12-22T00:00:00Z'),
      'degraded dns domain-expiring: The domain ends in 30 days, on 2026-12-22',
    ],
    [
      'a week to go',
      ends('2026-11-29T00:00:00Z'),
      'down dns domain-expiring: The domain ends in 7 days, on 2026-11-29',
    ],
    ['gone', ends('2026-11-01T00:00:00Z'), 'down dns domain-expiring: The domain ended on 2026-11-01'],
    [
      'on hold',
      ends('2027-11-22T00:00:00Z', { status: ['server hold'] }),
      'down dns domain-hold: The registry says "server hold"',
    ],
    [
      'silent about the end',
      { objectClassName: 'domain' },
      'unknown - registry-silent: The registry does not publish the end of the registration',
    ],
  ])('%s', async (_story, body, expected) => {
    expect(said(await probeOnce(domain, { target: 'www.shop.example' }, answers(body)))).toBe(expected);
  });
  test('another delegation than declared', async () => {
    const options = { nameServers: ['ns9.host.example'] };
    const world = answers(ends('2027-11-22T00:00:00Z'));
    expect(said(await probeOnce(domain, { target: 'shop.example', options }, world))).toBe(
      'down dns domain-delegation: The registry names ns1.host.example as name servers',
    );
  });
  test('a registry that fails is unknown, an unknown domain is lost', async () => {
    expect(said(await probeOnce(domain, { target: 'shop.example' }, answers({}, 500)))).toBe(
      'unknown - registry-silent: The registry answered 500',
    );
    expect(said(await probeOnce(domain, { target: 'shop.example' }, answers({}, 404)))).toBe(
      'down dns domain-unregistered: The registry does not know shop.example',
    );
  });
});

describe('a port', () => {
  const world = { sockets: { '192.0.2.25:25': { greeting: '220 mx ready\r\n' } } };
  test.each([
    ['answers', '192.0.2.25:25', {}, 'up'],
    ['says what it should', '192.0.2.25:25', { expect: '220 ' }, 'up'],
    [
      'says something else',
      '192.0.2.25:25',
      { expect: 'SSH' },
      'down content text-missing: The server says "220 mx ready" instead of "SSH"',
    ],
    ['is closed', '192.0.2.25:26', {}, 'down connect connect-refused: Nothing listens at 192.0.2.25:26'],
    ['is none', 'nonsense', {}, 'unknown - target: The target is no host:port'],
  ])('%s', async (...row) => {
    const [, target, options, expected] = row;
    const sample = await probeOnce(tcp, { target, options }, world);
    expect(said(sample)).toBe(expected);
    expect(sample.outside.sockets.openConnections()).toBe(0);
  });
});

describe('a job', () => {
  const beat = (minutesAgo: number, kind: Beat['kind'] = 'success', detail: string | null = null): Beat => ({
    at: unixMs(start - minutesAgo * 60_000),
    kind,
    detail,
  });
  test.each([
    ['on time', beat(30), 'up'],
    ['late, within its grace', beat(65), 'up'],
    [
      'silent',
      beat(90),
      'down heartbeat heartbeat-missing: Nothing heard for 90 min; the job reports every 60 min',
    ],
    [
      'failed',
      beat(1, 'fail', 'disk full'),
      'down heartbeat heartbeat-failed: The job reported a failure: disk full',
    ],
    [
      'began and never ended',
      beat(20, 'start'),
      'down heartbeat heartbeat-overrun: The job began 20 min ago and has not finished',
    ],
    ['never heard of', null, 'unknown - never-seen: The job has never reported yet'],
  ])('%s', async (_story, last, expected) => {
    const options = { everySeconds: 3600, maxRunSeconds: 600 };
    const context = { beats: { last: async () => last } };
    expect(said(await probeOnce(heartbeat, { target: 'backup', options }, { context }))).toBe(expected);
  });
  test('nobody collects beats', async () => {
    expect((await probeOnce(heartbeat, { options: { everySeconds: 60 } })).outcome).toBe('unknown');
  });
});

describe('a journey', () => {
  const good: JourneyOutcome = {
    isGood: true,
    tookMs: 900,
    failedStep: null,
    code: null,
    message: '',
    evidence: [],
  };
  test.each([
    ['works', good, null, 'up'],
    ['is slow', good, 500, 'degraded journey slow: 900 ms, slower than 500 ms'],
    [
      'breaks',
      { ...good, isGood: false, failedStep: 'pay', code: 'http-500', message: 'The server answered 500' },
      null,
      'down journey http-500: Step "pay": The server answered 500',
    ],
    [
      'cannot be walked: no word about the product',
      { ...good, isGood: false, couldNotRun: true, code: 'no-browser', message: 'No Chromium is installed' },
      null,
      'unknown - no-browser: It could not be walked from here: No Chromium is installed',
    ],
  ] as const)('%s', async (...row) => {
    const [, outcome, slowMs, expected] = row;
    const context = { journeys: { run: async () => outcome } };
    expect(said(await probeOnce(journey, { target: 'buy', slowMs }, { context }))).toBe(expected);
  });
  test('without a runner it is unknown', async () => {
    expect(said(await probeOnce(journey, { target: 'buy' }))).toBe(
      'unknown - no-runner: Journeys are not run here',
    );
  });
});

describe('a mail', () => {
  const arrives = (arrival: Result<MailArrival | null>) => ({
    context: {
      mailFlow: { send: async () => ok({ token: 't' }), wait: async () => arrival },
    },
  });
  const inbox: MailArrival = { folder: 'INBOX', failedAuthentication: [] };
  test.each([
    ['arrives', ok(inbox), 'up'],
    [
      'arrives as junk',
      ok({ ...inbox, folder: 'Junk E-mail' }),
      'degraded mail mail-junk: The mail arrived in Junk E-mail',
    ],
    [
      'is not authenticated',
      ok({ ...inbox, failedAuthentication: ['dkim', 'dmarc'] }),
      'down mail mail-authentication: The receiver says dkim and dmarc failed',
    ],
    ['is lost', ok(null), 'down mail mail-lost: The mail did not arrive within 6 s'],
    [
      'cannot be looked for',
      failure<MailArrival>('refused', 'closed'),
      'unknown - inbox: The inbox cannot be read: closed',
    ],
  ])('%s', async (_story, arrival, expected) => {
    expect(said(await probeOnce(mail, { target: 'welcome' }, arrives(arrival)))).toBe(expected);
  });
  test('is refused', async () => {
    const context = {
      mailFlow: {
        send: async () => failure<{ token: string }>('refused', '550 no'),
        wait: async () => ok(null),
      },
    };
    expect(said(await probeOnce(mail, { target: 'welcome' }, { context }))).toBe(
      'down mail mail-refused: The mail was not accepted: 550 no',
    );
  });
});

describe('a certificate', () => {
  const look = async (handshake: Record<string, unknown>) =>
    said(await probeOnce(tls, { target: '192.0.2.1' }, { tls: { '*': handshake } }));
  test('one that is accepted', async () => {
    expect(await look({})).toBe('up');
  });
  test('one that is refused', async () => {
    expect(await look({ isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' })).toBe(
      'down tls tls-expired: Browsers refuse the certificate (CERT_HAS_EXPIRED).',
    );
  });
  test('nobody answers', async () => {
    expect(await look({ error: 'refused' })).toBe(
      'down connect connect-refused: TLS handshake with 192.0.2.1: refused',
    );
  });
});
