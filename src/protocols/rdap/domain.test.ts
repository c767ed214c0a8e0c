import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { bootstrapPublished, rdapBases } from './data/bootstrap.ts';
import { rdapBaseOf, rdapDomainUrl } from './bootstrap.ts';
import { parseRdapDomain } from './domain.ts';

const answer = {
  objectClassName: 'domain',
  ldhName: 'SHOP.Example.',
  status: ['clientTransferProhibited', 'active', 7],
  events: [
    { eventAction: 'registration', eventDate: '2020-01-01T00:00:00Z' },
    { eventAction: 'expiration', eventDate: '2027-01-01T02:00:00+02:00' },
    { eventAction: 'last changed', eventDate: 'not a date' },
  ],
  entities: [
    { roles: ['registrant'], vcardArray: ['vcard', [['fn', {}, 'text', 'Ines Private']]] },
    {
      roles: ['registrar'],
      handle: '292',
      publicIds: [{ type: 'IANA Registrar ID', identifier: 292 }],
      vcardArray: [
        'vcard',
        [
          ['version', {}, 'text', '4.0'],
          ['fn', {}, 'text', 'Tide Inc.'],
        ],
      ],
    },
  ],
  nameservers: [{ ldhName: 'NS2.Shop.Example' }, { ldhName: 'ns1.shop.example.' }, 'odd'],
  secureDNS: { delegationSigned: true },
};

test('a registry answer is read, the holder is not', () => {
  const parsed = parseRdapDomain(answer);
  expect(parsed).toEqual({
    domain: 'shop.example',
    registrar: { name: 'Tide Inc.', ianaId: '292' },
    statuses: ['active', 'client transfer prohibited'],
    registeredAt: '2020-01-01T00:00:00.000Z',
    expiresAt: '2027-01-01T00:00:00.000Z',
    changedAt: null,
    nameServers: ['ns1.shop.example', 'ns2.shop.example'],
    isDelegationSigned: true,
  });
  expect(JSON.stringify(parsed)).not.toContain('Ines');
});

test.each([
  ['a bare object', { objectClassName: 'domain' }, true],
  ['an error object', { errorCode: 404 }, false],
  ['another class of object', { objectClassName: 'entity', handle: 'X' }, false],
  ['a name server', { objectClassName: 'nameserver', ldhName: 'ns1.shop.example' }, false],
  ['no object', 'hello', false],
  ['nothing', null, false],
])('%s', (_story, input, isRead) => {
  expect(parseRdapDomain(input) !== null).toBe(isRead);
});

test('no answer makes the reader throw', () => {
  const parts = fc.record(
    {
      objectClassName: fc.constantFrom('domain', 'entity'),
      ldhName: fc.anything(),
      status: fc.anything(),
      events: fc.array(
        fc.record({ eventAction: fc.constantFrom('expiration', 'x'), eventDate: fc.string() }),
      ),
      entities: fc.array(fc.record({ roles: fc.anything(), vcardArray: fc.anything() })),
      nameservers: fc.anything(),
      secureDNS: fc.anything(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(parts, fc.anything()), (input) => {
      parseRdapDomain(input);
    }),
    { seed: 20261122, numRuns: 500 },
  );
});

test.each([
  ['shop.com', 'https://rdap.verisign.com/com/v1/'],
  ['shop.net', 'https://rdap.verisign.com/net/v1/'],
  ['shop.org', 'https://rdap.publicinterestregistry.org/rdap/'],
  ['shop.co.uk', 'https://rdap.nominet.uk/uk/'],
  ['shop.dev', 'https://www.registry.google/rdap/'],
  ['shop.nowhere', null],
])('%s is asked at %s', (domain, base) => {
  expect(rdapBaseOf(domain)).toBe(base);
});

test('addresses are made by the standard, and only web addresses', () => {
  expect(rdapDomainUrl('https://rdap.example/base', 'shop.example')).toBe(
    'https://rdap.example/base/domain/shop.example',
  );
  expect(rdapDomainUrl('file:///etc/', 'shop.example')).toBe(null);
});

const registry = new URL('../../../../shared/data/rdap/iana-bootstrap-dns.json', import.meta.url);

test.skipIf(!existsSync(registry))(
  'the compiled table gives an address of the registry for every domain in it',
  () => {
    const published = JSON.parse(readFileSync(registry, 'utf8')) as {
      readonly publication: string;
      readonly services: readonly (readonly [readonly string[], readonly string[]])[];
    };
    const wrong = published.services.flatMap(([tlds, urls]) =>
      tlds.filter((tld) => !urls.includes(rdapBaseOf(`x.${tld}`) ?? '')),
    );
    expect(wrong).toEqual([]);
    expect(published.publication.startsWith(bootstrapPublished)).toBe(true);
    expect(rdapBases.flatMap(([, list]) => list.split(' ')).length).toBe(
      published.services.flatMap(([tlds]) => tlds).length,
    );
  },
);
