import { expect, test } from 'vitest';
import { manifest, zone } from '../../../test/fixtures/domain-facts.ts';
import { fakeDns, type FakeDnsOptions, type FakeZones } from '../../outside/fake/dns.ts';
import { fakeOutside, type FakeOutsideOptions } from '../../outside/fake/outside.ts';
import type { CollectContext, Collector } from '../../model/collector.ts';
import type { Fact } from '../../model/fact.ts';
import { target, type TargetKind } from '../../model/target.ts';
import waitlist from '../../profiles/waitlist.ts';
import addresses from './addresses.ts';
import aliasEnd from './alias-end.ts';
import caa from './caa.ts';
import delegation from './delegation.ts';
import dnssec from './dnssec.ts';
import hostAnswers from './host-answers.ts';
import misplaced from './misplaced.ts';
import reach from './reach.ts';
import recordTargets from './record-targets.ts';
import registration from './registration.ts';
import reverseNames from './reverse-names.ts';
import servers from './servers.ts';
import subdomains from './subdomains.ts';
import transfer from './transfer.ts';
import wildcard from './wildcard.ts';

const www = `www.${zone}`;
const zones: FakeZones = {
  '.': { NS: ['a.root.example'] },
  example: { NS: ['a.nic.example'], SOA: ['a.nic.example. x.nic.example. 1 2 3 4 5'] },
  'a.nic.example': { A: ['193.0.0.1'] },
  [zone]: {
    SOA: [`ns1.${zone}. hostmaster.${zone}. 7 7200 900 1209600 300`],
    NS: [`ns1.${zone}`, 'ns2.elsewhere.example'],
    A: ['185.20.30.40'],
    MX: [`10 mail.${zone}`, '20 mx.gone-mail.example'],
    TXT: ['v=spf1 -all'],
    CAA: ['0 issue "letsencrypt.org"'],
  },
  [`ns1.${zone}`]: { A: ['185.10.10.1'] },
  'ns2.elsewhere.example': { A: ['91.20.20.2'], NS: ['x.example'] },
  'elsewhere.example': { NS: ['x.example'] },
  [`mail.${zone}`]: { A: ['185.7.7.7'] },
  [www]: { CNAME: ['shop.github.io'] },
  'shop.github.io': { A: ['185.199.108.153'], AAAA: ['2606:50c0:8000::153'] },
  [`staging.${zone}`]: { A: ['185.8.8.8'] },
  [`old.${zone}`]: { CNAME: ['x.gone.example'] },
  [`${www}.${zone}`]: { A: ['185.1.1.1'] },
  '40.30.20.185.in-addr.arpa': { PTR: ['static.40.clients.your-server.de'] },
};

/** A collector whatever its inputs. */
type AnyCollector<T> = Omit<Collector<T>, 'collect'> & {
  readonly collect: (context: CollectContext<never>) => Promise<Fact<T>>;
};

interface Setting {
  readonly dns?: FakeDnsOptions;
  readonly zones?: FakeZones;
  readonly outside?: FakeOutsideOptions;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly target?: readonly [TargetKind, string];
}

async function collect<T>(collector: AnyCollector<T>, setting: Setting = {}): Promise<Fact<T>> {
  const [kind, name] = setting.target ?? ['zone', zone];
  const outside = fakeOutside({ dns: fakeDns(setting.zones ?? zones, setting.dns), ...setting.outside });
  const fact = await collector.collect({
    target: target(kind, name),
    inputs: (setting.inputs ?? {}) as never,
    manifest: manifest(),
    profile: waitlist,
    outside,
    signal: new AbortController().signal,
    consent: { isActiveAllowed: false },
  });
  if (fact.state === 'known') collector.yields.schema.parse(JSON.parse(JSON.stringify(fact.value)));
  return fact;
}

async function known<T>(collector: AnyCollector<T>, setting?: Setting): Promise<T> {
  const fact = await collect(collector, setting);
  if (fact.state === 'unknown') throw new Error(fact.reason);
  return fact.value;
}
const unknownInput = { state: 'unknown', reason: 'nobody looked', remedy: 'look' };
const factOf = (value: unknown) => ({ state: 'known', value, source: 'test', collectedAt: 0, tookMs: 0 });
const host = (name: string): readonly [TargetKind, string] => ['host', name];
const seenServers = async () => known(servers, { inputs: { delegation: unknownInput } });

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

