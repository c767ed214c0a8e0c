import { expect, test } from 'vitest';
import fc from 'fast-check';
import { hasEnding } from './ending.ts';
import { networkOf, specialUse } from './networks-of.ts';
import {
  isProxied,
  providers,
  recogniseAddress,
  recogniseExchanger,
  recogniseHost,
  recogniseNameServer,
} from './recognise.ts';
import { textPurpose } from './text-purpose.ts';

test.each([
  ['an alias tells', ['x.netlify.app'], ['9.9.9.9'], 'Netlify'],
  ['the last alias that tells wins', ['shop.cdn.cloudflare.net', 'shop.fly.dev'], [], 'Fly.io'],
  ['a numbered alias target', ['cname.vercel-dns-017.com'], [], 'Vercel'],
  ['storage is not just Amazon', ['b.s3-website.eu-central-1.amazonaws.com'], [], 'AWS S3'],
  ['a load balancer', ['lb-1.eu-west-1.elb.amazonaws.com'], [], 'AWS load balancer'],
  ['an address tells', [], ['185.199.108.153'], 'GitHub Pages'],
  ['an IPv6 address tells', [], ['2606:4700::6810:1'], 'Cloudflare'],
  ['the narrower range wins', [], ['192.0.78.12'], 'WordPress.com'],
  ['nobody we know', ['x.shop.example'], ['9.9.9.9'], null],
])('%s', (...[, aliases, addresses, expected]) => {
  expect(recogniseHost({ aliases, addresses })?.provider.name ?? null).toBe(expected);
});

test('headers and reverse names tell where names and addresses do not', () => {
  const bare = { aliases: [], addresses: ['9.9.9.9'] };
  expect(recogniseHost({ ...bare, headers: [['x-nf-request-id', '01']] })?.by).toBe('header x-nf-request-id');
  expect(recogniseHost({ ...bare, headers: [['server', 'Vercel']] })?.provider.id).toBe('vercel');
  const reverseNames = ['static.1.2.clients.your-server.de'];
  expect(recogniseHost({ ...bare, reverseNames })?.provider.id).toBe('hetzner');
});

test.each([
  ['ada.ns.cloudflare.com', 'cloudflare'],
  ['ns-12.awsdns-34.co.uk', 'route53'],
  ['ns1.shop.example', undefined],
])('the name server %s belongs to %s', (name, id) => {
  expect(recogniseNameServer(name)?.id).toBe(id);
});

test.each([
  ['aspmx.l.google.com', 'google-workspace'],
  ['shop-example.mail.protection.outlook.com', 'microsoft-365'],
  ['mx.shop.example', undefined],
])('the mail server %s belongs to %s', (name, id) => {
  expect(recogniseExchanger(name)?.id).toBe(id);
});

test.each([
  ['behind Cloudflare', ['104.16.1.1'], true],
  ['straight at Hetzner', ['88.99.1.1'], false],
  ['cannot be told', ['9.9.9.9'], null],
])('%s', (_story, addresses, expected) => {
  expect(isProxied({ aliases: [], addresses })).toBe(expected);
});

test('every provider has an id of its own, a month and a way to be recognised', () => {
  expect(new Set(providers.map((each) => each.id)).size).toBe(providers.length);
  expect(providers.every((each) => /^20\d\d-(0[1-9]|1[0-2])$/.test(each.asOf))).toBe(true);
  const signs = providers.map((each) =>
    [each.aliases, each.addresses, each.nameServers, each.exchangers, each.headers, each.reverseNames].flat(),
  );
  expect(signs.every((list) => list.some((sign) => sign !== undefined))).toBe(true);
  const addresses = providers.flatMap((each) => each.addresses ?? []);
  const own = addresses.filter((each) => recogniseAddress(each.split('/')[0] ?? '') === null);
  expect(own).toEqual([]);
});

test.each([
  ['a.b.example', 'b.example', true],
  ['b.example', 'b.example', true],
  ['ab.example', 'b.example', false],
  ['x.s3-eu-west-1.amazonaws.com', 's3-*.amazonaws.com', true],
  ['x.s3.amazonaws.com', 's3-*.amazonaws.com', false],
  ['example', 'b.example', false],
])('%s in %s: %s', (name, pattern, expected) => {
  expect(hasEnding(name, pattern)).toBe(expected);
});

test('addresses nobody can reach', () => {
  expect(specialUse('10.1.2.3')).toBe('private use address (10.0.0.0/8)');
  expect(specialUse('fd00::1')).toBe('unique local address (fc00::/7)');
  expect(specialUse('9.9.9.9')).toBe(null);
  expect(networkOf('185.10.10.1')).toBe(networkOf('185.10.10.200'));
  expect(networkOf('185.10.10.1')).not.toBe(networkOf('185.10.11.1'));
  expect(networkOf('2a01:4f8:1::1')).toBe(networkOf('2a01:4f8:1:ffff::2'));
});

test('texts are explained', () => {
  expect(textPurpose('v=spf1 -all')).toBe('lists the servers that may send mail for the domain (SPF)');
  expect(textPurpose('some-verification=1')).toBe('looks like a proof of ownership for some service');
  expect(textPurpose('hello')).toBe('has no purpose we recognise');
});

test('nothing a name server says can make recognition throw', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), fc.string(), (aliases, addresses, header) => {
      recogniseHost({ aliases, addresses, headers: [[header, header]], reverseNames: aliases });
      isProxied({ aliases, addresses });
      textPurpose(header);
    }),
    { seed: 20261122, numRuns: 300 },
  );
});
