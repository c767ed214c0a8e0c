import { expect, test } from 'vitest';
import { collect, host, known, seenServers, www, zones } from '../../../test/fixtures/domain-collecting.ts';
import { zone } from '../../../test/fixtures/domain-facts.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import addresses from './addresses.ts';
import aliasEnd from './alias-end.ts';
import caa from './caa.ts';
import hostAnswers from './host-answers.ts';
import reach from './reach.ts';
import reverseNames from './reverse-names.ts';

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

test('the nearest CAA records count', async () => {
  const value = await known(caa, { target: host(`mail.${zone}`) });
  expect([value.foundAt, value.climbed]).toEqual([zone, [`mail.${zone}`, zone, 'example']]);
  const fact = await collect(caa, {
    target: host(`mail.${zone}`),
    dns: { failures: { [`mail.${zone} CAA`]: 'SERVFAIL' } },
  });
  expect(fact.state).toBe('unknown');
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
