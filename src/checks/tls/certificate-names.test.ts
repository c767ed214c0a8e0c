import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleChain,
  sampleContext,
  sampleEndpoint,
  sampleHandshake,
  sampleIntermediate,
  sampleLeaf,
  sampleNow,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './certificate-names.ts';

const day = 86_400_000;
interface Row {
  readonly story: string;
  readonly facts: Parameters<typeof check.judge>[0];
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    story: 'a healthy host',
    facts: { endpoint: sampleEndpoint() },
    expected: { outcome: 'pass', found: 'www.example.com is covered by www.example.com' },
  },
  {
    story: 'a certificate for another site',
    facts: {
      endpoint: endpointWith({
        leaf: { names: { dns: ['other.example'], ip: [], total: 1, isCut: false, hostile: [] } },
        handshake: {
          isAuthorized: false,
          authorizationError: 'ERR_TLS_CERT_ALTNAME_INVALID',
          coveredBy: null,
        },
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'the certificate names other.example, not www.example.com',
      severity: 'blocker',
    },
  },
  {
    story: 'the name is only the common name',
    facts: {
      endpoint: endpointWith({
        leaf: { names: { dns: [], ip: [], total: 0, isCut: false, hostile: [] } },
        handshake: { coveredBy: null },
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'the certificate names nothing, not www.example.com',
      severity: 'blocker',
    },
  },
  {
    story: 'self-signed but with the right name: names are fine',
    facts: {
      endpoint: endpointWith({
        chain: { isLeafSelfSigned: true, path: [0], end: 'self-signed', certificates: [sampleLeaf()] },
        handshake: { isAuthorized: false, authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      }),
    },
    expected: { outcome: 'pass', found: 'www.example.com is covered by www.example.com' },
  },
  {
    story: 'expired but with the right name: names are fine',
    facts: {
      endpoint: endpointWith({
        leaf: { notAfter: sampleNow - 3 * day },
        handshake: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' },
      }),
    },
    expected: { outcome: 'pass', found: 'www.example.com is covered by www.example.com' },
  },
  {
    story: 'only the IPv6 address shows the wrong one',
    facts: {
      endpoint: sampleEndpoint({
        addresses: [
          { address: '203.0.113.10', family: 4, outcome: sampleHandshake() },
          { address: '2001:db8::10', family: 6, outcome: sampleHandshake({ chain: 'c2', coveredBy: null }) },
        ],
        chains: [
          sampleChain(),
          sampleChain({
            id: 'c2',
            certificates: [
              sampleLeaf({
                sha256: 'cc',
                names: { dns: ['*.example.net'], ip: [], total: 1, isCut: false, hostile: [] },
              }),
              sampleIntermediate(),
            ],
          }),
        ],
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'the certificate names *.example.net, not www.example.com at 1 of 2 addresses',
      severity: 'blocker',
    },
  },
  {
    story: 'the handshake fails everywhere: no certificate, no verdict',
    facts: { endpoint: failingEndpoint(null, 'handshake_failure') },
    expected: { outcome: 'notApplicable', why: 'no TLS handshake succeeds, see tls/handshake' },
  },
  {
    story: 'nothing listens: the dead host is told once, by redirects/reachability',
    facts: { endpoint: failingEndpoint(null, null, 'refused') },
    expected: {
      outcome: 'notApplicable',
      why: 'nothing answers on port 443, see redirects/reachability',
    },
  },
  {
    story: 'a certificate nobody can read proves nothing',
    facts: { endpoint: sampleEndpoint({ chains: [] }) },
    expected: { outcome: 'unknown', missing: 'a readable certificate of this host' },
  },
];

it.each(rows)('$story', ({ facts, expected }) => {
  const verdict = check.judge(facts, sampleContext());
  const severity = verdict.outcome === 'fail' ? { severity: verdict.severity ?? check.severity } : {};
  expect({ ...verdict, ...severity }).toMatchObject(expected);
});
