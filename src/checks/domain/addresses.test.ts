import { expect, test } from 'vitest';
import {
  addresses,
  manifest,
  manifestHost,
  say,
  zone,
  type Case,
  type AnyCheck,
} from '../../../test/fixtures/domain-facts.ts';
import type { ManifestHost } from '../../model/manifest.ts';
import hostOrigin from './host-origin.ts';
import ipv6Presence from './ipv6-presence.ts';
import ipv6Reachability from './ipv6-reachability.ts';
import privateAddress from './private-address.ts';
import proxyState from './proxy-state.ts';
import severalServices from './several-services.ts';

const www = `www.${zone}`;
const declared = (over: Partial<ManifestHost> = {}) => manifest({ hosts: [manifestHost(www, over)] });

type Row = readonly [story: string, check: AnyCheck, given: Case, expected: string];

const at = (over: object = {}, host: Partial<ManifestHost> = {}): Case => ({
  facts: { 'domain/addresses': addresses(over) },
  manifest: declared(host),
});
const alias = (name: string, target: string) => ({ name, target, ttlSeconds: 300 });
const attempt = (address: string, over: object = {}) => ({
  address,
  family: address.includes(':') ? 6 : 4,
  port: 443,
  isOpen: true,
  error: null,
  isOurs: false,
  status: null,
  ...over,
});
const closed = { isOpen: false, error: 'timed-out' };
const reach = (...attempts: readonly object[]): Case => ({
  facts: { 'domain/reach': { host: www, attempts } },
});

const rows: readonly Row[] = [
  [
    'the declared origin',
    hostOrigin,
    at({}, { origins: ['185.20.30.40', '2a01:04f8::0040'] }),
    'pass: 185.20.30.40, 2a01:4f8::40, as declared',
  ],
  [
    'an alias to the declared origin',
    hostOrigin,
    at({ chain: [alias(www, 'shop.fly.dev')] }, { origins: ['shop.fly.dev'] }),
    'pass: the alias leads to shop.fly.dev',
  ],
  [
    'another origin',
    hostOrigin,
    at({}, { origins: ['185.99.99.99'] }),
    'fail blocker: 185.20.30.40, 2a01:4f8::40 is not among the declared origins',
  ],
  [
    'one of two addresses is a stray',
    hostOrigin,
    at({}, { origins: ['185.20.30.40'] }),
    'fail high: 2a01:4f8::40 is not among the declared origins',
  ],
  ['no origin declared', hostOrigin, at(), 'n/a: no origin is declared for this host'],
  [
    'declared behind a proxy, and is',
    proxyState,
    at({ ipv4: ['104.16.1.1'], ipv6: [] }, { isProxied: true }),
    'pass: behind Cloudflare',
  ],
  [
    'declared behind a proxy, and is not',
    proxyState,
    at({}, { isProxied: true }),
    'fail high: it leads straight to 185.20.30.40 (Hetzner)',
  ],
  [
    'declared direct, but proxied',
    proxyState,
    at({ ipv4: ['104.16.1.1'] }, { isProxied: false }),
    'fail low: it is declared as direct but passes through Cloudflare',
  ],
  [
    'nothing declared about a proxy',
    proxyState,
    at(),
    'n/a: the manifest does not say whether a proxy is wanted',
  ],
  [
    'IPv6 works',
    ipv6Reachability,
    reach(attempt('185.20.30.40'), attempt('2a01:4f8::40')),
    'pass: 1 IPv6 addresses answer',
  ],
  [
    'IPv6 is dead',
    ipv6Reachability,
    reach(attempt('185.20.30.40'), attempt('2a01:4f8::40', closed)),
    'fail high: 2a01:4f8::40 does not answer (timed-out), IPv4 does',
  ],
  [
    'IPv6 shows an error page',
    ipv6Reachability,
    reach(attempt('185.20.30.40', { status: 200 }), attempt('2a01:4f8::40', { status: 404 })),
    'fail high: over IPv6 the answer is 404, over IPv4 200',
  ],
  [
    'we have no IPv6',
    ipv6Reachability,
    reach(attempt('185.20.30.40'), attempt('2a01:4f8::40', { ...closed, isOurs: true })),
    'unknown: this machine has no IPv6',
  ],
  [
    'the whole host is down',
    ipv6Reachability,
    reach(attempt('185.20.30.40', closed), attempt('2a01:4f8::40', closed)),
    'n/a: IPv4 does not answer either: the host is down',
  ],
  ['IPv4 only', ipv6Reachability, reach(attempt('185.20.30.40')), 'n/a: no IPv6 address'],
  ['has IPv6', ipv6Presence, at(), 'pass: 2a01:4f8::40'],
  [
    'IPv6 claimed, none there',
    ipv6Presence,
    at({ ipv6: [] }, { hasIpv6: true }),
    'fail medium: 1 IPv4 and 0 IPv6 addresses',
  ],
  [
    'IPv6 not claimed for a side host',
    ipv6Presence,
    at({ ipv6: [] }),
    'n/a: IPv6 is not claimed for this host',
  ],
  [
    'AAAA was not answered',
    ipv6Presence,
    at({ ipv6: [], unanswered: ['AAAA'] }, { hasIpv6: true }),
    'unknown: nobody answered the question for AAAA',
  ],
  [
    'the front door without IPv6',
    ipv6Presence,
    { facts: { 'domain/addresses': addresses({ ipv6: [] }) }, host: zone },
    'fail low: 1 IPv4 and 0 IPv6 addresses',
  ],
  ['public addresses', privateAddress, at(), 'pass: 2 public addresses'],
  [
    'an office address',
    privateAddress,
    at({ ipv4: ['10.20.0.14'] }),
    'fail blocker: 10.20.0.14 is a private use address (10.0.0.0/8)',
  ],
  [
    'an office address on a name nobody listed',
    privateAddress,
    { facts: { 'domain/addresses': addresses({ ipv4: ['10.20.0.14'] }) } },
    'fail medium: 10.20.0.14 is a private use address (10.0.0.0/8)',
  ],
  ['one provider', severalServices, at({ ipv4: ['76.76.21.21'], ipv6: [] }), 'pass: Vercel'],
  [
    'two providers',
    severalServices,
    at({ ipv4: ['76.76.21.21', '75.2.60.5'], ipv6: [] }),
    'fail high: Vercel and Netlify behind one name',
  ],
  [
    'a forgotten IPv6 at the old host',
    severalServices,
    at({ ipv4: ['76.76.21.21'], ipv6: ['2a01:4f8::1'] }),
    'fail high: Vercel and Hetzner behind one name',
  ],
  [
    'a provider and a stranger',
    severalServices,
    at({ ipv4: ['76.76.21.21', '185.20.30.40'], ipv6: [] }),
    'fail medium possible: Vercel and an unknown network behind one name',
  ],
];

test.each(rows)('%s', (...[, check, given, expected]) => {
  expect(say(check, given)).toBe(expected);
});
