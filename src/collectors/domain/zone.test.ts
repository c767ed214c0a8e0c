import { expect, test } from 'vitest';
import {
  collect,
  factOf,
  known,
  seenServers,
  unknownInput,
  www,
  zones,
} from '../../../test/fixtures/domain-collecting.ts';
import { zone } from '../../../test/fixtures/domain-facts.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import delegation from './delegation.ts';
import dnssec from './dnssec.ts';
import misplaced from './misplaced.ts';
import recordTargets from './record-targets.ts';
import servers from './servers.ts';
import subdomains from './subdomains.ts';
import transfer from './transfer.ts';
import wildcard from './wildcard.ts';

test('the delegation is read at the parent', async () => {
  const value = await known(delegation);
  expect(value).toMatchObject({
    parent: 'example',
    nameServers: ['ns1.shop.example', 'ns2.elsewhere.example'],
    ds: [],
    isMissing: false,
  });
  expect(value.asked).toEqual(['a.nic.example (193.0.0.1)']);
});

test('a silent parent makes the delegation unknown', async () => {
  const fact = await collect(delegation, { dns: { failures: { '193.0.0.1': 'timed-out' } } });
  expect(fact).toMatchObject({ state: 'unknown', reason: 'no server of example answered' });
});

test('every server is asked everything, those only the zone names too', async () => {
  const only = { ...(await known(delegation)), nameServers: [`ns1.${zone}`] };
  const value = await known(servers, { inputs: { delegation: factOf(only) } });
  expect(value.names.map(({ name, isAtParent, isInZone }) => [name, isAtParent, isInZone])).toEqual([
    [`ns1.${zone}`, true, true],
    ['ns2.elsewhere.example', false, true],
  ]);
  expect(Object.keys(value.servers[0]?.answers ?? {}).toSorted()).toEqual([
    'A',
    'AAAA',
    'CAA',
    'CNAME',
    'MX',
    'NS',
    'SOA',
    'TXT',
  ]);
});

test('a dead server is recorded as silent, the other one as it is', async () => {
  const value = await known(servers, {
    inputs: { delegation: unknownInput },
    dns: { failures: { '91.20.20.2': 'timed-out' } },
  });
  expect(value.servers.map(({ address, answers }) => [address, answers['SOA']?.state])).toEqual([
    ['185.10.10.1', 'answered'],
    ['91.20.20.2', 'silent'],
  ]);
});

test('a zone without name servers is unknown', async () => {
  const fact = await collect(servers, { inputs: { delegation: unknownInput }, zones: {} });
  expect(fact).toMatchObject({ state: 'unknown', reason: 'shop.example has no name servers we could find' });
});

test('a refused transfer is closed, a silent server is not known to be', async () => {
  const inputs = { servers: await seenServers() };
  const refusing = await known(transfer, { inputs, dns: { failures: { [`${zone} AXFR`]: 'REFUSED' } } });
  expect(refusing.servers.map((each) => each.isOpen)).toEqual([false, false]);
  const silent = await known(transfer, { inputs, dns: { failures: { [`${zone} AXFR`]: 'timed-out' } } });
  expect(silent.servers.map((each) => each.isOpen)).toEqual([null, null]);
});

test('an open transfer is kept', async () => {
  const held = { [zone]: { SOA: ['a. b. 1 2 3 4 5'], AXFR: ['x'] } };
  const soaFirst = fakeDns(held);
  const record = { name: zone, ttlSeconds: 1, value: 'x' };
  const dns = {
    ...soaFirst,
    exchange: async (server: string, question: { readonly name: string; readonly type: string }) => {
      const result = await soaFirst.exchange(server, question);
      if (!result.ok || question.type !== 'AXFR') return result;
      const answers = ['SOA', 'A', 'SOA'].map((type) => ({ ...record, type }));
      return { ok: true as const, value: { ...result.value, message: { ...result.value.message, answers } } };
    },
  };
  const value = await known(transfer, { inputs: { servers: await seenServers() }, outside: { dns } });
  expect(value.servers[0]).toMatchObject({ isOpen: true, records: 3 });
});

test('a made-up name is asked for', async () => {
  expect(await known(wildcard)).toMatchObject({ rcode: 'NXDOMAIN', addresses: [], texts: [] });
  const wild = await known(wildcard, { zones: { ...zones, [`*.${zone}`]: { A: ['185.1.1.1'] } } });
  expect(wild.addresses).toEqual(['185.1.1.1']);
  const fact = await collect(wildcard, {
    zones: {},
    outside: {
      dns: {
        ...fakeDns({}),
        resolve: async () => ({ ok: false, error: { kind: 'timed-out', message: 'no answer' } }),
      },
    },
  });
  expect(fact.state).toBe('unknown');
});

test('mail and name server names are followed to their end', async () => {
  const { targets } = await known(recordTargets, { inputs: { servers: await seenServers() } });
  const gone = targets.find((each) => each.name === 'mx.gone-mail.example');
  expect(gone).toMatchObject({
    type: 'MX',
    rcode: 'NXDOMAIN',
    registrable: 'gone-mail.example',
    isRegistrableTaken: false,
  });
  expect(targets.find((each) => each.name === `mail.${zone}`)).toMatchObject({ addresses: ['185.7.7.7'] });
});

test('well-known names are asked for, a wildcard does not fool us', async () => {
  const inputs = { transfer: unknownInput, wildcard: factOf(await known(wildcard)) };
  const value = await known(subdomains, { inputs });
  expect(value.names.map((each) => [each.name, each.isDangling])).toEqual([
    [`mail.${zone}`, false],
    [`old.${zone}`, true],
    [`staging.${zone}`, false],
  ]);
  const discovered = subdomains.yields.discovers?.(value) ?? [];
  expect(discovered.map((each) => each.name)).toEqual([`old.${zone}`, `staging.${zone}`]);
  const wild = { ...zones, [`*.${zone}`]: { A: ['185.1.1.1'] } };
  const madeUp = factOf(await known(wildcard, { zones: wild }));
  const same = await known(subdomains, { zones: wild, inputs: { transfer: unknownInput, wildcard: madeUp } });
  expect(same.names.length).toBe(3);
});

test('a name saved with the domain twice is found', async () => {
  const inputs = { transfer: unknownInput, wildcard: factOf(await known(wildcard)) };
  const value = await known(misplaced, { inputs });
  expect(value.doubled.map((each) => [each.name, each.type])).toEqual([[`${www}.${zone}`, 'A']]);
  expect(value.texts.map((each) => each.texts)).toEqual([['v=spf1 -all']]);
});

test('keys are asked for with signatures, at every server', async () => {
  const value = await known(dnssec, { inputs: { servers: await seenServers(), delegation: unknownInput } });
  expect(value.ds).toBe(null);
  expect(value.servers.map((each) => [each.dnskey, each.soa?.length, each.denial?.length])).toEqual([
    [[], 1, 1],
    [[], 1, 1],
  ]);
});
