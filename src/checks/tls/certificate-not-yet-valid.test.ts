import { expect, it } from 'vitest';
import {
  endpointWith,
  failingEndpoint,
  sampleContext,
  sampleEndpoint,
  sampleNow,
} from '../../protocols/tls/endpoint-sample.ts';
import check from './certificate-not-yet-valid.ts';

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
    expected: { outcome: 'pass', found: 'valid since 2026-11-12' },
  },
  {
    story: 'begins tomorrow',
    facts: {
      endpoint: endpointWith({
        leaf: { notBefore: sampleNow + day },
        handshake: { isAuthorized: false, authorizationError: 'CERT_NOT_YET_VALID' },
      }),
    },
    expected: { outcome: 'fail', found: 'it begins in 24 hours, on 2026-11-23', severity: 'blocker' },
  },
  {
    story: 'began ten minutes ago',
    facts: { endpoint: endpointWith({ leaf: { notBefore: sampleNow - 600_000 } }) },
    expected: {
      outcome: 'fail',
      found: 'it began less than an hour ago, visitors whose clock is slow see it as not yet valid',
      severity: 'low',
    },
  },
  {
    story: 'expired is not early',
    facts: {
      endpoint: endpointWith({
        leaf: { notAfter: sampleNow - 3 * day },
        handshake: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' },
      }),
    },
    expected: { outcome: 'pass', found: 'valid since 2026-11-12' },
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
