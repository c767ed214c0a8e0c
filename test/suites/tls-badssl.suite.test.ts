import { createDiffieHellmanGroup } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { readdirSync } from 'node:fs';
import { createServer, type TlsOptions } from 'node:tls';
import { afterAll, expect, it } from 'vitest';
import collect from '../../src/collectors/tls/endpoint.ts';
import { unixMs } from '../../src/model/brand.ts';
import type { Check } from '../../src/model/check.ts';
import type { CollectContext } from '../../src/model/collector.ts';
import { fakeDns } from '../../src/outside/fake/dns.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import type { Endpoint } from '../../src/protocols/tls/endpoint.ts';
import { sampleContext } from '../../src/protocols/tls/endpoint-sample.ts';
import * as der from '../../src/world/certificates/der.ts';
import { makeCertificateAuthority } from '../../src/world/certificates/certificate-authority.ts';
import type { CertificatePlan } from '../../src/world/plan.ts';

/** Hosts of chromium/badssl.com that node:tls can play, rebuilt on loopback: the judgements that must fail above `low`. */
const host = 'www.example.com';
const plan: CertificatePlan = {
  names: ['example.com', host],
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
const many = (count: number): string[] => [
  host,
  ...Array.from({ length: count - 1 }, (_, index) => `h${index}.example.com`),
];
const rsa = { key: 'rsa2048' } as const;
const only = (ciphers: string): TlsOptions => ({ ciphers: `${ciphers}:@SECLEVEL=0`, maxVersion: 'TLSv1.2' });
const version = (one: 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): TlsOptions => ({
  minVersion: one,
  maxVersion: one,
  ciphers: 'DEFAULT:@SECLEVEL=0',
});
const forwardSecret =
  'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-CHACHA20-POLY1305';

function dhParameters(group: string): string {
  const params = der.sequence(der.integer(createDiffieHellmanGroup(group).getPrime()), der.integer(2));
  return `-----BEGIN DH PARAMETERS-----\n${params.toString('base64')}\n-----END DH PARAMETERS-----\n`;
}

type Row = readonly [
  name: string,
  certificate: Partial<CertificatePlan>,
  options: TlsOptions,
  failing: readonly string[],
];
const rows: readonly Row[] = [
  ['1000-sans', { names: many(1000) }, {}, []],
  ['10000-sans', { names: many(10_000) }, {}, ['handshake']],
  ['ecc256', {}, {}, []],
  ['ecc384', { key: 'p384' }, {}, []],
  ['expired', { startsInDays: -93, endsInDays: -3 }, {}, ['certificate-expiry']],
  ['incomplete-chain', { sends: ['leaf'] }, {}, ['chain-complete']],
  ['no-common-name', { commonName: 'x' }, {}, []],
  ['reversed-chain', { sends: ['leaf', 'root', 'intermediate'] }, {}, ['chain-order']],
  ['rsa2048', rsa, { ciphers: forwardSecret }, []],
  ['rsa1024', { key: 'rsa1024' }, { ciphers: `${forwardSecret}:@SECLEVEL=0` }, ['key-strength']],
  ['self-signed', { issuer: 'self', sends: ['leaf'] }, {}, ['certificate-trust']],
  ['untrusted-root', { issuer: 'stranger', sends: ['leaf', 'stranger'] }, {}, ['certificate-trust']],
  ['sha1', { digest: 'sha1' }, { ciphers: 'DEFAULT:@SECLEVEL=0' }, ['signature-algorithm']],
  ['sha256', {}, {}, []],
  ['wrong.host', { names: ['wrong.example.net'] }, {}, ['certificate-names']],
  ['xn--n1aae7f7o', { names: [host, 'xn--n1aae7f7o.example.com'] }, {}, []],
  ['not-yet-valid', { startsInDays: 3 }, {}, ['certificate-not-yet-valid']],
  ['client-purpose', { isServerAuth: false }, {}, ['certificate-purpose']],
  ['cbc', {}, only('ECDHE-ECDSA-AES128-SHA256'), []],
  [
    'mozilla-intermediate',
    {},
    { minVersion: 'TLSv1.2', ciphers: `TLS_AES_128_GCM_SHA256:${forwardSecret}` },
    [],
  ],
  ['mozilla-modern', {}, { minVersion: 'TLSv1.3' }, []],
  ['mozilla-old', {}, { minVersion: 'TLSv1', ciphers: 'DEFAULT:@SECLEVEL=0' }, ['protocol-versions']],
  ['null', rsa, only(`${forwardSecret}:ECDHE-RSA-NULL-SHA`), ['cipher-strength']],
  ['anonymous', rsa, only(`${forwardSecret}:AECDH-AES128-SHA`), ['cipher-strength']],
  [
    'dh1024',
    rsa,
    { ...only('DHE-RSA-AES128-GCM-SHA256'), dhparam: dhParameters('modp2') },
    ['diffie-hellman'],
  ],
  ['dh2048', rsa, { ...only('DHE-RSA-AES128-GCM-SHA256'), dhparam: dhParameters('modp14') }, []],
  ['static-rsa', rsa, only('AES128-GCM-SHA256'), ['forward-secrecy']],
  ['tls-v1-0', {}, version('TLSv1'), ['protocol-versions']],
  ['tls-v1-1', {}, version('TLSv1.1'), ['protocol-versions']],
  ['tls-v1-2', {}, { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' }, []],
  ['client', {}, { requestCert: true, rejectUnauthorized: false }, []],
];

const folder = new URL('../../src/checks/tls/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
const checks = await Promise.all(
  files.map(async (name) => ({
    id: name.replace('.ts', ''),
    check: ((await import(new URL(name, folder).href)) as { default: Check }).default,
  })),
);
const judges = checks.filter(({ check }) => Object.keys(check.needs).join() === 'endpoint');
// OpenSSL reads the machine's clock, so the certificates are made for it.
const startedAt = unixMs(Date.now());
const authority = await makeCertificateAuthority(startedAt, 'http://pki.example');

async function observe(server: Server): Promise<Endpoint> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const loopback = { address: '127.0.0.1', port };
  await using outside = createOutside({
    dns: () => fakeDns({}),
    maps: [
      { host: '203.0.113.10', port: 443, to: loopback },
      { host: '*', port: null, to: 'refuse' },
    ],
    extraCa: [authority.rootPem],
    isPrivateNetworkAllowed: true,
  });
  const addresses = {
    rcode: 'NOERROR',
    ipv4: ['203.0.113.10'],
    ipv6: [],
    chain: [],
    ttlSeconds: 60,
    unanswered: [],
  };
  const fact = await collect.collect({
    target: { kind: 'host', name: host },
    inputs: { addresses },
    outside,
    signal: new AbortController().signal,
  } as unknown as CollectContext<typeof collect.inputs>);
  await new Promise((resolve) => void server.close(resolve));
  if (fact.state !== 'known') throw new Error(fact.reason);
  return fact.value;
}

async function playing(certificate: Partial<CertificatePlan>, options: TlsOptions): Promise<Server> {
  const { certificatePem, keyPem } = await authority.issue({ ...plan, ...certificate });
  const server = createServer({ cert: certificatePem, key: keyPem, ...options }, (socket) => socket.end());
  return server.on('tlsClientError', () => undefined);
}

function aboveLow(endpoint: Endpoint): string[] {
  const context = sampleContext(host, startedAt);
  return judges.flatMap(({ id, check }) => {
    const verdict = check.judge({ endpoint } as never, context);
    return verdict.outcome === 'fail' && (verdict.severity ?? check.severity) !== 'low' ? [id] : [];
  });
}

let agreed = 0;
afterAll(() => {
  process.stdout.write(`tls-badssl ${agreed}/${rows.length + 1}\n`);
});

it.each(rows)('%s', async (...row) => {
  const [, certificate, options, failing] = row;
  expect(aboveLow(await observe(await playing(certificate, options)))).toEqual(failing);
  agreed += 1;
});

it('http: plain HTTP where TLS should be', async () => {
  expect(aboveLow(await observe(createHttpServer((_, response) => response.end('hello'))))).toEqual([
    'https-port',
  ]);
  agreed += 1;
});
