import { once } from 'node:events';
import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { setImmediate as immediate } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import type { Fact } from '../../model/fact.ts';
import type { CollectContext } from '../../model/collector.ts';
import type { AddressMap } from '../../outside/real/address-map.ts';
import { fakeDns } from '../../outside/fake/dns.ts';
import { createOutside } from '../../outside/real/outside.ts';
import type { Endpoint } from '../../protocols/tls/endpoint.ts';
import { makeCertificateAuthority } from '../../world/certificates/certificate-authority.ts';
import type { CertificatePlan } from '../../world/plan.ts';
import collect from './endpoint.ts';

const host = 'www.shop.example';
const pkiHost = 'pki.example';
const plan: CertificatePlan = {
  names: ['shop.example', host],
  commonName: host,
  startsInDays: -10,
  endsInDays: 80,
  issuer: 'intermediate',
  sends: ['leaf', 'intermediate'],
  key: 'p256',
  digest: 'sha256',
  isServerAuth: true,
  isStapleRequired: false,
};

// Certificates are made for the real clock, since OpenSSL reads it
const authority = makeCertificateAuthority(unixMs(Date.now()), `http://${pkiHost}`);
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

type AnyServer = Pick<Server, 'close' | 'address' | 'listen' | 'once'>;

async function listening(server: AnyServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server as Server, 'listening');
  closers.push(() => new Promise((resolve) => void server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

async function tlsServer(over: Partial<CertificatePlan>, options: TlsOptions = {}): Promise<number> {
  const { certificatePem, keyPem } = await (await authority).issue({ ...plan, ...over });
  const server = createServer({ cert: certificatePem, key: keyPem, ...options }, (socket) => socket.end());
  server.on('tlsClientError', () => undefined);
  return listening(server as unknown as AnyServer);
}

async function look(ports: Readonly<Record<string, number>>): Promise<Fact<Endpoint>> {
  const { rootPem } = await authority;
  const pki = createPlainServer((_, response) => {
    void authority.then(({ intermediate }) => response.end(intermediate));
  });
  const pkiPort = await listening(pki as unknown as AnyServer);
  const maps: AddressMap[] = [
    ...Object.entries(ports).map(([address, port]) => ({
      host: address,
      port: 443,
      to: port === 0 ? ('refuse' as const) : { address: '127.0.0.1', port },
    })),
    { host: '203.0.113.99', port: 80, to: { address: '127.0.0.1', port: pkiPort } },
    { host: '*', port: null, to: 'refuse' },
  ];
  await using outside = createOutside({
    dns: () => fakeDns({ [pkiHost]: { A: ['203.0.113.99'] } }),
    maps,
    extraCa: [rootPem],
    isPrivateNetworkAllowed: true,
  });
  const addresses = Object.keys(ports);
  const context = {
    target: { kind: 'host', name: host },
    inputs: {
      addresses: {
        rcode: 'NOERROR',
        ipv4: addresses.filter((address) => !address.includes(':')),
        ipv6: addresses.filter((address) => address.includes(':')),
        chain: [],
        ttlSeconds: 300,
        unanswered: [],
      },
    },
    outside,
    signal: new AbortController().signal,
    consent: { isActiveAllowed: false },
  } as unknown as CollectContext<typeof collect.inputs>;
  const fact = await collect.collect(context);
  // A destroyed socket says so a few turns of the event loop later.
  for (let turn = 0; turn < 20 && outside.open().sockets > 0; turn += 1) await immediate();
  expect(outside.open()).toEqual({ sockets: 0, timers: 0 });
  return fact;
}

function valueOf(fact: Fact<Endpoint>): Endpoint {
  if (fact.state !== 'known') throw new Error(fact.reason);
  return collect.yields.schema.parse(JSON.parse(JSON.stringify(fact.value)));
}

it('a healthy server: trusted through --ca, TLS 1.2 and 1.3 only, forward secret only, post-quantum ready', async () => {
  const value = valueOf(await look({ '203.0.113.10': await tlsServer({}) }));
  const [probes] = value.probes;
  expect(value.addresses[0]?.outcome).toMatchObject({
    state: 'handshake',
    protocol: 'TLSv1.3',
    isAuthorized: true,
    authorizationError: null,
    coveredBy: host,
  });
  expect(value.chains).toHaveLength(1);
  expect(value.chains[0]).toMatchObject({ path: [0, 1], end: 'issuer-not-sent', isPrivatelyAnchored: true });
  expect(states(probes?.versions)).toEqual({
    SSLv3: 'refused',
    TLSv1: 'refused',
    'TLSv1.1': 'refused',
    'TLSv1.2': 'accepted',
    'TLSv1.3': 'accepted',
  });
  expect(new Set(Object.values(states(probes?.families)))).toEqual(new Set(['refused']));
  expect(probes?.postQuantum).toMatchObject({ state: 'accepted', group: 'X25519MLKEM768' });
  expect(probes?.versions['TLSv1.2']).toMatchObject({
    group: 'x25519',
    compression: 0,
    hasRenegotiationInfo: true,
    hasExtendedMasterSecret: true,
  });
  expect(probes?.withoutName?.names).toEqual(['shop.example', host]);
});

const states = (answers: Readonly<Record<string, { readonly state: string }>> | undefined): object =>
  Object.fromEntries(Object.entries(answers ?? {}).map(([key, { state }]) => [key, state]));

it('a leaf alone: the missing intermediate is found at its CA Issuers address and named', async () => {
  const value = valueOf(await look({ '203.0.113.10': await tlsServer({ sends: ['leaf'] }) }));
  expect(value.addresses[0]?.outcome).toMatchObject({ isAuthorized: false });
  expect(value.chains[0]).toMatchObject({ path: [0], end: 'issuer-not-sent', issuerLookup: 'found' });
  expect(value.chains[0]?.fetchedIssuers).toMatchObject([
    {
      subject: "C=US, O=Let's Encrypt, CN=Demo Internet E7",
      url: `http://${pkiHost}/e7.cer`,
      isSelfSigned: false,
    },
  ]);
});

it('old versions and ciphers are seen although our own TLS library would not speak them', async () => {
  const port = await tlsServer(
    { key: 'rsa2048' },
    { minVersion: 'TLSv1', ciphers: 'ALL:COMPLEMENTOFALL:@SECLEVEL=0', dhparam: 'auto' },
  );
  const [probes] = valueOf(await look({ '203.0.113.10': port })).probes;
  expect(states(probes?.versions)).toMatchObject({
    TLSv1: 'accepted',
    'TLSv1.1': 'accepted',
    SSLv3: 'refused',
  });
  expect(states(probes?.families)).toMatchObject({
    'static-rsa': 'accepted',
    'finite-field-dhe': 'accepted',
    null: 'accepted',
    anonymous: 'accepted',
    export: 'refused',
  });
  expect(probes?.families['finite-field-dhe']).toMatchObject({ dhBits: 2048 });
});

it('a server without post-quantum groups refuses that hello and keeps the rest', async () => {
  const port = await tlsServer({}, { ecdhCurve: 'X25519:P-256' });
  const [probes] = valueOf(await look({ '203.0.113.10': port })).probes;
  expect(probes?.postQuantum).toEqual({ state: 'refused', how: 'alert handshake_failure' });
  expect(probes?.versions['TLSv1.3']).toMatchObject({ state: 'accepted', group: 'x25519' });
});

it('a short key, a SHA-1 signature and a TLS 1.0 server are seen, not refused', async () => {
  const port = await tlsServer(
    { key: 'rsa1024', digest: 'sha1' },
    { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' },
  );
  const value = valueOf(await look({ '203.0.113.10': port }));
  expect(value.addresses[0]?.outcome).toMatchObject({
    state: 'handshake',
    protocol: 'TLSv1.1',
    isAuthorized: true,
  });
  expect(value.chains[0]?.certificates[0]).toMatchObject({
    key: { type: 'rsa', bits: 1024 },
    // The intermediate signs with its own key.
    signature: { algorithm: 'ecdsa-with-SHA1', hash: 'sha1' },
  });
  expect(states(value.probes[0]?.versions)).toMatchObject({ 'TLSv1.1': 'accepted', 'TLSv1.2': 'refused' });
});

it('addresses are kept apart: IPv6 shows another certificate, a closed one is a row of its own', async () => {
  const good = await tlsServer({});
  const other = await tlsServer({ names: ['old.example'], commonName: 'old.example' });
  const value = valueOf(await look({ '203.0.113.10': good, '203.0.113.11': 0, '2001:db8::10': other }));
  expect(value.addresses.map(({ outcome }) => outcome.state)).toEqual(['handshake', 'failed', 'handshake']);
  expect(value.addresses[2]?.outcome).toMatchObject({
    coveredBy: null,
    authorizationError: 'ERR_TLS_CERT_ALTNAME_INVALID',
  });
  expect(value.chains).toHaveLength(2);
  expect(value.probes.map(({ address }) => address)).toEqual(['203.0.113.10', '2001:db8::10']);
});

it('the first address is closed: the next one of the family is probed instead', async () => {
  const value = valueOf(await look({ '203.0.113.10': 0, '203.0.113.11': await tlsServer({}) }));
  expect(value.probes.map(({ address }) => address)).toEqual(['203.0.113.11']);
});

it('plain HTTP on the HTTPS port is recognised', async () => {
  const port = await listening(
    createPlainServer((_, response) => response.end('hello')) as unknown as AnyServer,
  );
  expect(valueOf(await look({ '203.0.113.10': port })).addresses[0]?.outcome).toMatchObject({
    state: 'failed',
    speaks: 'http',
  });
});

it('a server that hangs up on every hello is a failed handshake, not an exception', async () => {
  const port = await listening(createTcpServer((socket) => socket.destroy()) as unknown as AnyServer);
  const value = valueOf(await look({ '203.0.113.10': port }));
  expect(value.addresses[0]?.outcome).toMatchObject({ state: 'failed', speaks: null });
  expect(value.chains).toEqual([]);
});

it('nothing listens: known, and it says refused', async () => {
  const fact = await look({ '203.0.113.10': 0 });
  expect(fact.state === 'known' && fact.value.addresses.map(({ outcome }) => outcome)).toMatchObject([
    { state: 'failed', kind: 'refused', speaks: null, alert: null },
  ]);
});

it('no address: nothing to shake hands with', async () => {
  const fact = await look({});
  expect(fact.state === 'known' && [fact.value.addresses, fact.value.chains, fact.value.probes]).toEqual([
    [],
    [],
    [],
  ]);
});
