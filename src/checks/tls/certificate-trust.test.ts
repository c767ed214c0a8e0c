import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
  sampleLeaf,
  sampleNow,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './certificate-trust.ts';

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
    expected: { outcome: 'pass', found: 'the chain ends at ISRG Root X1' },
  },
  {
    story: 'signed by itself',
    facts: {
      endpoint: endpointWith({
        chain: { isLeafSelfSigned: true, path: [0], end: 'self-signed', certificates: [sampleLeaf()] },
        handshake: { isAuthorized: false, authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'the certificate is signed by itself (CN=www.example.com)',
      severity: 'blocker',
    },
  },
  {
    story: 'a root nobody knows',
    facts: {
      endpoint: endpointWith({
        handshake: { isAuthorized: false, authorizationError: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' },
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'the chain ends at ISRG Root X1, which no trust store here knows',
      severity: 'blocker',
    },
  },
  {
    story: 'a root nobody knows, sent along',
    facts: {
      endpoint: endpointWith({
        handshake: { isAuthorized: false, authorizationError: 'SELF_SIGNED_CERT_IN_CHAIN' },
        chain: { end: 'self-signed' },
      }),
    },
    expected: {
      outcome: 'fail',
      found: 'the chain ends at ISRG Root X1, which no trust store here knows',
      severity: 'blocker',
    },
  },
  {
    story: 'a root given with --ca',
    facts: { endpoint: endpointWith({ chain: { isPrivatelyAnchored: true } }) },
    expected: { outcome: 'pass', found: 'the chain ends at ISRG Root X1 (--ca)' },
  },
  {
    story: 'the wrong name says nothing against the issuer',
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
    expected: { outcome: 'pass', found: 'the chain ends at ISRG Root X1' },
  },
  {
    story: "a missing intermediate is another check's matter",
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
    expected: {
      outcome: 'notApplicable',
      why: 'a certificate of the chain was not sent, see tls/chain-complete',
    },
  },
  {
    story: 'expired: trust cannot be told',
    facts: {
      endpoint: endpointWith({
        leaf: { notAfter: sampleNow - 3 * day },
        handshake: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' },
      }),
    },
    expected: { outcome: 'notApplicable', why: 'the certificate has expired, see tls/certificate-expiry' },
  },
  {
    story: 'not valid yet: trust cannot be told',
    facts: {
      endpoint: endpointWith({
        leaf: { notBefore: sampleNow + 3 * day },
        handshake: { isAuthorized: false, authorizationError: 'CERT_NOT_YET_VALID' },
      }),
    },
    expected: {
      outcome: 'notApplicable',
      why: 'the certificate is not valid yet, see tls/certificate-not-yet-valid',
    },
  },
  {
    story: 'an expired intermediate: told by its own check',
    facts: {
      endpoint: endpointWith({
        intermediate: { notAfter: sampleNow - 3 * day },
        handshake: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' },
      }),
    },
    expected: { outcome: 'notApplicable', why: 'a certificate above it has expired, see tls/chain-expiry' },
  },
  {
    story: 'a date is over, none of those sent: trust cannot be told',
    facts: {
      endpoint: endpointWith({
        handshake: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' },
      }),
    },
    expected: {
      outcome: 'unknown',
      missing:
        'whether the chain leads to a trusted root: a certificate in it is outside its dates, and that hides the answer',
    },
  },
  {
    story: 'a certificate for clients',
    facts: {
      endpoint: endpointWith({
        leaf: { extendedKeyUsage: ['clientAuth'] },
        handshake: { isAuthorized: false, authorizationError: 'INVALID_PURPOSE' },
      }),
    },
    expected: {
      outcome: 'notApplicable',
      why: 'the certificate is not for servers, see tls/certificate-purpose',
    },
  },
  {
    story: 'a SHA-1 signature',
    facts: {
      endpoint: endpointWith({
        leaf: { signature: { algorithm: 'sha1WithRSAEncryption', hash: 'sha1' } },
        handshake: { isAuthorized: false, authorizationError: 'UNSPECIFIED' },
      }),
    },
    expected: {
      outcome: 'notApplicable',
      why: 'a key or signature is too weak, see tls/key-strength and tls/signature-algorithm',
    },
  },
  {
    story: 'revoked',
    facts: {
      endpoint: endpointWith({ handshake: { isAuthorized: false, authorizationError: 'CERT_REVOKED' } }),
    },
    expected: { outcome: 'fail', found: 'the chain does not verify: CERT_REVOKED', severity: 'blocker' },
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
