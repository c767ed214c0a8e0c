import { expect, test } from 'vitest';
import { collect, known, zones, type Setting } from '../../../test/fixtures/domain-collecting.ts';
import { zone } from '../../../test/fixtures/domain-facts.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import type { FakeOutsideOptions } from '../../outside/fake/outside.ts';
import registration from './registration.ts';

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
