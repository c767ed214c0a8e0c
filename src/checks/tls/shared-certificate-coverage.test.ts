import { expect, it } from 'vitest';
import type { Addresses } from '../../facts/domain/addresses.ts';
import {
  endpointWith,
  failingEndpoint,
  hostFact,
  sampleContext,
  sampleEndpoint,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './shared-certificate-coverage.ts';

const addresses = (...ipv4: string[]): Addresses => ({
  rcode: ipv4.length === 0 ? 'NXDOMAIN' : 'NOERROR',
  ipv4,
  ipv6: [],
  chain: [],
  ttlSeconds: null,
  unanswered: [],
});
type Facts = Parameters<typeof check.judge>[0];

const mentioned = (isResolving: boolean | null): Facts['mentioned'] => {
  const names = [
    { name: 'example.com', seenAt: 'www.example.com', origin: 'certificate' as const, isResolving },
  ];
  return hostFact('example.com', { names }).fact;
};

interface Row {
  readonly story: string;
  readonly facts: Omit<Facts, 'mentioned'> & Partial<Facts>;
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'both names resolve',
    facts: { endpoint: sampleEndpoint(), hosts: [hostFact('example.com', addresses('203.0.113.10'))] },
    expected: { outcome: 'pass', found: '1 of 1 other name looked up, none without an address' },
  },
  {
    story: 'a name of the certificate has gone from DNS',
    facts: { endpoint: sampleEndpoint(), hosts: [hostFact('example.com', addresses())] },
    expected: {
      outcome: 'fail',
      found: 'of 1 other name in the certificate 1 has no address',
      severity: 'medium',
    },
  },
  {
    story: 'a name nobody lists as a host has gone from DNS',
    facts: { endpoint: sampleEndpoint(), hosts: [], mentioned: mentioned(false) },
    expected: { outcome: 'fail', found: 'of 1 other name in the certificate 1 has no address' },
  },
  {
    story: 'a name nobody lists as a host is still there',
    facts: { endpoint: sampleEndpoint(), hosts: [], mentioned: mentioned(true) },
    expected: { outcome: 'pass', found: '1 of 1 other name looked up, none without an address' },
  },
  {
    story: 'no other names',
    facts: {
      endpoint: endpointWith({
        leaf: { names: { dns: ['www.example.com'], ip: [], total: 1, isCut: false, hostile: [] } },
      }),
      hosts: [],
    },
    expected: { outcome: 'notApplicable', why: 'no other host shares this certificate' },
  },
  {
    story: 'no certificate seen',
    facts: { endpoint: failingEndpoint(null, null), hosts: [] },
    expected: { outcome: 'notApplicable', why: 'no TLS handshake succeeds, see tls/handshake' },
  },
  {
    story: 'nothing listens: the dead host is told once, by redirects/reachability',
    facts: { endpoint: failingEndpoint(null, null, 'refused'), hosts: [] },
    expected: {
      outcome: 'notApplicable',
      why: 'nothing answers on port 443, see redirects/reachability',
    },
  },
  {
    story: 'a certificate nobody can read proves nothing',
    facts: { endpoint: sampleEndpoint({ chains: [] }), hosts: [] },
    expected: { outcome: 'unknown', missing: 'a readable certificate of this host' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge({ mentioned: mentioned(null), ...facts }, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
