import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
  sampleLeaf,
  sampleNow,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './certificate-lifetime.ts';

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
    expected: { outcome: 'pass', found: '90 days of 200 allowed; renewals from 2029-03-15 get at most 47' },
  },
  {
    story: '398 days issued in June 2026',
    facts: {
      endpoint: endpointWith({
        leaf: { notBefore: Date.UTC(2026, 5, 1), notAfter: Date.UTC(2026, 5, 1) + 398 * day - 1000 },
      }),
    },
    expected: {
      outcome: 'fail',
      found: '398 days, 200 were allowed when it was issued on 2026-06-01',
      severity: 'medium',
    },
  },
  {
    story: '398 days issued before 15 March 2026',
    facts: {
      endpoint: endpointWith({
        leaf: { notBefore: Date.UTC(2026, 2, 14), notAfter: Date.UTC(2026, 2, 14) + 398 * day - 1000 },
      }),
    },
    expected: { outcome: 'pass', found: '398 days of 398 allowed; renewals from 2027-03-15 get at most 100' },
  },
  {
    story: '200 days is the limit, the last second included',
    facts: {
      endpoint: endpointWith({
        leaf: { notBefore: Date.UTC(2026, 9, 1), notAfter: Date.UTC(2026, 9, 1) + 200 * day - 1000 },
      }),
    },
    expected: { outcome: 'pass', found: '200 days of 200 allowed; renewals from 2027-03-15 get at most 100' },
  },
  {
    story: 'a private authority may do as it likes',
    facts: {
      endpoint: endpointWith({
        chain: { isPrivatelyAnchored: true },
        leaf: { notAfter: sampleNow + 3650 * day },
      }),
    },
    expected: {
      outcome: 'notApplicable',
      why: 'the rule is for public authorities, this chain ends at a private or untrusted one',
    },
  },
  {
    story: 'signed by itself: the rule does not reach it',
    facts: {
      endpoint: endpointWith({
        chain: { isLeafSelfSigned: true, path: [0], end: 'self-signed', certificates: [sampleLeaf()] },
        handshake: { isAuthorized: false, authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      }),
    },
    expected: {
      outcome: 'notApplicable',
      why: 'the rule is for public authorities, this chain ends at a private or untrusted one',
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
