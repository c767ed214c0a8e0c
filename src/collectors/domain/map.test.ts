import { expect, test } from 'vitest';
import {
  addresses,
  manifest,
  manifestHost,
  now,
  rr,
  server,
  servers,
  zone,
} from '../../../test/fixtures/domain-facts.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import { fakeOutside } from '../../outside/fake/outside.ts';
import { target } from '../../model/target.ts';
import waitlist from '../../profiles/waitlist.ts';
import { ownershipRows } from '../../protocols/hosting/ownership.ts';
import certificateNames from './certificate-names.ts';
import map from './map.ts';

const knownFact = (value: unknown) =>
  ({ state: 'known', value, source: 'test', collectedAt: now, tookMs: 1 }) as const;
const missing = { state: 'unknown', reason: 'nobody looked', remedy: 'look' } as const;
const context = (inputs: object, dns = fakeDns({})) => ({
  target: target('site', zone),
  inputs: inputs as never,
  manifest: manifest({
    hosts: [manifestHost(zone, { purpose: 'shop front' })],
    accounts: [{ id: 'r', service: 'Tide', owner: 'tom', billingOwner: null, hasTwoFactor: null, url: null }],
  }),
  profile: waitlist,
  outside: fakeOutside({ dns }),
  signal: new AbortController().signal,
  consent: { isActiveAllowed: false },
});
const about = (name: string, value: unknown) => ({ target: target('host', name), fact: knownFact(value) });

test('each record gets an owner, a provider and a sentence', async () => {
  const records = [rr(zone, 'MX', '10 aspmx.l.google.com.'), rr(zone, 'TXT', 'v=spf1 -all')];
  const fact = await map.collect(
    context({
      servers: knownFact(servers([server({ name: 'ada.ns.cloudflare.com', records })])),
      registration: knownFact({
        domain: zone,
        isRegistered: true,
        registrar: { name: 'Tide Inc.', ianaId: null },
        expiresAt: '2027-01-01T00:00:00.000Z',
        statuses: ['client transfer prohibited'],
      }),
      misplaced: missing,
      addresses: [about(zone, addresses({ ipv4: ['104.16.1.1'], ipv6: [] }))],
      reverse: [],
    }),
  );
  const rows = ownershipRows({ facts: [{ id: 'domain/map', target: target('site', zone), fact }] });
  expect(
    rows.map(({ type, provider, owner, purpose, isProxied, text }) => [
      type,
      provider,
      owner,
      purpose,
      isProxied,
      text,
    ]),
  ).toEqual([
    [
      'registration',
      'Tide Inc.',
      'tom',
      null,
      null,
      'The domain is rented at Tide Inc., paid until 2027-01-01, locked against transfer.',
    ],
    [
      'NS',
      'Cloudflare',
      null,
      null,
      null,
      'Cloudflare answers all questions about the domain; records are changed there.',
    ],
    [
      'A',
      'Cloudflare',
      'ines',
      'shop front',
      true,
      `Visitors of ${zone} reach Cloudflare (delivery network and DNS). The origin behind it does not show in DNS.`,
    ],
    ['MX', 'Google Workspace', null, null, null, `Mail to ${zone} goes to Google Workspace.`],
    ['TXT', null, null, null, null, 'This text lists the servers that may send mail for the domain (SPF).'],
  ]);
});

test('nothing known is an empty map, not an error', async () => {
  const fact = await map.collect(
    context({ servers: missing, registration: missing, misplaced: missing, addresses: [], reverse: [] }),
  );
  expect(fact).toMatchObject({ state: 'known', value: { rows: [] } });
  expect(
    ownershipRows({ facts: [{ id: 'domain/map', target: target('site', zone), fact: missing }] }),
  ).toEqual([]);
});

test('names in certificates that nobody looked at are looked up', async () => {
  const leaf = { names: { dns: [zone, `admin.${zone}`, `*.${zone}`, 'stranger.test', `dead.${zone}`] } };
  const endpoints = [about(zone, { chains: [{ certificates: [leaf] }] })];
  const dns = fakeDns({ [`admin.${zone}`]: { A: ['185.1.1.1'] } });
  const fact = await certificateNames.collect(context({ endpoints }, dns));
  expect(fact).toMatchObject({
    state: 'known',
    value: {
      names: [
        { name: `admin.${zone}`, seenAt: zone, origin: 'certificate', isResolving: true },
        { name: `dead.${zone}`, seenAt: zone, origin: 'certificate', isResolving: false },
      ],
    },
  });
});
