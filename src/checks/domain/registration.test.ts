import { expect, test } from 'vitest';
import { delegation, say, zone, type Case, type AnyCheck } from '../../../test/fixtures/domain-facts.ts';
import registrationDnssec from './registration-dnssec.ts';
import registrationExpiry from './registration-expiry.ts';
import registrationHold from './registration-hold.ts';
import registrationLock from './registration-lock.ts';
import registrationNameServers from './registration-name-servers.ts';

type Row = readonly [story: string, check: AnyCheck, given: Case, expected: string];

const registration = (over: object = {}): Case => ({
  facts: {
    'domain/delegation': delegation(),
    'domain/registration': {
      domain: zone,
      url: `https://rdap.example/domain/${zone}`,
      isRegistered: true,
      registrar: { name: 'Tide', ianaId: '1' },
      statuses: ['client transfer prohibited'],
      registeredAt: null,
      expiresAt: '2027-11-22T00:00:00.000Z',
      changedAt: null,
      nameServers: [`ns1.${zone}`, 'ns2.elsewhere.example'],
      isDelegationSigned: false,
      ...over,
    },
  },
});

const rows: readonly Row[] = [
  ['registered for a year', registrationExpiry, registration(), 'pass: 364 days left, until 2027-11-22'],
  [
    'nine days left',
    registrationExpiry,
    registration({ expiresAt: '2026-12-01T12:00:00.000Z' }),
    'fail blocker: 9 days left, until 2026-12-01',
  ],
  [
    '25 days left',
    registrationExpiry,
    registration({ expiresAt: '2026-12-17T12:00:00.000Z' }),
    'fail high: 25 days left, until 2026-12-17',
  ],
  [
    '45 days left',
    registrationExpiry,
    registration({ expiresAt: '2027-01-06T12:00:00.000Z' }),
    'fail medium: 45 days left, until 2027-01-06',
  ],
  [
    'expired',
    registrationExpiry,
    registration({ expiresAt: '2026-11-20T12:00:00.000Z' }),
    'fail blocker: it expired 2 days ago, on 2026-11-20',
  ],
  [
    'in redemption',
    registrationExpiry,
    registration({ statuses: ['redemption period'] }),
    'fail blocker: the registry says "redemption period"',
  ],
  [
    'not registered at all',
    registrationExpiry,
    registration({ isRegistered: false }),
    'fail blocker: the registry does not know shop.example',
  ],
  [
    'the registry hides the date',
    registrationExpiry,
    registration({ expiresAt: null }),
    'unknown: the registry does not publish the expiry date',
  ],
  [
    'somebody else’s domain',
    registrationExpiry,
    registration({ domain: 'other.example' }),
    'n/a: other.example is registered by somebody else',
  ],
  ['locked', registrationLock, registration(), 'pass: client transfer prohibited'],
  [
    'not locked',
    registrationLock,
    registration({ statuses: ['active'] }),
    'fail medium: no transfer lock among: active',
  ],
  ['no hold', registrationHold, registration(), 'pass: client transfer prohibited'],
  [
    'on hold',
    registrationHold,
    registration({ statuses: ['client hold'] }),
    'fail blocker: the registry says "client hold"',
  ],
  [
    'same name servers',
    registrationNameServers,
    registration(),
    'pass: 2 name servers, the same in both places',
  ],
  [
    'other name servers',
    registrationNameServers,
    registration({ nameServers: ['ns1.old.example'] }),
    'fail high: the registration names ns1.old.example, the live delegation ns1.shop.example, ns2.elsewhere.example',
  ],
  ['DNSSEC agrees', registrationDnssec, registration(), 'pass: unsigned in both places'],
  [
    'DNSSEC disagrees',
    registrationDnssec,
    registration({ isDelegationSigned: true }),
    'fail medium: the registration says signed, the parent zone holds 0 DS records',
  ],
];

test.each(rows)('%s', (...[, check, given, expected]) => {
  expect(say(check, given)).toBe(expected);
});
