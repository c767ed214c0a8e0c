import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Check } from '../../model/check.ts';
import { tokenOf } from '../../model/need.ts';
import type { Endpoint } from '../../protocols/tls/endpoint.ts';
import {
  acceptedProbe,
  answeredPage,
  endpointWith,
  failingEndpoint,
  hostFact,
  refusedProbe,
  sampleContext,
  sampleEndpoint,
  sampleLeaf,
  sampleNow,
  type ProbeOverrides,
} from '../../protocols/tls/endpoint-sample.ts';

const names = readdirSync(new URL('.', import.meta.url)).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
);
const checks = await Promise.all(
  names.map(async (name) => ({
    id: name.replace('.ts', ''),
    check: ((await import(`./${name}`)) as { default: Check }).default,
  })),
);

const hsts = { https: answeredPage(['max-age=31536000']), http: answeredPage([], { status: 301 }) };
const addresses = {
  rcode: 'NOERROR',
  ipv4: ['203.0.113.10'],
  ipv6: [],
  chain: [],
  ttlSeconds: 300,
  unanswered: [],
};

/** Ids of the judgements that fail for a host with this endpoint and healthy HSTS. */
function failing(endpoint: Endpoint): string[] {
  const values: Readonly<Record<string, unknown>> = {
    'tls/endpoint': endpoint,
    'tls/hsts': hsts,
    'domain/addresses': addresses,
    'domain/certificate-names': { names: [] },
  };
  return checks
    .filter(({ check }) => {
      const facts = Object.entries(check.needs).map(([key, need]) => {
        const value = values[tokenOf(need).id];
        const mode = 'mode' in need ? need.mode : 'one';
        if (mode === 'one') return [key, value];
        const settled = hostFact('example.com', value);
        return [key, mode === 'every' ? [settled] : settled.fact];
      });
      return check.judge(Object.fromEntries(facts), sampleContext()).outcome === 'fail';
    })
    .map(({ id }) => id);
}

const day = 86_400_000;
const refusedBy = (authorizationError: string): { isAuthorized: false; authorizationError: string } => ({
  isAuthorized: false,
  authorizationError,
});
const probing = (probes: ProbeOverrides): Endpoint => endpointWith({ probes });

const faults: readonly (readonly [string, Endpoint, readonly string[]])[] = [
  ['a healthy host', sampleEndpoint(), []],
  [
    'healthy behind a private authority',
    endpointWith({ chain: { isPrivatelyAnchored: true }, leaf: { sctCount: 0 } }),
    [],
  ],
  [
    'expired',
    endpointWith({ leaf: { notAfter: sampleNow - day }, handshake: refusedBy('CERT_HAS_EXPIRED') }),
    ['certificate-expiry'],
  ],
  [
    'not valid yet',
    endpointWith({ leaf: { notBefore: sampleNow + day }, handshake: refusedBy('CERT_NOT_YET_VALID') }),
    ['certificate-not-yet-valid'],
  ],
  [
    'signed by itself',
    endpointWith({
      chain: {
        isLeafSelfSigned: true,
        path: [0],
        end: 'self-signed',
        certificates: [sampleLeaf({ isCa: true, sctCount: 0 })],
      },
      handshake: refusedBy('DEPTH_ZERO_SELF_SIGNED_CERT'),
    }),
    ['certificate-trust'],
  ],
  [
    'an unknown root',
    endpointWith({ handshake: refusedBy('SELF_SIGNED_CERT_IN_CHAIN') }),
    ['certificate-trust'],
  ],
  [
    'another name',
    endpointWith({ handshake: { ...refusedBy('ERR_TLS_CERT_ALTNAME_INVALID'), coveredBy: null } }),
    ['certificate-names'],
  ],
  [
    'the intermediate is not sent',
    endpointWith({
      chain: { path: [0], certificates: [sampleLeaf()], issuerLookup: 'failed' },
      handshake: refusedBy('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
    }),
    ['chain-complete'],
  ],
  [
    'the intermediate has expired',
    endpointWith({ intermediate: { notAfter: sampleNow - day }, handshake: refusedBy('CERT_HAS_EXPIRED') }),
    ['chain-expiry'],
  ],
  [
    'made for clients',
    endpointWith({ leaf: { extendedKeyUsage: ['clientAuth'] }, handshake: refusedBy('INVALID_PURPOSE') }),
    ['certificate-purpose'],
  ],
  [
    'a short key',
    endpointWith({
      leaf: { key: { type: 'rsa', bits: 1024, curve: null } },
      handshake: refusedBy('UNSPECIFIED'),
    }),
    ['key-strength'],
  ],
  [
    'a SHA-1 signature',
    endpointWith({
      leaf: { signature: { algorithm: 'ecdsa-with-SHA1', hash: 'sha1' } },
      handshake: refusedBy('UNSPECIFIED'),
    }),
    ['signature-algorithm'],
  ],
  ['TLS 1.0', probing({ versions: { TLSv1: acceptedProbe({ version: 'TLSv1' }) } }), ['protocol-versions']],
  ['SSL 3.0', probing({ versions: { SSLv3: acceptedProbe({ version: 'SSLv3' }) } }), ['legacy-ssl']],
  [
    'no TLS 1.3',
    probing({ versions: { 'TLSv1.3': refusedProbe }, postQuantum: refusedProbe }),
    ['modern-protocol'],
  ],
  ['no post-quantum group', probing({ postQuantum: refusedProbe }), ['post-quantum']],
  ['plain HTTP on 443', failingEndpoint('http', null), ['https-port']],
  ['a host the CDN does not know', failingEndpoint(null, 'unrecognized_name'), ['handshake']],
];

it('sees every judgement of the folder', () => {
  expect(checks.length).toBeGreaterThanOrEqual(36);
});

it.each(faults)('%s: exactly the judgements that own it fail', (_, endpoint, expected) => {
  expect(failing(endpoint)).toEqual(expected);
});

it('every judgement names a command of a standard tool and what to do', () => {
  const poor = checks.filter(
    ({ check }) =>
      !/^(openssl|curl|nmap|for a in) /.test(check.reproduce(sampleContext())) ||
      check.fix === '' ||
      check.why === '',
  );
  expect(poor.map(({ id }) => id)).toEqual([]);
});