test('a host is asked at each name server', async () => {
  const value = await known(hostAnswers, {
    target: host(`mail.${zone}`),
    inputs: { servers: await seenServers() },
  });
  expect(value.servers.map((each) => each.server)).toEqual([`ns1.${zone}`, 'ns2.elsewhere.example']);
  expect(Object.keys(value.others)).toEqual(['CNAME', 'MX', 'TXT', 'NS', 'HTTPS']);
  const nobody = await collect(hostAnswers, {
    target: host(www),
    inputs: { servers: { zone, names: [], servers: [], recursionName: 'x' } },
  });
  expect(nobody.state).toBe('unknown');
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

test('the nearest CAA records count', async () => {
  const value = await known(caa, { target: host(`mail.${zone}`) });
  expect([value.foundAt, value.climbed]).toEqual([zone, [`mail.${zone}`, zone, 'example']]);
  const fact = await collect(caa, {
    target: host(`mail.${zone}`),
    dns: { failures: { [`mail.${zone} CAA`]: 'SERVFAIL' } },
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

test('addresses, aliases, and what was not answered', async () => {
  const value = await known(addresses, { target: host(www) });
  expect(value).toMatchObject({
    ipv4: ['185.199.108.153'],
    ipv6: ['2606:50c0:8000::153'],
    rcode: 'NOERROR',
    unanswered: [],
  });
  expect(value.chain).toEqual([{ name: www, target: 'shop.github.io', ttlSeconds: 300 }]);
  const half = await known(addresses, {
    target: host(zone),
    dns: { failures: { [`${zone} AAAA`]: 'timed-out' } },
  });
  expect(half).toMatchObject({ ipv4: ['185.20.30.40'], unanswered: ['AAAA'] });
  const none = await collect(addresses, { target: host(zone), dns: { failures: { [zone]: 'timed-out' } } });
  expect(none.state).toBe('unknown');
});

test('the page is fetched only where a rented service stands behind the name', async () => {
  const seen = await known(addresses, { target: host(www) });
  const unclaimed = { status: 404, body: "There isn't a GitHub Pages site here." };
  const http = { [`https://${www}/`]: unclaimed };
  const value = await known(aliasEnd, {
    target: host(www),
    inputs: { addresses: seen },
    outside: { http, dns: fakeDns(zones) },
  });
  expect(value.page).toEqual({ url: `https://${www}/`, status: 404, text: unclaimed.body });
  const none = await known(aliasEnd, { target: host(www), inputs: { addresses: seen } });
  expect(none).toMatchObject({ page: null, pageNote: `Nothing answers at http://${www}/` });
});

test('an alias to a domain nobody holds', async () => {
  const seen = await known(addresses, { target: host(`old.${zone}`) });
  const value = await known(aliasEnd, { target: host(`old.${zone}`), inputs: { addresses: seen } });
  expect(value).toMatchObject({
    endExists: false,
    registrable: 'gone.example',
    isRegistrableTaken: false,
    page: null,
  });
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

test('connections are tried on both ports', async () => {
  const both = { rcode: 'NOERROR', ipv4: ['185.20.30.40'], ipv6: ['2a01:4f8::40'], chain: [], ttlSeconds: 1 };
  const outside = {
    dns: fakeDns(zones),
    sockets: { '185.20.30.40:443': {} },
    http: { [`https://${zone}/`]: 'hello' },
  };
  const { attempts } = await known(reach, { target: host(zone), inputs: { addresses: both }, outside });
  expect(attempts.map(({ family, port, isOpen, status }) => [family, port, isOpen, status])).toEqual([
    [4, 443, true, 200],
    [6, 443, false, null],
  ]);
});

test('reverse names are read', async () => {
  const seen = await known(addresses, { target: host(zone) });
  const value = await known(reverseNames, { target: host(zone), inputs: { addresses: seen } });
  expect(value.addresses).toEqual([{ address: '185.20.30.40', names: ['static.40.clients.your-server.de'] }]);
});

const rdap = (answer: FakeOutsideOptions['http']): Setting => ({
  outside: {
    dns: fakeDns(zones),
    env: { LAUNCH_READY_RDAP: 'https://rdap.nic.example/' },
    ...(answer === undefined ? {} : { http: answer }),
  },
});
const url = `https://rdap.nic.example/domain/${zone}`;
const object = JSON.stringify({ objectClassName: 'domain', ldhName: zone, status: ['active'] });

test('the registry is asked, redirects followed, a missing domain is an answer', async () => {
  const direct = await known(registration, rdap({ [url]: object }));
  expect(direct).toMatchObject({ isRegistered: true, statuses: ['active'], domain: zone });
  const moved = {
    [url]: { status: 302, headers: { location: 'https://other.example/d' } },
    'https://other.example/d': object,
  };
  expect(await known(registration, rdap(moved))).toMatchObject({ isRegistered: true });
  expect(await known(registration, rdap({ [url]: { status: 404 } }))).toMatchObject({ isRegistered: false });
});

test.each([
  ['it is silent', {}],
  ['it limits us', { [url]: { status: 429 } }],
  ['it sends no JSON', { [url]: '<html>' }],
  ['it redirects in circles', { [url]: { status: 302, headers: { location: url } } }],
  ['it redirects away from the web', { [url]: { status: 302, headers: { location: 'file:///etc/passwd' } } }],
])('registration is unknown when %s', async (_story, http) => {
  expect((await collect(registration, rdap(http))).state).toBe('unknown');
});

test('a registry without RDAP is unknown, with the cheapest way to find out', async () => {
  expect(await collect(registration)).toEqual({
    state: 'unknown',
    reason: `the registry of ${zone} publishes no RDAP address we know`,
    remedy: `whois ${zone}`,
  });
});
