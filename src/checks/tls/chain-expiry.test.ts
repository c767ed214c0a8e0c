import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
  sampleIntermediate,
  sampleLeaf,
  sampleNow,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './chain-expiry.ts';

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
    expected: { outcome: 'pass', found: '1 above the host’s own, all good for 30 days' },
  },
  {
    story: 'the intermediate in use has expired',
    facts: { endpoint: endpointWith({ intermediate: { notAfter: sampleNow - 40 * day } }) },
    expected: { outcome: 'fail', found: 'E7 expired 40 days ago', severity: 'blocker' },
  },
  {
    story: 'the intermediate in use ends in ten days',
    facts: { endpoint: endpointWith({ intermediate: { notAfter: sampleNow + 10 * day } }) },
    expected: { outcome: 'fail', found: 'E7 expires on 2026-12-02', severity: 'high' },
  },
  {
    story: 'an expired cross-sign nobody needs',
    facts: {
      endpoint: endpointWith({
        chain: {
          path: [0, 1],
          certificates: [
            sampleLeaf(),
            sampleIntermediate(),
            sampleIntermediate({ commonName: 'Old Cross', notAfter: sampleNow - 400 * day }),
          ],
        },
      }),
    },
    expected: { outcome: 'fail', found: 'Old Cross expired 400 days ago', severity: 'medium' },
  },
  {
    story: 'the leaf alone',
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
    expected: { outcome: 'notApplicable', why: 'only the host’s own certificate was sent' },
  },
  {
    story: "an expired leaf is another check's matter",
    facts: {
      endpoint: endpointWith({
        leaf: { notAfter: sampleNow - 3 * day },
        handshake: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' },
      }),
    },
    expected: { outcome: 'pass', found: '1 above the host’s own, all good for 30 days' },
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
