import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
  sampleLeaf,
  sampleNow,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './chain-complete.ts';

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
    expected: { outcome: 'pass', found: '2 certificates from the host up to its root' },
  },
  {
    story: 'only the leaf is sent, its issuer is published',
    facts: {
      endpoint: endpointWith({
        chain: {
          path: [0],
          certificates: [sampleLeaf()],
          issuerLookup: 'found',
          fetchedIssuers: [{ subject: 'CN=E7', url: 'http://e7.i.example/', isSelfSigned: false }],
        },
        handshake: { isAuthorized: false, authorizationError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      }),
    },
    expected: { outcome: 'fail', found: '1 certificate sent, CN=E7 is missing', severity: 'blocker' },
  },
  {
    story: 'only the leaf is sent, nothing is known of its issuer',
    facts: {
      endpoint: endpointWith({
        chain: { path: [0], certificates: [sampleLeaf()], issuerLookup: 'no-address' },
        handshake: { isAuthorized: false, authorizationError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      }),
    },
    expected: {
      outcome: 'fail',
      found: "1 certificate sent, C=US, O=Let's Encrypt, CN=E7 is missing",
      severity: 'blocker',
    },
  },
  {
    story: 'a leaf of a private authority whose address gives another one',
    facts: {
      endpoint: endpointWith({
        chain: { path: [0], certificates: [sampleLeaf()], issuerLookup: 'not-issuer' },
        handshake: { isAuthorized: false, authorizationError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' },
      }),
    },
    expected: {
      outcome: 'notApplicable',
      why: 'nobody here knows the root it should lead to, see tls/certificate-trust',
    },
  },
  {
    story: 'signed by itself: no chain to complete',
    facts: {
      endpoint: endpointWith({
        chain: { isLeafSelfSigned: true, path: [0], end: 'self-signed', certificates: [sampleLeaf()] },
        handshake: { isAuthorized: false, authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      }),
    },
    expected: { outcome: 'notApplicable', why: 'a certificate signed by itself has no chain' },
  },
  {
    story: 'a full chain to an unknown root is complete',
    facts: {
      endpoint: endpointWith({
        handshake: { isAuthorized: false, authorizationError: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
      }),
    },
    expected: {
      outcome: 'notApplicable',
      why: 'nobody here knows the root it should lead to, see tls/certificate-trust',
    },
  },
  {
    story: 'expired but complete',
    facts: {
      endpoint: endpointWith({
        leaf: { notAfter: sampleNow - 3 * day },
        handshake: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' },
      }),
    },
    expected: { outcome: 'pass', found: '2 certificates from the host up to its root' },
  },
  {
    story: 'expired, and sent without the intermediate',
    facts: {
      endpoint: endpointWith({
        chain: {
          path: [0],
          certificates: [sampleLeaf()],
          issuerLookup: 'found',
          fetchedIssuers: [{ subject: 'CN=E7', url: 'http://e7.i.example/', isSelfSigned: false }],
        },
        handshake: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' },
      }),
    },
    expected: { outcome: 'fail', found: '1 certificate sent, CN=E7 is missing', severity: 'blocker' },
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
